"""A backup as it is read: in its order, every part proved, refused in a sentence if it is not whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyrage import x25519

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket.checkpoints import public_key_of

from .archive import Broken, NoArchive, NotForThisKey, Opened, Parts, reading
from .manifest import (
    HEAD,
    KEY,
    MANIFEST,
    PARTS,
    SIGNATURE,
    Head,
    Manifest,
    NotOurs,
    TooNew,
    is_signed,
)

_MEBIBYTE = 1024 * 1024
_SMALL, _LARGE = _MEBIBYTE, 64 * _MEBIBYTE
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ROWS = re.compile(r"tables/(?P<table>[a-z0-9_]+)/[0-9]{6,}\.jsonl")
_FILE = re.compile(f"files/(?P<path>{_UUID}/{_UUID})")


@dataclass(frozen=True, slots=True)
class Read:
    """What a backup said of itself, once all of it was read."""

    head: Head
    manifest: Manifest
    key: Ed25519PublicKey


class Receiver:
    """Who receives what is read. This one lets all of it pass, so that it is only proved."""

    def head(self, head: Head) -> None:
        """Take what is known before the first row."""

    def rows(self, table: str, part: bytes) -> None:
        """Take some rows of a table."""

    def file(self, path: str, size: int, chunks: Iterator[bytes]) -> None:
        """Take a sealed file."""


def read(
    file: Path,
    identities: Sequence[x25519.Identity],
    receiver: Receiver,
    progress: Callable[[int], None] = lambda _bytes: None,
) -> Read:
    """
    Hand every part of a backup to the receiver, and return what it says of itself.

    Only when this returns is it known that what was received is whole.

    :raises Refused: if it is no backup, not for this key, too new, cut short or changed.
    """
    with _refusing(file), file.open("rb") as stream, reading(stream, identities, progress) as parts:
        return _read(parts, receiver)


def _read(parts: Iterator[Opened], receiver: Receiver) -> Read:
    found = Parts()
    try:
        key = public_key_of(_next(parts, KEY, _SMALL, found))
        head = Head.of(_next(parts, HEAD, _LARGE, found))
        receiver.head(head)
        listed = _receive_all(parts, receiver, found)
        # The list of parts is the digest of what it names, so that the digest is all that is kept.
        if listed.finished().sha256 != found.sha256:
            raise Broken
        count, digest = found.count, found.sha256
        text = _next(parts, MANIFEST, _LARGE)
        signature = _next(parts, SIGNATURE, _SMALL)
    finally:
        found.close()
    manifest = Manifest.of(text)
    if (manifest.parts, manifest.parts_sha256) != (count, digest):
        raise Broken
    if not is_signed(text, signature, key) or next(parts, None) is not None:
        raise Broken
    return Read(head, manifest, key)


def _receive_all(parts: Iterator[Opened], receiver: Receiver, found: Parts) -> Opened:
    """Hand over rows and files, and return the part that follows them."""
    for part in parts:
        if part.name == PARTS:
            return part
        if rows := _ROWS.fullmatch(part.name):
            receiver.rows(rows["table"], part.read(_LARGE))
        elif file := _FILE.fullmatch(part.name):
            receiver.file(file["path"], part.size, part.chunks())
        else:
            raise Broken
        found.add(part.finished())
    raise Broken


def _next(parts: Iterator[Opened], name: str, limit: int, found: Parts | None = None) -> bytes:
    part = next(parts, None)
    if part is None:
        raise Broken
    if part.name != name:
        raise NotOurs
    content = part.read(limit)
    if found is not None:
        found.add(part.finished())
    return content


@contextmanager
def _refusing(file: Path) -> Iterator[None]:
    try:
        yield
    except NotForThisKey:
        raise Refused(
            _("{file} is sealed for another key than the one given."), file=file
        ) from None
    except (NoArchive, NotOurs):
        raise Refused(_("{file} is not a backup of Amparo."), file=file) from None
    except TooNew as newer:
        raise Refused(
            _(
                "{file} was made by a later version of Amparo ({version}); restore it with that"
                " version."
            ),
            file=file,
            version=newer,
        ) from None
    except Broken:
        raise Refused(
            _("{file} is cut short, or was changed since it was written."), file=file
        ) from None
