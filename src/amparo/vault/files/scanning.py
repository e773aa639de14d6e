"""
The virus scanner: clamd, asked over its own protocol, where one is configured.

What cannot be scanned although it should be is not let through.
"""

from __future__ import annotations

import logging
import re
import socket
import struct
from collections.abc import Iterator
from enum import StrEnum

from django.conf import settings

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

_log = logging.getLogger(__name__)
_PIECE = 64 * 1024
_LONGEST_REPLY = 4096
_FOUND = re.compile(r"stream: ([\x21-\x7e]{1,120}) FOUND")


class Scan(StrEnum):
    """What is known of a file's content."""

    CLEAN = "clean"
    NOT_SCANNED = "not_scanned"


def scan(content: bytes) -> Scan:
    """
    Return CLEAN, or NOT_SCANNED if no scanner is configured.

    :raises Refused: if something was found, or the scanner did not answer as it should.
    """
    if not settings.CLAMD:
        return Scan.NOT_SCANNED
    try:
        reply = _asked(content)
    except (OSError, ValueError) as error:
        _log.error("vault.scan_failed: %s", type(error).__name__)
        raise _not_scanned() from None
    if found := _FOUND.fullmatch(reply):
        raise Refused(
            _("The virus scanner found {signature} in the file. It was not kept."),
            signature=found[1],
        )
    if reply != "stream: OK":
        _log.error("vault.scan_failed: the answer was not understood")
        raise _not_scanned()
    return Scan.CLEAN


def _not_scanned() -> Refused:
    return Refused(
        _(
            "The file could not be checked for viruses, and was not kept. Try again in a few "
            "minutes; if it still fails, tell those who run this site."
        )
    )


def _asked(content: bytes) -> str:
    """Send the content in pieces, and return what is answered, without its closing zero."""
    with _connected() as connection:
        try:
            connection.sendall(b"zINSTREAM\0")
            for piece in _pieces(content):
                connection.sendall(piece)
        except BrokenPipeError:
            pass  # it has made up its mind before the end: read what it says
        return _reply(connection)


def _pieces(content: bytes) -> Iterator[bytes]:
    for at in range(0, len(content), _PIECE):
        piece = content[at : at + _PIECE]
        yield struct.pack("!I", len(piece)) + piece
    yield struct.pack("!I", 0)


def _connected() -> socket.socket:
    seconds = settings.CLAMD_TIMEOUT_SECONDS
    if settings.CLAMD.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(seconds)
            connection.connect(settings.CLAMD)
        except BaseException:
            connection.close()
            raise
        return connection
    host, _colon, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)


def _reply(connection: socket.socket) -> str:
    reply = b""
    while not reply.endswith(b"\0"):
        part = connection.recv(_LONGEST_REPLY)
        reply += part
        if not part or len(reply) > _LONGEST_REPLY:
            raise ValueError("The scanner's answer has no end.")
    return reply[:-1].decode("ascii").strip()
