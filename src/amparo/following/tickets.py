"""
Links in letters: what each opens is sealed with its own token, and found by the token's digest.

Whoever reads the store has no token, and so neither opens a link nor learns what it is about.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amparo.core.errors import NotVisible
from amparo.vault.envelope import Unreadable, open_sealed, seal

from .enums import TicketKind
from .models import Ticket

_LONGEST_TOKEN = 100


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: its kind, and what its page shows."""

    digest: str
    kind: TicketKind
    says: Any


def digest_of(token: str) -> str:
    """Return the digest by which a token is known."""
    return hashlib.sha256(b"amparo following link 1" + token.encode()).hexdigest()


def write(token: str, kind: TicketKind, says: Any, *, ends_at: datetime | None) -> None:
    """Let a token open something, or something else than before."""
    clear = json.dumps(says, ensure_ascii=False).encode()
    Ticket.objects.update_or_create(
        digest=digest_of(token),
        defaults={
            "kind": kind.value,
            "sealed": seal(_key(token), clear, bound_to=("ticket", kind.value)),
            "ends_at": ends_at,
        },
    )


def opened(token: str, now: datetime) -> Opened:
    """Return what a token opens. :raises NotVisible: if nothing, or nothing any more."""
    if len(token) > _LONGEST_TOKEN or not token.isascii():
        raise NotVisible("There is no such link.")
    found = Ticket.objects.filter(digest=digest_of(token)).first()
    if found is None or (found.ends_at is not None and found.ends_at <= now):
        raise NotVisible("There is no such link.")
    try:
        clear = open_sealed(_key(token), bytes(found.sealed), bound_to=("ticket", found.kind))
    except Unreadable:
        raise NotVisible("There is no such link.") from None
    return Opened(found.digest, TicketKind(found.kind), json.loads(clear))


def remove(*tokens: str) -> None:
    """Let tokens open nothing any more."""
    Ticket.objects.filter(digest__in=[digest_of(one) for one in tokens]).delete()


def _key(token: str) -> bytes:
    return hmac.new(token.encode(), b"amparo following ticket 1", hashlib.sha256).digest()
