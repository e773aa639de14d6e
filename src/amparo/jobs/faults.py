"""What is kept of an error: its class and the place, never what it said, which may be about somebody."""

from __future__ import annotations

import re
import traceback
from datetime import timedelta
from pathlib import Path

_LONGEST = 200
# Counts, references, moments, and plain lower-case words: a name of somebody is none of these.
_WORD = re.compile(r"[a-z-]+[.,:;]?|[A-Za-z0-9._:/()+#=-]*\d[A-Za-z0-9._:/()+#=,;-]*")
_AMPARO = Path(__file__).resolve().parent.parent


def class_of(error: BaseException) -> str:
    """Return the class of an error, with the module it comes from."""
    return f"{type(error).__module__}.{type(error).__qualname__}"


def place_of(error: BaseException) -> str:
    """Return the last line of ours that an error passed: `docket/checkpoints.py:41`."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_AMPARO) and "jobs" not in path.parts:
            return f"{path.relative_to(_AMPARO)}:{frame.lineno}"
    return "elsewhere"


def kept_line(line: str | None) -> str:
    """
    Return what a turn said, as it is kept.

    :raises ValueError: if it is more than identifiers, counts and plain words.
    """
    said = (line or "").strip()
    if len(said) > _LONGEST or not all(_WORD.fullmatch(word) for word in said.split(" ") if word):
        raise ValueError("A turn returns one line of identifiers, counts and lower-case words.")
    return said


def wait_after(faults: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """Return how long to wait after so many faults in a row: twice as long each time."""
    return min(first * 2 ** min(faults - 1, 20), longest)
