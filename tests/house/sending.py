"""Sending whatever one likes to an address, undoing what it did, and saying what is wrong with the answer."""

from __future__ import annotations

import copy
import traceback
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.test import Client

from tests.house.ground import SECRETS, Ground

HERE = {"testserver", "localhost", "127.0.0.1"}
URLENCODED = "application/x-www-form-urlencoded"
MARKUP = "<xss>"  # sent in clear, it has to come back escaped
# Sent to be calculated by whoever takes it for a template; no other number is so long by chance.
SUM, TOLD = "719177*719171", str(719177 * 719171)
INJECTED = "X-Injected"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as small as it takes to send it again."""

    method: str
    path: str
    body: bytes = b""
    kind: str = URLENCODED
    environ: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        parts = [self.method, _short(self.path)]
        if self.body:
            parts += [self.kind, _short(repr(self.body))]
        if self.environ:
            parts += [_short(f"{name}={value!r}") for name, value in self.environ]
        return "  ".join(parts)

    @property
    def size(self) -> int:
        """How much there is to send again."""
        return len(self.path) + len(self.body) + len(repr(self.environ))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, read whole, and the cause if it was a fault."""

    status: int
    headers: dict[str, str]
    text: str
    cause: str


def _short(text: str) -> str:
    return text if len(text) < 300 else f"{text[:280]}… ({len(text)} characters)"


def send(client: Client, asked: Asked) -> Answer:
    """Send a request and undo what it did, in both databases and in the browser."""
    client.raise_request_exception = False
    cookies = copy.deepcopy(client.cookies)
    with undone():
        try:
            response: Any = client.generic(
                asked.method, asked.path, asked.body, asked.kind, **dict(asked.environ)
            )
            content = response.getvalue()
        finally:
            client.cookies = cookies
    cause = _cause(response.exc_info) if response.status_code >= 500 else ""
    text = content.decode("utf-8", "replace")
    return Answer(response.status_code, dict(response.items()), text, cause)


@contextmanager
def undone() -> Iterator[None]:
    """Undo what is written within, as each test does."""
    with ExitStack() as stack:
        for alias in ("default", "keys"):
            block = transaction.atomic(using=alias)
            # As Django marks those of its own tests: what must reach the disk may run within it.
            block._from_testcase = True  # type: ignore[attr-defined]
            stack.enter_context(block)
        yield
        for alias in ("default", "keys"):
            transaction.set_rollback(True, using=alias)


def _cause(info: tuple[type[BaseException], BaseException, TracebackType] | None) -> str:
    if info is None:
        return "a fault that was answered as one"
    kind, error, trail = info
    frames = [one for one in traceback.extract_tb(trail) if "amparo" in one.filename]
    frames = frames or list(traceback.extract_tb(trail))
    place = f"{frames[-1].filename.rpartition('/src/')[2]}:{frames[-1].lineno}"
    return f"{kind.__name__}: {_short(str(error))} at {place}"


def wrong_with(who: str, asked: Asked, answer: Answer) -> list[str]:
    """Return what an answer may not be or hold, whoever asked for whatever."""
    wrong = []
    # That something is amiss is what this page is there to say.
    is_said = answer.status == 503 and asked.path.startswith("/health/ready")
    if answer.status >= 500 and not is_said:
        wrong.append(f"{answer.status}: {answer.cause}")
    said = answer.text + repr(answer.headers)
    wrong += [
        f"tells “{secret}”"
        for secret, may_read in SECRETS.items()
        if who not in may_read and secret in said
    ]
    if not is_here(asked.path, answer.headers.get("Location", "")):
        wrong.append(f"leads elsewhere: {answer.headers['Location']}")
    if MARKUP in answer.text and "html" in answer.headers.get("Content-Type", ""):
        wrong.append("shows markup that was sent")
    if TOLD in answer.text:
        wrong.append("calculates what was sent")
    if INJECTED in answer.headers:
        wrong.append("has a header that was sent")
    return wrong


def is_here(path: str, location: str) -> bool:
    """Test whether a browser that follows this stays on the site."""
    # Browsers take a backslash for a slash, and leave out tabs and the ends of lines.
    followed = location.replace("\\", "/").translate(dict.fromkeys(b"\t\r\n")).strip()
    target = urlsplit(urljoin(f"http://testserver{urlsplit(path).path}", followed))
    return target.scheme in ("http", "https") and (target.hostname or "") in HERE


def told(
    ground: Ground, sent: Iterable[tuple[str, Asked]]
) -> tuple[list[tuple[str, Asked, int]], list[str]]:
    """
    Send all of it, each on its own, and return which status each got, and what was wrong.

    Of what went wrong in the same way, the shortest request is told.
    """
    got: list[tuple[str, Asked, int]] = []
    shortest: dict[str, tuple[str, Asked]] = {}
    for who, asked in sent:
        answer = send(ground.browsers[who], asked)
        got.append((who, asked, answer.status))
        for wrong in wrong_with(who, asked, answer):
            known = shortest.get(wrong)
            if known is None or asked.size < known[1].size:
                shortest[wrong] = (who, asked)
    return got, [f"{who}: {asked} → {wrong}" for wrong, (who, asked) in shortest.items()]
