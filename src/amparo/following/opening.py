"""
Opening what was sealed for the inside, and the digests and tokens that only the inside can make.

Both keys are data keys of the key store: wrapped by the master key, backed up with the others.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.utils.translation import gettext as _

from amparo.access.accounts.digests import folded
from amparo.vault import keystore
from amparo.vault.envelope import Unreadable

from .sealing import BOUND_TO, SUITE, as_text, key_file

SEALING_HOLDER = uuid5(NAMESPACE_URL, "amparo:following/sealing")
TOKENS_HOLDER = uuid5(NAMESPACE_URL, "amparo:following/tokens")


def opened(sealed: bytes) -> dict[str, Any]:
    """Return what somebody said. :raises Unreadable: if it was not sealed for this installation."""
    try:
        said = json.loads(SUITE.decrypt(bytes(sealed), _private_key(), BOUND_TO))
    except (InvalidTag, ValueError):
        raise Unreadable from None
    if not isinstance(said, dict):
        raise Unreadable
    return said


def public_key_text() -> str:
    """Return the public half, as the settings of a public face have it."""
    return as_text(_private_key().public_key())


def write_public_key(say: Callable[[str], object] = lambda _said: None) -> None:
    """Put the public half where the public face of the same home finds it."""
    file, text = key_file(), public_key_text() + "\n"
    if file.is_file() and file.read_text() == text:
        return
    file.write_text(text)
    file.chmod(0o600)
    say(_("Made {file}: what people send in to follow is sealed for it.").format(file=file))


def who(address: str) -> str:
    """Return the keyed digest by which an address is known again."""
    return _digest("who", folded(address))


def what(*parts: str) -> str:
    """Return the keyed digest by which a search, sent in one way, is known again."""
    return _digest("what", *parts)


def token(kind: str, of: UUID) -> str:
    """
    Return the token of a link, the same whenever it is made.

    It is made again for each letter, so that it need not be kept: what is kept is its digest.
    """
    return urlsafe_b64encode(bytes.fromhex(_digest("token", kind, str(of)))).decode().rstrip("=")


def _digest(purpose: str, *parts: str) -> str:
    # The length goes first, so that no two lists of parts make the same bytes.
    data = (part.encode() for part in (purpose, *parts))
    message = b"".join(len(one).to_bytes(8, "big") + one for one in data)
    return hmac.new(_digest_key(), message, hashlib.sha256).hexdigest()


@cache
def _digest_key() -> bytes:
    return keystore.make_key(TOKENS_HOLDER)


@cache
def _private_key() -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(keystore.make_key(SEALING_HOLDER))
