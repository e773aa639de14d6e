"""
The states of the index that can be read: a folder for each, of links to files that never change.

The writer's own folder is never read by anybody else. What it has committed is linked into a folder
with the next number, and only then named in the file `current`: whoever reads finds a whole index or
the one before, keeps the one that a reader began to page in, and may copy the folder elsewhere.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .schema import FORMAT

META = "meta.json"
_KEPT_SECONDS = 600
_KEPT = 60
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of the index, and what lies in it."""

    path: Path

    def writing(self, number: int) -> Path:
        """Where a writer works; whoever makes the index anew works elsewhere than the one before."""
        return self.path / f"writing-{number}"

    @property
    def current(self) -> Path:
        """The file that names the state to read."""
        return self.path / "current"

    def generation(self, number: int) -> Path:
        """Where a state lies."""
        return self.path / "generations" / f"{number:09d}"

    def numbers(self) -> list[int]:
        """Return the states that are kept, the oldest first."""
        with suppress(FileNotFoundError):
            found = [one.name for one in (self.path / "generations").iterdir()]
            return sorted(int(one) for one in found if one.isdecimal())
        return []


@contextmanager
def alone(folder: Folder) -> Iterator[None]:
    """
    Let nobody else write the index in the body; whoever is killed lets go.

    :raises Refused: if somebody is at it.
    """
    folder.path.mkdir(parents=True, exist_ok=True)
    with (folder.path / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                _("Another process is writing the index; it follows what has changed by itself.")
            ) from None
        yield


@dataclass(frozen=True, slots=True)
class Current:
    """Which state is to be read, and in which folder its writer worked."""

    number: int
    writing: int


def current(folder: Folder) -> Current | None:
    """Return what is to be read; None where there is no index, or one of another form."""
    try:
        number, writing, form = folder.current.read_text().split()
    except (FileNotFoundError, ValueError):
        return None
    return Current(int(number), int(writing)) if form == FORMAT else None


def let_out(folder: Folder, writing: int) -> int:
    """Make what was committed the state to read, take away states that nobody pages in any more."""
    number = max([*folder.numbers(), 0]) + 1
    made = folder.generation(number)
    half = made.with_name(f"{made.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    _link(folder.writing(writing), half)
    half.rename(made)
    _name(folder, Current(number, writing))
    _prune(folder, number)
    return number


def unused(folder: Folder) -> int:
    """Return the number of a folder that no writer has worked in."""
    held = (one.name.rpartition("-")[2] for one in folder.path.glob("writing-*"))
    return max((int(one) for one in held if one.isdecimal()), default=0) + 1


def clear(folder: Folder, kept: int) -> None:
    """Take away the folders of writers that are no longer used, and what was left half done."""
    for one in folder.path.glob("writing-*"):
        if one != folder.writing(kept):
            shutil.rmtree(one)
    for one in (folder.path / "generations").glob("*.half"):
        shutil.rmtree(one)


def _link(writing: Path, half: Path) -> None:
    """Link the files of the last commit; the writer may put segments together meanwhile."""
    for _attempt in range(_TRIES):
        half.mkdir(parents=True)
        meta = (writing / META).read_text()
        with suppress(FileNotFoundError):
            _link_segments(json.loads(meta), writing, half)
            # Written, not linked: the writer lets nobody else read its own.
            (half / META).write_text(meta)
            return
        shutil.rmtree(half)
    raise OSError(f"The files of {writing} change too fast to be linked.")


def _link_segments(meta: dict[str, list[dict[str, object]]], writing: Path, half: Path) -> None:
    files = [one.name for one in writing.iterdir()]
    for segment in meta["segments"]:
        name = str(segment["segment_id"]).replace("-", "")
        deletes = segment.get("deletes")
        its = [one for one in files if one.startswith(f"{name}.")]
        if not its:
            raise FileNotFoundError(name)
        for one in its:
            # Of a segment from which something was taken out, only the newest list of what is gone.
            if one.endswith(".del") and not _is_its(deletes, one):
                continue
            os.link(writing / one, half / one)


def _is_its(deletes: object, file: str) -> bool:
    return isinstance(deletes, dict) and file.split(".")[1] == str(deletes["opstamp"])


def _name(folder: Folder, new: Current) -> None:
    fresh = folder.current.with_name("current.new")
    fresh.write_text(f"{new.number} {new.writing} {FORMAT}\n")
    fresh.replace(folder.current)


def _prune(folder: Folder, number: int) -> None:
    kept = [one for one in folder.numbers() if one != number]
    for place, one in enumerate(reversed(kept), start=1):
        path = folder.generation(one)
        with suppress(FileNotFoundError):
            if place >= _KEPT or time.time() - path.stat().st_mtime > _KEPT_SECONDS:
                shutil.rmtree(path)
