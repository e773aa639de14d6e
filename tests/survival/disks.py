"""Disks that are full, or may only be read: real ones where we may mount, else the nearest thing."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Undo = Callable[[], None]
SMALL = "48m"


def may_mount(place: Path) -> bool:
    """Test whether disks can be mounted here."""
    place.mkdir()
    mounted = _mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", place)
    if mounted:
        _unmount(place)
    place.rmdir()
    return mounted


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """Mount a small disk of memory for the body."""
    place.mkdir()
    assert _mount("-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", place)
    try:
        yield place
    finally:
        _unmount(place)


def fill(disk: Path) -> Undo:
    """Fill a disk to its last byte, and return what frees it again."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4_096))
    assert shutil.disk_usage(disk).free == 0
    return filler.unlink


def let_no_file_grow(processes: list[int], largest: int) -> Undo:
    """Let these processes write no file beyond a size, as on a disk that is full."""
    for process in processes:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))

    def lift() -> None:
        for process in processes:
            unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(process, resource.RLIMIT_FSIZE, unlimited)

    return lift


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """Let a file, or a folder with all that is in it, only be read in the body."""
    if os.geteuid() == 0:
        # What root is forbidden by permissions, root does.
        assert _mount("--bind", path, path), "Root who may not mount cannot be kept from writing."
        assert _mount("-o", "remount,ro,bind", path)
        undo = lambda: _unmount(path)  # noqa: E731
    else:
        paths = [path, *path.rglob("*")]
        before = {one: one.stat().st_mode for one in paths}
        for one in paths:
            one.chmod(before[one] & ~0o222)
        undo = lambda: [one.chmod(mode) for one, mode in before.items()]  # noqa: E731
    try:
        yield
    finally:
        undo()


def _mount(*arguments: str | Path) -> bool:
    done = subprocess.run(["mount", *map(str, arguments)], capture_output=True)
    return done.returncode == 0


def _unmount(place: Path) -> None:
    subprocess.run(["umount", "--lazy", str(place)], check=True, capture_output=True)
