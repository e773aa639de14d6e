"""Calling servers that somebody named: against a real one, with names looked up by the test."""

import json
import socket
from collections.abc import Iterator

import pytest

from amparo.following.outward import MOST_BYTES, NotDelivered, Outward
from amparo.following.rules.reaching import Endpoint, is_public
from tests.following.servers import NAME, Server, challenge_answered, serving

HERE = Endpoint(NAME, 443, "/hook?a=b")
BODY = json.dumps({"challenge": "abc"}).encode()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    """A server that takes what comes, and has heard nothing yet."""
    running.answer, running.drips = challenge_answered, False
    for heard in (running.heads, running.bodies, running.looked_up):
        heard.clear()
    return running


def why(out: Outward, endpoint: Endpoint = HERE) -> str:
    """Return why something was not delivered."""
    with pytest.raises(NotDelivered) as refused:
        out.post(endpoint, BODY, {})
    return refused.value.why


def test_a_body_arrives_with_its_headers_and_the_answer_comes_back(server: Server):
    answer = server.outward().post(HERE, BODY, {"Amparo-Delivery": "7"})

    assert json.loads(answer) == {"challenge": "abc"}
    assert server.bodies == [BODY]
    first, *others = server.heads[0].split("\r\n")
    assert first == "POST /hook?a=b HTTP/1.1"
    assert sorted(others) == [
        "Amparo-Delivery: 7",
        "Connection: close",
        f"Content-Length: {len(BODY)}",
        "Content-Type: application/json",
        f"Host: {NAME}:{server.port}",
        "User-Agent: Amparo",
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(["10.0.0.1"], id="a private number"),
        pytest.param(["169.254.169.254"], id="where clouds keep secrets"),
        pytest.param(["::1"], id="this machine"),
        pytest.param(["93.184.215.14", "127.0.0.1"], id="a public one, and this machine besides"),
        pytest.param([], id="no number at all"),
    ],
)
def test_a_name_that_means_something_close_by_is_not_called(server: Server, numbers: list[str]):
    out = Outward(look_up=lambda _host, _port: numbers, may_be_called=is_public, trust=server.trust)

    assert why(out) == "not-public"
    assert server.heads == []


def test_a_name_is_looked_up_once_and_what_was_judged_is_called(server: Server):
    """A name that means something else a moment later leads nowhere else."""
    server.outward().post(HERE, BODY, {})

    assert server.looked_up == [NAME]


def test_the_system_is_not_asked_again(server: Server, monkeypatch):
    asked = []

    def look_up(*question: object, **_more: object) -> list[object]:
        asked.append(question)
        raise AssertionError(question)

    real = socket.getaddrinfo

    def only_numbers(host: str, *rest: object, **more: object):
        return real(host, *rest, **more) if host == "127.0.0.1" else look_up(host)

    monkeypatch.setattr(socket, "getaddrinfo", only_numbers)
    server.outward().post(HERE, BODY, {})

    assert asked == []


def test_a_name_that_nobody_knows_is_said_so(server: Server):
    def look_up(_host: str, _port: int) -> list[str]:
        raise socket.gaierror

    assert why(Outward(look_up=look_up, trust=server.trust)) == "unknown-name"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/\r\n\r\n", "status-302"),
        (b"HTTP/1.1 307 Go\r\nLocation: http://169.254.169.254/\r\n\r\n", "status-307"),
        (b"HTTP/1.1 500 Oops\r\n\r\n", "status-500"),
        (b"HTTP/1.1 404 None\r\n\r\n", "status-404"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "unreachable"),
        (b"", "unreachable"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "unreachable"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000 + b"\r\n\r\n", "unreachable"),
    ],
    ids=[
        "redirection",
        "one to a cloud",
        "fault",
        "nothing",
        "other",
        "silence",
        "heads",
        "a head",
    ],
)
def test_no_other_answer_is_a_yes_and_no_redirection_is_followed(
    server: Server, answer: bytes, expected: str
):
    server.answer = lambda _body: answer

    assert why(server.outward()) == expected
    assert len(server.heads) == 1


def test_of_a_long_answer_the_beginning_is_read(server: Server):
    server.answer = lambda _body: b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_000

    assert len(server.outward().post(HERE, BODY, {})) == MOST_BYTES


def test_a_server_that_drips_is_left_when_its_time_is_over(server: Server):
    server.drips = True
    server.answer = lambda _body: b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 100_000

    # At its own pace it would go on for more than a day.
    assert why(server.outward(seconds=0.3)) in ("unreachable", "silent")


def test_a_server_that_says_nothing_is_left(server: Server):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        server.heads.clear()
        out = server.outward(seconds=0.2)
        object.__setattr__(out, "port", deaf.getsockname()[1])

        assert why(out) in ("silent", "unreachable")


def test_a_certificate_of_another_name_is_not_trusted(server: Server):
    other = Endpoint("other.example.org", 443, "/")

    assert why(server.outward(), other) == "certificate"
    assert server.bodies == []


def test_a_certificate_that_nobody_knows_is_not_trusted(server: Server):
    out = Outward(look_up=lambda _host, _port: ["127.0.0.1"], may_be_called=lambda _number: True)

    assert why(out, Endpoint(NAME, server.port, "/")) == "certificate"
    assert server.bodies == []


def test_no_proxy_of_the_environment_is_asked(server: Server, monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")

    server.outward().post(HERE, BODY, {})
    assert server.bodies == [BODY]
