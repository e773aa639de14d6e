"""Whom a backup is sealed for: age keys, of which the server holds the public half only."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from pyrage import IdentityError, RecipientError, x25519

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _


def make_key(file: Path, *, at: datetime) -> str:
    """
    Write a new key that opens backups to a file of its own, and return its public half.

    :raises FileExistsError: if there is a file; it is never written over.
    """
    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    moment = at.isoformat(timespec="seconds")
    text = f"# created: {moment}\n# public key: {recipient}\n{identity}\n"
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    return recipient


def recipients(named: Iterable[str] = ()) -> list[x25519.Recipient]:
    """
    Return those that are named, or else those of the settings.

    :raises Refused: if there are none, or one is not a public key.
    """
    chosen = [one.strip() for one in named] or list(settings.BACKUP_RECIPIENTS)
    if not chosen:
        raise Refused(
            _(
                "There is nobody to seal the backup for. Make a key elsewhere with"
                " `amparo backup --make-key FILE`, keep that file away from this machine, and put"
                " the public key that is printed into AMPARO_BACKUP_RECIPIENTS, or after --for."
            )
        )
    return [_recipient(one) for one in chosen]


def identities(file: Path) -> list[x25519.Identity]:
    """Return the keys in a file, as age writes them. :raises Refused: if there is none."""
    lines = [one.strip() for one in _text_of(file).splitlines()]
    keys = [one for one in lines if one and not one.startswith("#")]
    try:
        found = [x25519.Identity.from_str(one) for one in keys]
    except IdentityError:
        found = []
    if not found:
        raise Refused(
            _("{file} holds no key that opens backups (a line AGE-SECRET-KEY-…)."), file=file
        )
    return found


def _recipient(text: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(text)
    except RecipientError:
        # What was given is not repeated: it may be the key itself.
        raise Refused(
            _("What backups are sealed for is a public key that begins with age1.")
        ) from None


def _text_of(file: Path) -> str:
    try:
        return file.read_text()
    except UnicodeDecodeError:
        return ""
