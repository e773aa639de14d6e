"""Authenticated encryption: a sealed text opens with its key, in its place, unchanged, or not."""

from __future__ import annotations

import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_VERSION = b"\x01"
_LABEL = b"amparo sealed 1"
_NONCE_BYTES = 12
_TAG_BYTES = 16
_SHORTEST = len(_VERSION) + _NONCE_BYTES + _TAG_BYTES


class Unreadable(Exception):
    """Wrong key, wrong place, or changed bytes; which of them is deliberately not told."""


def new_key() -> bytes:
    """Return a key of 256 random bits."""
    return os.urandom(KEY_BYTES)


def seal(key: bytes, clear: bytes, *, bound_to: Sequence[str]) -> bytes:
    """
    Return `clear` encrypted (AES-256-GCM) so that it opens with `key` in its place only.

    `bound_to` says the place, from the largest to the smallest: matter, field, row. It is not
    stored; whoever opens has to say the same.
    """
    # A random nonce is safe for some four thousand million texts under one key.
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, clear, _binding(bound_to))


def open_sealed(key: bytes, sealed: bytes, *, bound_to: Sequence[str]) -> bytes:
    """
    Return what was sealed.

    :raises Unreadable: if the key, the place or a byte is another.
    """
    if len(sealed) < _SHORTEST or sealed[:1] != _VERSION:
        raise Unreadable
    nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, rest, _binding(bound_to))
    except InvalidTag:
        raise Unreadable from None


def _binding(parts: Sequence[str]) -> bytes:
    # The length goes first, so that no two different places make the same bytes.
    encoded = [part.encode() for part in parts]
    return _LABEL + b"".join(len(part).to_bytes(8, "big") + part for part in encoded)
