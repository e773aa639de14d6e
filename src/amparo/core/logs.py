"""
What the log says: one line an event, of what is listed here and nothing else.

The words of others are not repeated, for nobody knows what they hold: an address that was asked
for, a host that was made up, the message of an exception. Of such a record the line tells which
logger spoke, where in which program, and its sentence if it stands in that program as it is.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from pythonjsonlogger.json import JsonFormatter

# The number of the request that is being answered, by which its lines are found.
REQUEST: ContextVar[str] = ContextVar("number of the request", default="")

OURS = "amparo"
# What a record of ours may carry besides its message; each is a word of the code or a number.
FIELDS = ("face", "view", "method", "status", "ms")
MOST_FRAMES = 60
MOST_CAUSES = 5
_BEFORE_A_PROGRAM = re.compile(r".*/(?:site-packages|src|lib/python[\d.]+)/")
_EVENT = re.compile(r"([\w.]*):?\s*(.*)", re.DOTALL)
_DIRECTIVE = re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]|\{\w*\}")
_FEWEST_LETTERS = 8  # what is shorter may be part of anything


def told(record: logging.LogRecord) -> dict[str, Any]:
    """Return what the log says of a record."""
    line: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
    }
    line |= _of_ours(record) if _is_ours(record) else _of_others(record)
    if number := REQUEST.get():
        line["request"] = number
    if record.exc_info and record.exc_info[1] is not None:
        line["error"] = causes_of(record.exc_info[1])
    return line


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == OURS or record.name.startswith(f"{OURS}.")


def _of_ours(record: logging.LogRecord) -> dict[str, Any]:
    # Ours name events and count; tests/house search them for secrets.
    event, said = _EVENT.match(record.getMessage()).groups()  # type: ignore[union-attr]  # it always does
    line: dict[str, Any] = {"event": event, **({"said": said} if said else {})}
    return line | {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}


def _of_others(record: logging.LogRecord) -> dict[str, Any]:
    at = f"{place(record.pathname)}:{record.lineno} {record.funcName}"
    line: dict[str, Any] = {"event": _word(record.name), "at": at}
    if isinstance(record.msg, str) and _stands_in(record.pathname, record.msg):
        line["said"] = record.msg
    status = getattr(record, "status_code", None)
    return {**line, "status": status} if isinstance(status, int) else line


def _word(name: str) -> str:
    return name if re.fullmatch(r"[\w.-]{1,80}", name) else "other"


def _stands_in(path: str, sentence: str) -> bool:
    """Test whether a sentence is one of the program's own, before anything was put into it."""
    letters = [one for one in _DIRECTIVE.sub("", sentence) if one.isalpha()]
    return len(letters) >= _FEWEST_LETTERS and sentence in _source(path)


@cache
def _source(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return ""


def causes_of(error: BaseException) -> list[dict[str, Any]]:
    """Return an exception and what led to it: classes and places, never a message or a value."""
    found: list[dict[str, Any]] = []
    current: BaseException | None = error
    while current is not None and len(found) < MOST_CAUSES:
        kind = type(current)
        found.append({"class": f"{kind.__module__}.{kind.__qualname__}", "stack": _stack(current)})
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return found


def _stack(error: BaseException) -> list[str]:
    frames = [
        f"{place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return frames[-MOST_FRAMES:]


def place(path: str) -> str:
    """Return where a file of a program is, without where the program is on this machine."""
    within = _BEFORE_A_PROGRAM.sub("", path)
    return within if within != path else path.rpartition("/")[2]


class JsonLines(JsonFormatter):
    """One JSON object a line, for programs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return what is told of a record."""
        return self.serialize_log_record(told(record))


class Readable(logging.Formatter):
    """The same, for somebody who watches a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return what is told of a record: a line, and a line for each place of an exception."""
        line = told(record)
        head = f"{line.pop('time')[11:19]} {line.pop('level'):<7} {line.pop('event')}"
        errors = line.pop("error", [])
        rest = [f"{name}={value}" for name, value in line.items()]
        places = [
            text
            for one in errors
            for text in (f"  {one['class']}", *(f"    {at}" for at in one["stack"]))
        ]
        return "\n".join([" ".join([head, *rest]), *places])


class OnStandardError(logging.StreamHandler[Any]):
    """Writes to standard error; a line that cannot be written is lost, and not shown otherwise."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: what Python would print here holds the values of the record."""


class News(logging.Filter):
    """Leaves out how the framework says that a request was answered: a line of ours says it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Test whether a record tells something new: of a fault, or of anything but an answer."""
        return record.name != "django.request" or bool(record.exc_info)


def take_over() -> None:
    """Write to the log, without values, what Python itself would print with them."""
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _uncaught(kind: type[BaseException], error: BaseException, trail: TracebackType | None) -> None:
    logging.getLogger(OURS).critical("core.uncaught", exc_info=(kind, error, trail))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _unraisable(args: sys.UnraisableHookArgs) -> None:
    if args.exc_value is not None:
        _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
