"""Bytes that no browser sends, to the site as it is served: each ends alone, and the site stays open."""

from __future__ import annotations

import socket
from contextlib import suppress
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

SECONDS = 20  # to wait for an answer; the tests say nothing of how fast one comes
HOST = b"Host: localhost\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"

# What is sent, and the statuses it may be answered with; 0: the line is closed without a word.
REFUSED = {0, 400, 403, 404, 405, 413, 414, 431, 501, 505}
RAW = [
    pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", REFUSED, id="TLS in the clear"),
    pytest.param(b"GET\r\n\r\n", REFUSED, id="no address"),
    pytest.param(b"GET / HTTP/9.9\r\n" + HOST + b"\r\n", REFUSED, id="an unknown version"),
    pytest.param(b"GET / HTTP/1.1\r\n\r\n", REFUSED, id="no host"),
    pytest.param(b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", {400}, id="another host"),
    pytest.param(b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n", REFUSED | {200}, id="two hosts"),
    pytest.param(
        b"GET http://evil.example/ HTTP/1.1\r\n" + HOST + b"\r\n", REFUSED | {200}, id="a proxy's"
    ),
    pytest.param(b"CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + b"\r\n", REFUSED, id="a tunnel"),
    pytest.param(b"GET /%ff%00%zz% HTTP/1.1\r\n" + HOST + b"\r\n", REFUSED, id="bad percents"),
    pytest.param(b"GET /\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n", REFUSED, id="bare bytes"),
    pytest.param(b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", REFUSED, id="long"),
    pytest.param(
        b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n",
        REFUSED,
        id="a huge header",
    ),
    pytest.param(
        b"GET / HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 10_000 + b"\r\n", REFUSED, id="many headers"
    ),
    pytest.param(
        b"GET / HTTP/1.1\r\n" + HOST + b"A b: c\r\n\r\n", REFUSED, id="a name with a space"
    ),
    pytest.param(
        b"GET / HTTP/1.1\r\n" + HOST + b"X: a\0b\r\n\r\n", REFUSED | {200}, id="a zero byte"
    ),
    pytest.param(
        b"POST /sign-in/ HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: -1\r\n\r\n",
        REFUSED,
        id="less than nothing",
    ),
    pytest.param(
        b"POST /sign-in/ HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: abc\r\n\r\na=b",
        REFUSED,
        id="a length in letters",
    ),
    pytest.param(
        b"POST /sign-in/ HTTP/1.1\r\n"
        + HOST
        + FORM
        + b"Content-Length: 3\r\nContent-Length: 30\r\n\r\na=b",
        REFUSED,
        id="two lengths",
    ),
    pytest.param(
        b"POST /sign-in/ HTTP/1.1\r\n"
        + HOST
        + FORM
        + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /desk/ HTTP/1.1\r\n",
        REFUSED,
        id="length and chunks",
    ),
    pytest.param(
        b"POST /sign-in/ HTTP/1.1\r\n"
        + HOST
        + FORM
        + b"Transfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n0\r\n\r\n",
        REFUSED,
        id="chunks of no length",
    ),
    pytest.param(
        b"POST /sign-in/ HTTP/1.1\r\n"
        + HOST
        + b"Content-Type: text/plain; charset*=utf-8''%00\r\nContent-Length: 0\r\n\r\n",
        {403},
        id="a charset that is a zero byte",
    ),
    pytest.param(
        b"GET / HTTP/1.1\r\n" + HOST + b"Content-Type: a/b; x*=nonsense''a\r\n\r\n",
        {200},
        id="a parameter in no encoding",
    ),
    pytest.param(
        b"DELETE / HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n\r\n", {403}, id="a method"
    ),
    pytest.param(b"M" * 5_000 + b" / HTTP/1.1\r\n" + HOST + b"\r\n", REFUSED, id="a long method"),
    pytest.param(
        b"GET / HTTP/1.1\r\n" + HOST + b"Cookie: " + b"amparo=\xff; " * 900 + b"\r\n\r\n",
        REFUSED | {200},
        id="cookies of bare bytes",
    ),
    pytest.param(
        b"GET / HTTP/1.1\r\n" + HOST + b"Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
        REFUSED | {200},
        id="another protocol",
    ),
]


@pytest.mark.parametrize(("raw", "statuses"), RAW)
def test_bytes_that_are_no_request_are_refused_and_the_site_stays_open(
    site: str, raw: bytes, statuses: set[int]
):
    answer = exchange(site, raw)

    assert status_of(answer) in statuses
    assert b"Traceback" not in answer
    assert is_open(site)


@pytest.mark.parametrize("sent", [0, 1, 1_000])
def test_a_body_that_is_cut_off_holds_nobody_up(site: str, sent: int):
    head = b"POST /sign-in/ HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 1000000\r\n\r\n"

    with line_to(site) as line:
        line.sendall(head + b"x" * sent)

    assert is_open(site)


def test_lines_that_say_nothing_hold_nobody_up(site: str):
    waiting = [line_to(site) for _line in range(50)]
    try:
        for line in waiting:
            line.sendall(b"POST /sign-in/ HTTP/1.1\r\n" + HOST + b"Content-Length: 9\r\n")

        assert is_open(site)
    finally:
        for line in waiting:
            line.close()


def test_a_name_in_an_address_does_not_split_the_answer(site: str):
    raw = b"GET /account/?next=%0d%0aX-Injected:%20yes HTTP/1.1\r\n" + HOST + b"\r\n"

    head = exchange(site, raw).partition(b"\r\n\r\n")[0]

    assert status_of(head) == 302
    assert b"x-injected" not in head.lower().replace(b"%0d%0ax-injected", b"").replace(
        b"%250d%250ax-injected", b""
    )


def line_to(site: str) -> socket.socket:
    """Return a line to the site."""
    place = urlsplit(site)
    return socket.create_connection((place.hostname, place.port), timeout=SECONDS)


def exchange(site: str, raw: bytes) -> bytes:
    """Send bytes and return the head of what is answered, or what came until the line was closed."""
    answer = b""
    # The line may be closed while we are still sending.
    with line_to(site) as line, suppress(OSError):
        line.sendall(raw)
        while b"\r\n\r\n" not in answer and (piece := line.recv(65_536)):
            answer += piece
    return answer


def status_of(answer: bytes) -> int:
    """Return the status of an answer, or 0 where there is none."""
    parts = answer.split(b" ", 2)
    return int(parts[1]) if len(parts) > 1 and parts[0].startswith(b"HTTP/") else 0


def is_open(site: str) -> bool:
    """Test whether the site still answers whoever asks as one should."""
    with urlopen(f"{site}/sign-in/", timeout=SECONDS) as answer:
        return answer.status == 200
