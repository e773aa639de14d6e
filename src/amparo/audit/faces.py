"""From which face something is done: a page of the desk, the command line, a program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_COMMAND = "command"
_NAME = re.compile(r"[a-z][a-z-]{0,19}")
_face: ContextVar[str] = ContextVar("face", default=_COMMAND)


def current_face() -> str:
    """Return the name of the face that is at work; `command` where none has said so."""
    return _face.get()


@contextmanager
def at_face(name: str) -> Iterator[None]:
    """Let what happens in the body be remembered as having come from this face."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of a face.")
    token = _face.set(name)
    try:
        yield
    finally:
        _face.reset(token)
