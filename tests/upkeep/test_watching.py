"""A server with two processes, watched: what it counts, what it logs, what it says to bad requests."""

from __future__ import annotations

import json
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.programs import AMPARO, environment_of, free_port, furnish, wait_for

SECRET = "Xiomara-Quetzalcoatl"
TOKEN = "a token that nobody guesses, of no value"
REQUESTS = 40


@dataclass(frozen=True)
class Server:
    """Where it listens, and where its log is."""

    port: int
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return the status, the headers and the body of an answer."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = urllib.request.Request(self.address + path, headers=names)
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return answer.status, _lower(answer), answer.read()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, _lower(answer), answer.read()

    def send(self, sent: bytes) -> bytes:
        """Return whatever is answered to these bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall(sent)
            with suppress(OSError):  # it may have heard enough
                line.shutdown(socket.SHUT_WR)
            parts = []
            while part := line.recv(65_536):
                parts.append(part)
        return b"".join(parts)

    def lines(self) -> list[dict[str, object]]:
        """Return the log so far, each line of it read as JSON."""
        return [json.loads(one) for one in self.log.read_text().splitlines()]


def _lower(answer: HTTPResponse | urllib.error.HTTPError) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two processes that serve the same home, one of their own: nobody works there."""
    home = furnish(tmp_path_factory.mktemp("watched") / "home")
    port, log = free_port(), tmp_path_factory.mktemp("log") / "standard-error"
    environment = {**environment_of(home), "AMPARO_METRICS_TOKEN": TOKEN}
    command = [*AMPARO, "serve", "--port", str(port), "--workers", "2", "--no-worker"]
    with log.open("wb") as written:
        program = subprocess.Popen(command, env=environment, stderr=written)
    try:
        wait_for(f"http://127.0.0.1:{port}/health/live", program)
        yield Server(port, log)
    finally:
        program.terminate()
        program.wait(timeout=20)


def counted(text: bytes) -> dict[tuple[str, str], float]:
    """Return how often each view was asked and answered, and the processes with their memory."""
    return {
        (sample.name, " ".join(sample.labels[one] for one in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
        if sample.name in ("amparo_requests_total", "amparo_process_memory_bytes")
    }


def test_each_process_tells_what_all_have_counted(server: Server):
    name = ("amparo_requests_total", "upkeep GET 5xx upkeep:ready")
    before = counted(server.get("/metrics")[2]).get(name, 0)

    for _ in range(REQUESTS):
        server.get("/health/ready")

    # Whichever of the two is asked, and both are.
    told = [counted(server.get("/metrics")[2]) for _ in range(12)]
    assert {one[name] - before for one in told} == {REQUESTS}
    # The two, and the one that keeps them alive.
    assert {len([key for key in one if key[0].endswith("memory_bytes")]) for one in told} == {3}


def test_the_log_is_a_json_object_a_line_and_names_no_visitor(server: Server):
    headers = {"user_agent": SECRET, "referer": SECRET, "cookie": f"amparo={SECRET}"}
    answered = [
        server.get(f"/{SECRET}/?q={SECRET}", **headers),
        server.get("/", host=f"{SECRET}.example"),
        server.get("/health/live", x_request_id=SECRET),
    ]
    server.send(f"{SECRET} /{SECRET} HTTP/1.1\r\nHost: {SECRET}\r\n\r\n".encode())

    numbers = [headers["x-request-id"] for _status, headers, _body in answered]
    lines = server.lines()
    requests = [one for one in lines if one["event"] == "request" and one["request"] in numbers]
    assert [status for status, _headers, _body in answered] == [404, 400, 200]
    assert sorted(one["status"] for one in requests) == [200, 400, 404]
    assert {one["view"] for one in requests} == {"none", "upkeep:live"}
    assert SECRET.casefold() not in server.log.read_text().casefold()
    strangers = [one["request"] for one in lines if "DisallowedHost" in str(one["event"])]
    # A host that is not ours is worth a line of its own, found by the same number.
    assert strangers.count(numbers[1]) == 1


def test_health_is_told_yes_or_no_and_to_the_holder_of_the_token_why(server: Server):
    status, _headers, body = server.get("/health/ready")
    told = json.loads(server.get("/health/ready", authorization=f"Bearer {TOKEN}")[2])

    # The server was started without a worker.
    assert (status, json.loads(body)) == (503, {"ready": False})
    assert [one["name"] for one in told["findings"] if one["well"] is False] == ["worker"]


MUST = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "cache-control",
    "x-request-id",
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", 200),
        ("/states.json", 200),
        ("/sign-in/", 200),
        ("/nowhere/", 404),
        ("/static/amparo/mark.svg", 200),
        ("/static/nowhere.css", 404),
        ("/health/live", 200),
        ("/metrics", 200),
        ("/%00", 400),
        ("/%ff%fe", 404),
        ("/" + "a" * 8_000, 404),
    ],
)
def test_what_the_server_passes_on_keeps_its_headers(server: Server, path: str, expected: int):
    status, headers, _body = server.get(path)

    assert status == expected
    assert MUST - set(headers) == set()
    assert not any(one.isdigit() for one in headers.get("server", ""))
    assert "x-powered-by" not in headers


def test_an_unchanged_page_keeps_its_headers(server: Server):
    for path in ("/", "/static/amparo/mark.svg"):
        _status, headers, _body = server.get(path)
        again = server.get(path, if_none_match=headers["etag"])

        assert (again[0], again[2]) == (304, b"")
        assert MUST - set(again[1]) == set()


BAD = {
    "no request at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "words": b"XIOMARA\r\n\r\n",
    "no version": b"GET /\r\n\r\n",
    "another protocol": b"GET / FTP/1.1\r\nHost: localhost\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: xiomara\r\n\r\n",
    "a header without a colon": b"GET / HTTP/1.1\r\nHost: localhost\r\nXiomara\r\n\r\n",
    "a header over two lines": b"GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n xiomara\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
    b"Content-Length: 2\r\n\r\nab",
    "length and pieces": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a length that is none": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
    "a very long header": b"GET / HTTP/1.1\r\nHost: localhost\r\nA: "
    + b"x" * 1_000_000
    + b"\r\n\r\n",
    "very many headers": b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"A: b\r\n" * 5_000 + b"\r\n",
    "a space in the path": b"GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a zero byte": b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@pytest.mark.parametrize("sent", BAD.values(), ids=BAD)
def test_what_the_server_answers_itself_says_nothing(server: Server, sent: bytes):
    try:
        answer = server.send(sent)
    except (ConnectionResetError, BrokenPipeError):
        answer = b""  # not worth an answer

    head, _end, body = answer.partition(b"\r\n\r\n")
    first, *headers = head.decode("latin-1").lower().split("\r\n")
    names = {one.partition(":")[0] for one in headers}
    if "x-request-id" in names:
        # Passed on to us: then it is answered as everything is.
        assert MUST - names == set()
    else:
        assert first == "" or first.split()[1] in ("400", "414", "431"), first
        assert body == b""
        assert names <= {"content-length", "connection", "date"}
    assert "xiomara" not in answer.decode("latin-1").lower()
    assert server.get("/health/live")[0] == 200
