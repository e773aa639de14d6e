"""
Streams of sealed bytes: any length, flat memory, and not one byte of a damaged chunk given out.

A header (mark, version, length of chunks, salt), then chunks of AES-256-GCM in the STREAM
construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce of each holds its number and
whether it is the last. Every file has a key of its own, derived from its holder's key and the salt.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterable, Iterator, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amparo.vault.envelope import KEY_BYTES, Unreadable

CHUNK_BYTES = 256 * 1024
_LEAST, _MOST = 64, 1024 * 1024
_MARK = b"AMPF\x01"
_SALT_BYTES = 32
_TAG_BYTES = 16
_HEADER = struct.Struct(f">5sI{_SALT_BYTES}s")
_LABEL = b"amparo file 1"
_MOST_CHUNKS = 2**32


def seal_stream(
    chunks: Iterable[bytes], key: bytes, bound_to: Sequence[str], *, chunk_bytes: int = CHUNK_BYTES
) -> Iterator[bytes]:
    """
    Yield a file sealed so that it opens with `key` in its place only.

    `bound_to` says the place: the holder, the file. It is not stored; whoever opens has to say it.
    """
    header = _HEADER.pack(_MARK, chunk_bytes, os.urandom(_SALT_BYTES))
    cipher, binding = _cipher(key, header, bound_to)
    yield header
    for number, (chunk, is_last) in enumerate(_with_last(_evenly(chunks, chunk_bytes))):
        yield cipher.encrypt(_nonce(number, is_last), chunk, binding)


def open_stream(chunks: Iterable[bytes], key: bytes, bound_to: Sequence[str]) -> Iterator[bytes]:
    """
    Yield what was sealed, each chunk once it is proved whole and in its place.

    :raises Unreadable: if the key, the place or a byte is another, a chunk stands elsewhere than it
        did, or the end is missing. Chunks before that were given out, and were true.
    """
    header, rest = _header_and_rest(chunks)
    mark, chunk_bytes, _salt = _HEADER.unpack(header)
    if mark != _MARK or not _LEAST <= chunk_bytes <= _MOST:
        raise Unreadable
    cipher, binding = _cipher(key, header, bound_to)
    for number, (chunk, is_last) in enumerate(_with_last(_evenly(rest, chunk_bytes + _TAG_BYTES))):
        if number and len(chunk) == _TAG_BYTES:
            raise Unreadable  # nothing but an empty file has an empty chunk
        try:
            yield cipher.decrypt(_nonce(number, is_last), chunk, binding)
        except InvalidTag:
            raise Unreadable from None


def sealed_size(clear_size: int, *, chunk_bytes: int = CHUNK_BYTES) -> int:
    """Return how many bytes a file of this size takes when it is sealed."""
    chunks = max(1, -(-clear_size // chunk_bytes))
    return _HEADER.size + clear_size + chunks * _TAG_BYTES


def _cipher(key: bytes, header: bytes, bound_to: Sequence[str]) -> tuple[AESGCM, bytes]:
    """Return the cipher of one file, and what each of its chunks is bound to."""
    own = HKDF(SHA256(), KEY_BYTES, salt=header[-_SALT_BYTES:], info=_LABEL).derive(key)
    # The length goes first, so that no two different places make the same bytes.
    parts = [part.encode() for part in bound_to]
    place = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return AESGCM(own), hashlib.sha256(header + place).digest()


def _nonce(number: int, is_last: bool) -> bytes:
    if number >= _MOST_CHUNKS:
        raise OverflowError("A file of so many chunks cannot be sealed.")
    return bytes(7) + number.to_bytes(4, "big") + bytes([is_last])


def _header_and_rest(chunks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    remaining = iter(chunks)
    begun = b""
    for chunk in remaining:
        begun += chunk
        if len(begun) >= _HEADER.size:
            return begun[: _HEADER.size], _after(begun[_HEADER.size :], remaining)
    raise Unreadable


def _after(first: bytes, remaining: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from remaining


def _evenly(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Yield the same bytes in chunks of `size`, the last one shorter; at least one, if empty."""
    held = bytearray()
    given = False
    for chunk in chunks:
        view = memoryview(chunk)
        while view:
            taken = view[: size - len(held)]
            held += taken
            view = view[len(taken) :]
            if len(held) == size:
                yield bytes(held)
                held.clear()
                given = True
    if held or not given:
        yield bytes(held)


def _with_last(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield each chunk and whether it is the last, one chunk behind."""
    held = next(chunks)
    for chunk in chunks:
        yield held, False
        held = chunk
    yield held, True
