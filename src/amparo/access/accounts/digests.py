"""Keyed digests: telling that two things are the same without keeping either."""

from __future__ import annotations

import unicodedata

from django.utils.crypto import salted_hmac

from amparo.vault import blind


def keyed(purpose: str, *parts: str) -> str:
    """Return a digest that only this installation can make, and only for this purpose."""
    # The length goes first, so that no two lists of parts make the same text.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    digest: str = salted_hmac(f"amparo.access.{purpose}", text, algorithm="sha256").hexdigest()
    return digest


def folded(address: str) -> str:
    """Return an e-mail address in the one form in which it is compared."""
    return unicodedata.normalize("NFKC", address).strip().casefold()


def sign_in_of(address: str) -> str:
    """
    Return the digest by which an e-mail address finds its account.

    It is made with the index key of the vault, which survives a change of the secret key.
    """
    # Not the index's own folding: that one is for names, and drops the dots of an address.
    return blind.digest_of(blind.EXACT, f"sign-in {folded(address)}")
