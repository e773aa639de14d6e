"""
Sealing what people send in, for the inside alone, with a key that only seals.

HPKE (RFC 9180) with X25519: the public face holds the public half and cannot open what it sealed.
What is sealed is filled up to one length, so that no address shows by how long it is.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from django.conf import settings

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

PUBLIC_KEY = "followers.pub"
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
BOUND_TO = b"amparo following request 1"
_BLOCK = 1024
_KEY_BYTES = 32


def is_possible() -> bool:
    """Test whether there is a key to seal for: without one, nobody can follow here."""
    return bool(settings.FOLLOWERS_KEY) or key_file().is_file()


def sealed(said: dict[str, Any]) -> bytes:
    """Return what somebody said, sealed. :raises Refused: if there is no key to seal for."""
    clear = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    filled = clear + b" " * (-len(clear) % _BLOCK)
    return SUITE.encrypt(filled, public_key(), BOUND_TO)


def public_key() -> X25519PublicKey:
    """Return the key that requests are sealed for. :raises Refused: if there is none."""
    text = settings.FOLLOWERS_KEY
    if not text and key_file().is_file():
        text = key_file().read_text()
    try:
        raw = b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != _KEY_BYTES:
        raise Refused(_("Nothing can be followed by letter here: no key was made for it."))
    return X25519PublicKey.from_public_bytes(raw)


def as_text(key: X25519PublicKey) -> str:
    """Return a public key as the settings have it."""
    return b64encode(key.public_bytes_raw()).decode()


def key_file() -> Path:
    """Return where `amparo init` puts the public key."""
    return Path(settings.KEYS) / PUBLIC_KEY
