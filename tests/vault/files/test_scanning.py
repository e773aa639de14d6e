"""The scanner's side is played by a real socket that speaks clamd's protocol."""

from __future__ import annotations

import logging
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from amparo.core.errors import Refused
from amparo.vault.files.scanning import Scan, scan

# In two pieces, so that no scanner takes this file for what it tests.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
Scanner = Callable[[socket.socket, bytes], None]


def received(connection: socket.socket) -> bytes:
    """Read a whole INSTREAM, and return the content."""
    stream = connection.makefile("rb")
    assert stream.read(10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack("!I", stream.read(4))[0]:
        content += stream.read(length)
    return content


def answer(connection: socket.socket, content: bytes) -> None:
    """Say what clamd says."""
    found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
    connection.sendall(found)


@pytest.fixture
def clamd(settings: Settings) -> Iterator[Callable[..., None]]:
    """Start a scanner that does what it is given: `clamd(says)`; by default, what clamd does."""
    servers: list[tuple[socket.socket, threading.Thread]] = []

    def start(says: Scanner = answer, *, path: Path | None = None, reads: bool = True) -> None:
        server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
        server.bind(str(path) if path else ("127.0.0.1", 0))
        server.listen()

        def serve() -> None:
            connection, _address = server.accept()
            with connection:
                says(connection, received(connection) if reads else b"")

        thread = threading.Thread(target=serve)
        thread.start()
        servers.append((server, thread))
        settings.CLAMD = str(path) if path else f"127.0.0.1:{server.getsockname()[1]}"

    settings.CLAMD_TIMEOUT_SECONDS = 5
    yield start
    for server, thread in servers:
        thread.join(timeout=10)
        server.close()
        assert not thread.is_alive()


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        scan(content)
    return str(refused.value)


def test_without_a_scanner_a_file_is_not_scanned_and_says_so(settings: Settings):
    settings.CLAMD = ""

    assert scan(EICAR) == Scan.NOT_SCANNED


def test_what_is_clean_passes(clamd: Callable[..., None]):
    clamd()

    assert scan(b"harmless" * 50_000) == Scan.CLEAN


def test_what_is_found_is_refused_by_its_name(clamd: Callable[..., None]):
    clamd()

    assert refusal(b"x" * 100_000 + EICAR) == (
        "The virus scanner found Eicar-Test-Signature in the file. It was not kept."
    )


def test_a_scanner_behind_a_socket_of_the_machine_is_asked(
    clamd: Callable[..., None], tmp_path: Path
):
    clamd(path=tmp_path / "clamd.sock")

    assert "Eicar-Test-Signature" in refusal(EICAR)


def in_pieces(connection: socket.socket, content: bytes) -> None:
    for letter in b"stream: OK\0":
        connection.sendall(bytes([letter]))


def found_in_pieces(connection: socket.socket, content: bytes) -> None:
    connection.sendall(b"stream: OK FO")
    connection.sendall(b"UND\0")


def test_an_answer_in_pieces_is_read_to_its_end(clamd: Callable[..., None]):
    clamd(in_pieces)
    assert scan(b"x") == Scan.CLEAN

    clamd(found_in_pieces)
    assert "The virus scanner found OK" in refusal(b"x")


def says(reply: bytes) -> Scanner:
    return lambda connection, content: connection.sendall(reply)


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"stream: OK",
        b"OK\0",
        b"stream: NOT OK\0",
        b"stream: OK stream: OK\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: \xff\xfe FOUND\0",
        b"x" * 10_000,
        b"HTTP/1.1 200 OK\r\n\r\n\0",
    ],
)
def test_an_answer_that_is_none_lets_nothing_through(
    clamd: Callable[..., None], reply: bytes, caplog: pytest.LogCaptureFixture
):
    clamd(says(reply))

    with caplog.at_level(logging.ERROR):
        assert refusal(b"secret") == (
            "The file could not be checked for viruses, and was not kept. Try again in a few "
            "minutes; if it still fails, tell those who run this site."
        )
    assert "vault.scan_failed" in caplog.text
    assert "secret" not in caplog.text


def test_a_scanner_that_dies_in_the_middle_lets_nothing_through(clamd: Callable[..., None]):
    clamd(lambda connection, _content: connection.close(), reads=False)

    assert refusal(b"x" * 5_000_000).startswith("The file could not be checked")


def test_a_scanner_that_does_not_answer_lets_nothing_through(
    clamd: Callable[..., None], settings: Settings
):
    over = threading.Event()
    clamd(lambda _connection, _content: over.wait(10) and None)
    settings.CLAMD_TIMEOUT_SECONDS = 0.1

    assert refusal(b"x").startswith("The file could not be checked")
    over.set()


@pytest.mark.parametrize("place", ["127.0.0.1:1", "no-port", "127.0.0.1:port", "/nowhere/clamd"])
def test_a_scanner_that_is_not_there_lets_nothing_through(place: str, settings: Settings):
    settings.CLAMD = place

    assert refusal(b"x").startswith("The file could not be checked")
