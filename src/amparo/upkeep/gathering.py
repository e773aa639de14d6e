"""
Where the processes of one server put what they count, so that each of them can tell the whole.

Imported before the library that counts: it looks once, when it is loaded, whether there is such a
folder.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

# The library's own name for it.
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
KINDS = ("counter", "histogram")
_BYTES = 1 << 20


def open_folder() -> None:
    """
    Make the folder of this server and its processes, to be removed with it.

    Where none can be made, each process tells of itself alone.
    """
    try:
        folder = _in_the_home() if settings.INSIDE else Path(tempfile.mkdtemp(prefix="amparo-"))
    except OSError:
        os.environ.pop(VARIABLE, None)
        return
    os.environ[VARIABLE] = str(folder)
    atexit.register(_remove, folder, os.getpid())


def _in_the_home() -> Path:
    """Make a folder in the home, and remove those of servers that were killed."""
    folders = settings.HOME / "metrics"
    for one in _left_by_the_dead(folders):
        shutil.rmtree(one, ignore_errors=True)
    folders.mkdir(mode=0o700, exist_ok=True)  # but no home, where there is none
    folder = folders / str(os.getpid())
    folder.mkdir(mode=0o700)
    return folder


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # a process that came of it goes before
        shutil.rmtree(folder, ignore_errors=True)


def take_place() -> None:
    """
    Lay out the files of this process at their full size, and do so in each that comes of it.

    The library lets them grow as they are written to. On a disk that is full, that would end the
    process at once, in the middle of anything.
    """
    folder = os.environ.get(VARIABLE)
    if not folder:
        return
    _in_each_child()
    try:
        for kind in KINDS:
            with (Path(folder) / f"{kind}_{os.getpid()}.db").open("ab") as file:
                os.posix_fallocate(file.fileno(), 0, _BYTES)
    except OSError:
        os.environ.pop(VARIABLE, None)


@cache
def _in_each_child() -> None:
    os.register_at_fork(after_in_child=take_place)


def processes() -> list[int]:
    """Return the processes that count: those of this server that live, or this one alone."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return [os.getpid()]
    named = {one.stem.rpartition("_")[2] for one in Path(folder).glob("*.db")}
    return sorted(int(one) for one in named if one.isdigit() and _is_alive(int(one)))


def memory_of(process: int) -> int | None:
    """Return how many bytes of memory a process holds, where the system tells."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    except OSError:
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _left_by_the_dead(folders: Path) -> Iterator[Path]:
    for one in folders.glob("*"):
        # One of our own number is left from a life before: in a container it is always the same.
        if one.name.isdigit() and (int(one.name) == os.getpid() or not _is_alive(int(one.name))):
            yield one


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
