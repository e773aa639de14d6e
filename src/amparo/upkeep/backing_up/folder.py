"""Where backups lie: under their time, whole or not at all, and only the last ones."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

_NAME = "amparo-%Y%m%dT%H%M%SZ.tar.gz.age"
_DRAFT = ".amparo-backup-"
_A_DAY = 24 * 60 * 60


def place_for(target: Path, *, at: datetime) -> Path:
    """Return the file to write: the one that is named, or one named by its time in that folder."""
    return target / at.strftime(_NAME) if is_folder(target) else target


def is_folder(target: Path) -> bool:
    """Test whether a folder is meant: one that is there, or a name without an ending."""
    return target.is_dir() or (not target.exists() and not target.suffix)


@contextmanager
def appearing_whole(file: Path) -> Iterator[IO[bytes]]:
    """
    Let the body write a file that appears under its name when it is whole and on the disk.

    :raises Refused: if there is such a file; it is never written over.
    """
    _check_free(file)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=_DRAFT)  # mode 0600
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _check_free(file)
        draft.replace(file)
        _flush(file.parent)
    finally:
        draft.unlink(missing_ok=True)


def keep_last(folder: Path, count: int) -> list[Path]:
    """Remove all backups of a folder but the last ones; nothing else is touched."""
    ours = sorted(one for one in folder.iterdir() if _is_ours(one.name))
    old = ours[:-count]
    for one in old:
        one.unlink()
    return old


def remove_drafts(folder: Path) -> None:
    """Remove what backups that were cut short have left behind, once it is a day old."""
    for one in folder.glob(_DRAFT + "*"):
        if one.stat().st_mtime < time.time() - _A_DAY:
            one.unlink(missing_ok=True)


def _check_free(file: Path) -> None:
    if file.exists():
        raise Refused(_("{file} is there already; a backup writes over nothing."), file=file)


def _is_ours(name: str) -> bool:
    try:
        datetime.strptime(name, _NAME)  # noqa: DTZ007  (only whether it is such a name)
    except ValueError:
        return False
    return True


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
