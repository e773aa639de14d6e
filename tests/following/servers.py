"""A server on this machine that takes webhooks, over https, with a certificate of its own."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from amparo.following.outward import Outward

NAME = "hooks.example.org"
Answer = Callable[[bytes], bytes]


def yes(_body: bytes) -> bytes:
    """Take what comes."""
    return b"HTTP/1.1 204 No Content\r\n\r\n"


def challenge_answered(body: bytes) -> bytes:
    """Answer a challenge, and take what else comes."""
    said = json.loads(body)
    answer = json.dumps({"challenge": said.get("challenge", "")}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + answer


@dataclass
class Server:
    """What it answers, and what it was sent: heads and bodies, one a request."""

    port: int
    trust: ssl.SSLContext
    answer: Answer = yes
    heads: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    drips: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    def outward(self, *numbers: str, seconds: float = 5.0) -> Outward:
        """Return how to call it: names are looked up here, and this machine may be called."""

        def look_up(host: str, _port: int) -> list[str]:
            self.looked_up.append(host)
            return list(numbers or ("127.0.0.1",))

        return _To(
            self.port,
            look_up=look_up,
            may_be_called=lambda number: number == "127.0.0.1",
            trust=self.trust,
            seconds=seconds,
        )


class _To(Outward):
    """Calls port 443 at the port of the test."""

    def __init__(self, port: int, **how: object) -> None:
        super().__init__(**how)  # type: ignore[arg-type]
        object.__setattr__(self, "port", port)

    def post(self, endpoint, body, headers):  # type: ignore[no-untyped-def]
        """Send a body to the port of the test, by the name of the endpoint."""
        there = type(endpoint)(endpoint.host, self.port, endpoint.target)  # type: ignore[attr-defined]
        return super().post(there, body, headers)


@contextmanager
def serving(folder: Path, name: str = NAME) -> Iterator[Server]:
    """Give the body a server that is trusted under a name."""
    key, certificate = _certificate(folder, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(
            listening.getsockname()[1], ssl.create_default_context(cafile=str(certificate))
        )
        thread = threading.Thread(target=_serve, args=(listening, context, server), daemon=True)
        thread.start()
        yield server
        server.ended.set()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _serve(listening: socket.socket, context: ssl.SSLContext, server: Server) -> None:
    while True:
        try:
            plain, _from = listening.accept()
        except OSError:
            return
        with suppress(OSError), plain, context.wrap_socket(plain, server_side=True) as line:
            line.settimeout(5)
            _answer(line, server)


def _answer(line: ssl.SSLSocket, server: Server) -> None:
    head, body = _read(line)
    server.heads.append(head)
    server.bodies.append(body)
    answer = server.answer(body)
    if not server.drips:
        line.sendall(answer)
        return
    for byte in answer:
        line.sendall(bytes([byte]))
        if server.ended.wait(0.05):
            return


def _read(line: ssl.SSLSocket) -> tuple[str, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        some = line.recv(65_536)
        if not some:
            return "", b""
        data += some
    head, _end, body = data.partition(b"\r\n\r\n")
    said = {
        name.lower(): value.strip()
        for name, _colon, value in (
            one.partition(":") for one in head.decode("ascii").split("\r\n")[1:]
        )
    }
    while len(body) < int(said["content-length"]):
        body += line.recv(65_536)
    return head.decode("ascii"), body


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "key.pem", folder / "certificate.pem"
    files[0].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    files[1].write_bytes(made.public_bytes(Encoding.PEM))
    return files
