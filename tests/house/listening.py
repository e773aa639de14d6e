"""What leaves the building besides pages: every log, every address, every answer, kept to be searched."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

from django.db import connections
from django.http.response import HttpResponseBase
from django.test import Client

# By vault/files/pictures.py: at DEBUG it writes down what it reads of a picture.
OURS_TO_SET = ("PIL",)
_STATEMENTS = "django.db.backends"
_ADDRESSES = re.compile(r"""(?:href|src|action)=["']?([^"'\s>]+)""")


class Log(logging.Handler):
    """Keeps whatever is logged, with its exceptions and with all that travels on a record."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
        if record.name != _STATEMENTS:  # which say all that they have with them
            self.lines.append(repr(record.__dict__))

    @property
    def bytes(self) -> bytes:
        """All that was logged."""
        return "\n".join(self.lines).encode("utf-8", "backslashreplace")


@contextmanager
def everything_logged(*, with_statements: bool = True) -> Iterator[Log]:
    """
    Keep what every logger says, down to the statements that the databases are sent.

    Only a logger for which our code sets a level of its own keeps that.
    """
    log, root = Log(), logging.getLogger()
    named = [
        one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger)
    ]
    before = [(one, one.level, one.propagate, one.disabled) for one in (root, *named)]
    root.addHandler(log)
    for one in (root, *named):
        if one.name in OURS_TO_SET:
            continue
        one.setLevel(logging.NOTSET if one.name.startswith(OURS_TO_SET) else logging.DEBUG)
        one.propagate, one.disabled = True, False
    for alias in connections:
        connections[alias].force_debug_cursor = with_statements
    try:
        yield log
    finally:
        root.removeHandler(log)
        for one, level, propagate, disabled in before:
            one.setLevel(level)
            one.propagate, one.disabled = propagate, disabled
        for alias in connections:
            connections[alias].force_debug_cursor = False
            connections[alias].queries_log.clear()


class Browser(Client):
    """A browser that keeps each answer and each address it was told, and goes on after a fault."""

    def __init__(self, signed_in: Client | None = None) -> None:
        super().__init__(raise_request_exception=False)
        if signed_in is not None:
            self.cookies = signed_in.cookies
        self.answers: list[tuple[int, str, bytes]] = []
        self.addresses: list[str] = []

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        body = _body_of(answer)
        self.answers.append((answer.status_code, request["PATH_INFO"], _heads_of(answer) + body))
        told = [*addresses_in(body), answer.headers.get("Location", "")]
        self.addresses += [one for one in told if one]
        return answer

    def bodies(self, status: int | None = None) -> bytes:
        """Return what was answered, with one status or with any."""
        return b"\n".join(body for said, _path, body in self.answers if status in (None, said))


def addresses_in(page: bytes) -> list[str]:
    """Return the addresses that a page names."""
    return [unescape(one) for one in _ADDRESSES.findall(page.decode("utf-8", "replace"))]


def _body_of(answer: HttpResponseBase) -> bytes:
    if answer.streaming:
        return answer.getvalue()  # type: ignore[attr-defined,no-any-return]
    return bytes(answer.content)  # type: ignore[attr-defined]


def _heads_of(answer: HttpResponseBase) -> bytes:
    return "".join(f"{name}: {value}\n" for name, value in answer.headers.items()).encode()
