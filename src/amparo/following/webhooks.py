"""
What is sent to webhooks: JSON, signed, first a challenge that the server has to answer.

A delivery has a number of its own that stays when it is tried again: a server that takes what it got
once, takes it once.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import translation

from amparo.access.accounts.letters import link_to
from amparo.core.pages import here

from .models import Following
from .news import Item
from .outward import NotDelivered, Outward
from .rules.reaching import endpoint_of
from .rules.searches import search_from

SIGNATURE, DELIVERY = "Amparo-Signature", "Amparo-Delivery"
_CHALLENGE_BYTES = 24


def prove(following: Following, now: datetime, out: Outward) -> None:
    """
    Ask a server whether it wants what was asked for in its name.

    :raises NotDelivered: if it does not answer with the challenge.
    """
    challenge = secrets.token_urlsafe(_CHALLENGE_BYTES)
    said = {"type": "challenge", "challenge": challenge, "following": str(following.pk)}
    answer = _send(following, said, f"challenge/{challenge}", now, out)
    try:
        told = json.loads(answer)
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("challenge") != challenge:
        raise NotDelivered("challenge-not-answered")


def deliver(
    following: Following,
    items: Sequence[Item],
    now: datetime,
    out: Outward,
    *,
    until: int,
    has_more: bool,
) -> None:
    """Send what is new. :raises NotDelivered: if the server did not take it."""
    search = search_from(following.question)
    with translation.override(following.language):
        said = {
            "type": "news",
            "following": str(following.pk),
            "search": search.as_text(),
            "items": [_told(one) for one in items],
            "has_more": has_more,
            "all": link_to(f"{here('/search/')}?{search.as_text()}"),
        }
    _send(following, said, f"news/{until}", now, out)


def signature(secret: str, moment: int, body: bytes) -> str:
    """Return what proves that a body came from here at a moment: HMAC-SHA-256 of both."""
    mac = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    return f"t={moment},v1={mac.hexdigest()}"


def _send(
    following: Following, said: dict[str, Any], name: str, now: datetime, out: Outward
) -> bytes:
    delivery = str(uuid5(NAMESPACE_URL, f"amparo:{following.pk}/{name}"))
    body = json.dumps({**said, "delivery": delivery}, ensure_ascii=False).encode()
    headers = {
        DELIVERY: delivery,
        SIGNATURE: signature(str(following.secret), int(now.timestamp()), body),
    }
    return out.post(endpoint_of(str(following.endpoint)), body, headers)


def _told(item: Item) -> dict[str, Any]:
    return {
        "id": item.name,
        "kind": item.kind,
        "title": item.title,
        "act": item.act,
        "citation": item.citation,
        "url": link_to(here(item.address)),
        "language": item.language,
        "states": list(item.states),
        "body": item.body,
        "on": item.on.isoformat() if item.on else None,
        "precision": item.precision,
        "since": item.at.isoformat(timespec="seconds"),
    }
