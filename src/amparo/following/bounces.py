"""Letters that come back (RFC 3464): whose mailbox is no more gets no more of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from . import telling
from .models import Following

_NAME = re.compile(r"<([0-9a-f]{64})\.\d+@")
_LONGEST = 1024 * 1024


def take_back(report: bytes, now: datetime) -> bool:
    """
    Pause what a letter that came back for good was sent for; return whether there was any.

    Known by the letter's own name, which nobody can guess who did not receive it. What says that it
    is tried again, or is no such report at all, changes nothing.
    """
    message = message_from_bytes(report[:_LONGEST], policy=policy.default)
    if not any(_failed_for_good(one) for one in message.walk()):
        return False
    digests = {digest for text in _texts(message) for digest in _NAME.findall(text)}
    found = list(Following.objects.filter(ticket__in=digests))
    for one in found:
        telling.pause(one, now)
    return bool(found)


def _failed_for_good(part: EmailMessage) -> bool:
    if part.get_content_type() != "message/delivery-status":
        return False
    blocks = part.get_payload()
    return isinstance(blocks, list) and any(map(_says_failed, blocks))


def _says_failed(block: Any) -> bool:
    action, status = (str(block.get(name, "")).strip() for name in ("Action", "Status"))
    return action.lower() == "failed" and status.startswith("5.")


def _texts(message: EmailMessage) -> Iterator[str]:
    """Yield what may name the letter: the headers of all parts, and those sent back as text."""
    for part in message.walk():
        yield str(part.get("Message-ID", ""))
        if part.get_content_type() == "text/rfc822-headers":
            yield str(part.get_content())
