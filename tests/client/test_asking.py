"""When the client asks again, how long it waits, and when it gives up."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from amparo.client import NotThere, Refused
from amparo.client.asking import Asker
from tests.programs import free_port


class Site(ThreadingHTTPServer):
    """A site that answers what it was told to, in that order, and then always the last."""

    answers: list[tuple[int, dict[str, str], dict[str, object]]]
    asked: list[str]


class _Answers(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        answers = self.server.answers
        status, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
        content = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of this machine."""
    server = Site(("127.0.0.1", 0), _Answers)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def waits() -> list[float]:
    """How long it waited, each time."""
    return []


@pytest.fixture
def asker(site: Site, waits: list[float]) -> Iterator[Asker]:
    """An asker that waits in no time."""
    address = f"http://127.0.0.1:{site.server_address[1]}"
    made = Asker(address, language="fr", timeout=5, attempts=3, wait=waits.append)
    yield made
    made.close()


def test_what_is_busy_is_asked_again_when_it_said(site: Site, asker: Asker, waits: list[float]):
    site.answers = [
        (429, {"Retry-After": "7"}, {}),
        (503, {}, {}),
        (200, {}, {"items": []}),
    ]

    assert asker.data("api/v1/states", {"limit": 5, "on": None}) == {"items": []}
    assert site.asked == ["/api/v1/states?lang=fr&limit=5"] * 3
    assert waits[0] == 7
    assert 1.5 <= waits[1] <= 2.5


def test_a_refusal_is_not_asked_again(site: Site, asker: Asker, waits: list[float]):
    site.answers = [(400, {}, {"detail": "No.", "rule": "GEN-7"})]

    with pytest.raises(Refused, match=r"^No\.$") as caught:
        asker.data("x", {})

    assert (caught.value.status, caught.value.rule) == (400, "GEN-7")
    assert (len(site.asked), waits) == (1, [])


def test_it_gives_up_in_the_end(site: Site, asker: Asker, waits: list[float]):
    site.answers = [(503, {"Retry-After": "60"}, {"detail": "The records cannot be reached now."})]

    with pytest.raises(NotThere, match="The records cannot be reached now"):
        asker.data("x", {})

    assert (len(site.asked), waits) == (3, [60, 60])


def test_it_never_waits_without_end(site: Site, asker: Asker, waits: list[float]):
    site.answers = [(503, {"Retry-After": "99999999"}, {}), (200, {}, {})]

    asker.data("x", {})

    assert waits == [120]


def test_a_site_that_is_not_there_is_named(waits: list[float]):
    asker = Asker(
        f"http://127.0.0.1:{free_port()}", language="", timeout=1, attempts=2, wait=waits.append
    )

    with pytest.raises(NotThere, match="cannot be reached"):
        asker.data("x", {})

    assert len(waits) == 1
    asker.close()


def test_an_answer_that_is_no_problem_of_ours_is_told_by_its_status(site: Site, asker: Asker):
    site.answers = [(418, {}, {"teapot": True})]

    with pytest.raises(Refused, match="The site answered 418"):
        asker.data("x", {})
