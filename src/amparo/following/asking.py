"""
What the public face does here: it adds what people ask for, and what they press, and reads neither.

Nothing here asks whether an address is known: nobody at this door could tell.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from . import sealing
from .enums import Channel, Choice, Often, Purpose
from .models import Press, Request
from .routing import FOLLOWERS
from .rules.patience import MOST_WAITING
from .rules.reaching import endpoint_of
from .rules.searches import Search
from .tickets import Opened

_LONGEST_ADDRESS = 254
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to follow, and how."""

    address: str
    search: Search
    channel: Channel
    often: Often
    language: str
    endpoint: str = ""


def is_possible() -> bool:
    """Test whether anybody can follow anything by letter or webhook at this site."""
    return sealing.is_possible()


def ask_to_follow(wish: Wish, now: datetime) -> str:
    """
    Add a request, to be confirmed by letter; return the secret that signs what a webhook is sent.

    The secret is shown once and cannot be read back, here or anywhere; of a letter there is none.

    :raises Refused: if the address is none, the webhook may not be called, or too many ask.
    """
    said = {
        "purpose": Purpose.FOLLOW.value,
        "address": checked_address(wish.address),
        "search": wish.search.as_text(),
        "channel": wish.channel.value,
        "often": wish.often.value,
        "language": wish.language,
    }
    secret = ""
    if wish.channel is Channel.WEBHOOK:
        if not settings.WEBHOOKS:
            raise Refused(_("Nothing is sent to webhooks from here."))
        endpoint_of(wish.endpoint)
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        said |= {"endpoint": wish.endpoint.strip(), "secret": secret}
    _add(said, now)
    return secret


def ask_to_see(address: str, language: str, now: datetime) -> None:
    """
    Add a request for a letter that leads to what an address follows.

    :raises Refused: if the address is none, or too many ask.
    """
    said = {"purpose": Purpose.SEE.value, "address": checked_address(address)}
    _add({**said, "language": language}, now)


def press(ticket: Opened, choice: Choice, now: datetime, *, number: int = 0) -> None:
    """Add that a button was pressed; pressed again, it counts once."""
    try:
        with transaction.atomic(using=FOLLOWERS):
            Press(digest=ticket.digest, choice=choice.value, number=number, made_at=now).save(
                force_insert=True
            )
    except IntegrityError:
        pass


def pressed(ticket: Opened) -> set[tuple[Choice, int]]:
    """Return what was pressed on the page of a link, whether it was done yet or not."""
    rows = Press.objects.filter(digest=ticket.digest).values_list("choice", "number")
    return {(Choice(choice), number) for choice, number in rows}


def checked_address(address: str) -> str:
    """Return an e-mail address without the spaces around it. :raises Refused: if it is none."""
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(_("This is not an e-mail address.")) from None
    if len(address) > _LONGEST_ADDRESS or not address.isprintable():
        raise Refused(_("This is not an e-mail address."))
    return address


def _add(said: dict[str, str], now: datetime) -> None:
    if Request.objects.count() >= MOST_WAITING:
        raise Refused(_("Very many are asking now. Please try again in an hour."))
    Request(sealed=sealing.sealed(said), made_at=now).save(force_insert=True)
