"""
Calling a server that somebody named: https, its certificate held against its name, one answer.

Its name is looked up once, every number is judged, and the number that was judged is the one that is
called: nothing is looked up again, no proxy is asked, no redirection followed.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from threading import Timer

from .rules.reaching import Endpoint, is_public

SECONDS = 10.0
MOST_BYTES = 16 * 1024


class NotDelivered(Exception):
    """A server was not reached, may not be, or did not say yes; `why` is one word of ours."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def _looked_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True)
class Outward:
    """How servers are called; tests look names up themselves, and trust a certificate of their own."""

    look_up: Callable[[str, int], Sequence[str]] = _looked_up
    may_be_called: Callable[[str], bool] = is_public
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = SECONDS

    def post(self, endpoint: Endpoint, body: bytes, headers: Mapping[str, str]) -> bytes:
        """
        Send a body, and return the beginning of the answer. :raises NotDelivered: with a word why.

        Whatever the other side does, it is over in `seconds`, and no more than a little is read.
        """
        number = self._number_of(endpoint)
        try:
            plain = socket.create_connection((number, endpoint.port), timeout=self.seconds)
            with self.trust.wrap_socket(
                plain, server_hostname=endpoint.host, do_handshake_on_connect=False
            ) as line:
                # Time for each piece is no limit: a server that drips could hold us for hours.
                clock = Timer(self.seconds, _cut, [line])
                clock.daemon = True
                clock.start()
                try:
                    line.do_handshake()
                    return _asked(line, endpoint, body, headers)
                finally:
                    clock.cancel()
        except ssl.SSLCertVerificationError:
            raise NotDelivered("certificate") from None
        except TimeoutError:
            raise NotDelivered("silent") from None
        except (OSError, HTTPException, ValueError):
            raise NotDelivered("unreachable") from None

    def _number_of(self, endpoint: Endpoint) -> str:
        try:
            numbers = self.look_up(endpoint.host, endpoint.port)
        except (OSError, UnicodeError):
            raise NotDelivered("unknown-name") from None
        # All of them: a name that also means something close by is nobody's public name.
        if not numbers or not all(self.may_be_called(one) for one in numbers):
            raise NotDelivered("not-public")
        return numbers[0]


def _asked(
    line: ssl.SSLSocket, endpoint: Endpoint, body: bytes, headers: Mapping[str, str]
) -> bytes:
    said = {
        "Host": endpoint.authority,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "User-Agent": "Amparo",
        "Connection": "close",
        **headers,
    }
    head = [f"POST {endpoint.target} HTTP/1.1", *(f"{one}: {said[one]}" for one in said), "", ""]
    line.sendall("\r\n".join(head).encode("ascii") + body)
    with HTTPResponse(line, method="POST") as answer:
        answer.begin()
        if not 200 <= answer.status < 300:
            raise NotDelivered(f"status-{answer.status}")
        return answer.read(MOST_BYTES)


def _cut(line: ssl.SSLSocket) -> None:
    with suppress(OSError):
        # Of the plain socket: what is being read from it meanwhile then ends, and is not taken apart.
        socket.socket.shutdown(line, socket.SHUT_RDWR)
