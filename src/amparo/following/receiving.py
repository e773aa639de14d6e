"""
Taking in what was sent in at the public face: requests, and buttons that were pressed.

Everything here may be killed at any point and done again: a row at the door goes last.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from amparo.vault import keystore
from amparo.vault.envelope import Unreadable

from . import novelties, opening, tickets
from .enums import Channel, Choice, Often, Purpose, Standing, TicketKind
from .models import Asking, Follower, Following, Press, Request, Ticket
from .rules import patience
from .rules.rhythm import next_turn
from .rules.searches import search_from

_AT_ONCE = 200
_TOKEN_BYTES = 32
_A_MOMENT = timedelta(minutes=10)  # to see that all is stopped
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ToShow:
    """A follower who asked for the list of what they follow, the token that opens it, the language."""

    follower: Follower
    token: str
    language: str


def is_anything_waiting() -> bool:
    """Test whether something was sent in that was not taken in yet."""
    return Request.objects.exists() or Press.objects.filter(done_at=None).exists()


def take_in(now: datetime) -> tuple[int, list[ToShow]]:
    """Take in what was sent in; return how much that was, and who is to be shown what they follow."""
    to_show: list[ToShow] = []
    done = 0
    for press in Press.objects.filter(done_at=None).order_by("made_at", "pk")[:_AT_ONCE]:
        _do(press, now)
        Press.objects.filter(pk=press.pk).update(done_at=now)
        done += 1
    for request in Request.objects.order_by("made_at", "pk")[:_AT_ONCE]:
        shown = _take(request, now)
        to_show += [shown] if shown else []
        Request.objects.filter(pk=request.pk).delete()
        done += 1
    return done, to_show


def _take(request: Request, now: datetime) -> ToShow | None:
    try:
        said = opening.opened(bytes(request.sealed))
    except Unreadable:
        _log.warning("following.request_unreadable")
        return None
    who = opening.who(said["address"])
    if said["purpose"] == Purpose.SEE:
        return _show(who, said["language"], now)
    _keep(request, who, now)
    return None


def _keep(request: Request, who: str, now: datetime) -> None:
    """Keep a request until its letter is answered, unless the address has too many of them."""
    waiting = Asking.objects.filter(who=who, ends_at__gt=now).exclude(pk=request.pk).count()
    followed = Following.objects.filter(follower__who=who).count()
    if waiting >= patience.MOST_UNCONFIRMED or followed >= patience.MOST_FOLLOWED:
        _log.info("following.request_beyond_the_limit")
        return
    token = opening.token(TicketKind.CONFIRM, request.pk)
    Asking.objects.get_or_create(
        pk=request.pk,
        defaults={
            "who": who,
            "ticket": tickets.digest_of(token),
            "sealed": bytes(request.sealed),
            "next_at": now,
            "ends_at": now + patience.UNCONFIRMED,
        },
    )


# What a link shows.


def shown(following: Following) -> dict[str, Any]:
    """Return what the page of a link says of a following: never an address."""
    endpoint = following.endpoint or ""
    return {
        "search": following.question,
        "channel": following.channel,
        "often": following.often,
        "language": following.language,
        "standing": following.standing,
        "server": endpoint.removeprefix("https://").partition("/")[0],
        "number": following.number,
    }


def shown_request(said: dict[str, Any]) -> dict[str, Any]:
    """Return what the page of a confirmation says of a request."""
    kept = {name: said[name] for name in ("search", "channel", "often", "language")}
    server = str(said.get("endpoint", "")).removeprefix("https://").partition("/")[0]
    return {**kept, "standing": Standing.RUNNING.value, "server": server, "number": 0}


def _show(who: str, language: str, now: datetime) -> ToShow | None:
    follower = Follower.objects.filter(who=who).first()
    if follower is None:
        return None
    if follower.shown_at and now - follower.shown_at < patience.BETWEEN_SEEING:
        return None
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    rows = follower.followings.order_by("number")
    tickets.write(token, TicketKind.SEE, [shown(one) for one in rows], ends_at=now + patience.SEE)
    earlier = follower.ticket
    follower.ticket, follower.shown_at = tickets.digest_of(token), now
    follower.save(update_fields=["ticket", "shown_at"])
    Ticket.objects.filter(digest=earlier).delete()
    return ToShow(follower, token, language)


# What a button does.


def _do(press: Press, now: datetime) -> None:
    choice = Choice(press.choice)
    if choice is Choice.CONFIRM:
        _confirm(press.digest, now)
        return
    follower = Follower.objects.filter(ticket=press.digest).first()
    if choice is Choice.STOP_ALL and follower is not None:
        erase(follower, now)
        return
    following = _meant(press, follower)
    if following is None:
        return
    if choice is Choice.STOP:
        stop(following, now)
    elif choice is Choice.GO_ON and following.standing == Standing.PAUSED:
        go_on(following, now)


def _meant(press: Press, follower: Follower | None) -> Following | None:
    if follower is not None:
        return follower.followings.filter(number=press.number).first()
    return Following.objects.filter(ticket=press.digest).first()


def _confirm(digest: str, now: datetime) -> None:
    asking = Asking.objects.filter(ticket=digest, ends_at__gt=now).first()
    if asking is None:
        return
    said = opening.opened(bytes(asking.sealed))
    with transaction.atomic():
        follower = _follower(asking.who, said["address"], now)
        following = _following(asking, follower, said, now)
        token = opening.token(TicketKind.STOP, following.pk)
        # Before the commit: a letter that goes out must find its link, and a link that leads to
        # nothing yet does no harm.
        tickets.write(token, TicketKind.STOP, shown(following), ends_at=None)
        asking.delete()


def _follower(who: str, address: str, now: datetime) -> Follower:
    found = Follower.objects.select_for_update().filter(who=who).first()
    if found is None:
        found = Follower(who=who, made_at=now)
        found.address = address
        found.save(force_insert=True)
    return found


def _following(
    asking: Asking, follower: Follower, said: dict[str, Any], now: datetime
) -> Following:
    """Return what was asked for, made now; or what was followed before, as it is wanted now."""
    search = search_from(said["search"]).as_text()
    channel, endpoint = Channel(said["channel"]), said.get("endpoint", "")
    what = opening.what(channel.value, endpoint, search)
    found = follower.followings.select_for_update().filter(what=what).first()
    if found is None:
        last = follower.followings.aggregate(last=Max("number"))["last"] or 0
        found = Following(pk=asking.pk, follower=follower, number=last + 1, what=what)
        found.ticket = tickets.digest_of(opening.token(TicketKind.STOP, asking.pk))
        found.question, found.channel = search, channel.value
        found.made_at = now
        _from_now_on(found)
    if channel is Channel.WEBHOOK:
        found.endpoint, found.secret = endpoint, said["secret"]
    found.often, found.language = Often(said["often"]).value, said["language"]
    _begin(found, now)
    found.save()
    return found


def _begin(following: Following, now: datetime) -> None:
    is_webhook = following.channel == Channel.WEBHOOK
    following.standing = (Standing.PROVING if is_webhook else Standing.RUNNING).value
    following.failures, following.paused_at, following.in_hand = 0, None, None
    following.next_at = now if is_webhook else next_turn(Often(following.often), now)


def _from_now_on(following: Following) -> None:
    following.ledger, following.seen = novelties.ledger(), novelties.last()
    following.in_hand = None


def go_on(following: Following, now: datetime) -> None:
    """Take up again what was paused, from now on: what was missed meanwhile is not sent."""
    _from_now_on(following)
    _begin(following, now)
    following.save(
        update_fields=[
            "ledger",
            "seen",
            "standing",
            "failures",
            "paused_at",
            "in_hand",
            "next_at",
        ]
    )


def stop(following: Following, now: datetime) -> None:
    """Stop a following for good; with the last one, the address is forgotten."""
    follower = following.follower
    if follower.followings.exclude(pk=following.pk).exists():
        _end(following, now)
        following.delete()
    else:
        erase(follower, now)


def erase(follower: Follower, now: datetime) -> None:
    """Stop all that somebody follows, and forget them: here, and in every backup."""
    # First: were it last, a kill before it would leave what a backup brings back.
    keystore.destroy(follower.pk, at=now)
    for one in follower.followings.order_by("number"):
        _end(one, now)
    with transaction.atomic():
        follower.followings.all().delete()
        follower.delete()
    if follower.ticket:
        Ticket.objects.filter(digest=follower.ticket).update(ends_at=now + _A_MOMENT)


def _end(following: Following, now: datetime) -> None:
    token = opening.token(TicketKind.STOP, following.pk)
    # Its page says that it was stopped, and no longer what it was.
    tickets.write(token, TicketKind.STOP, None, ends_at=now + patience.STOPPED)


def mend_link(following: Following) -> bool:
    """Make the link that stops a following again, where it is gone; return whether it was."""
    if Ticket.objects.filter(digest=following.ticket).exists():
        return False
    token = opening.token(TicketKind.STOP, following.pk)
    tickets.write(token, TicketKind.STOP, shown(following), ends_at=None)
    return True


def mend_links() -> int:
    """Make the links again that were lost with the followers' store; return how many."""
    return sum(mend_link(one) for one in Following.objects.iterator(200))


def clear_away(now: datetime) -> int:
    """Remove what nobody confirmed, what was paused too long, and links that have ended."""
    removed = Asking.objects.filter(ends_at__lte=now).delete()[0]
    for one in Following.objects.filter(paused_at__lte=now - patience.PAUSED):
        stop(one, now)
        removed += 1
    ended = list(Ticket.objects.filter(ends_at__lte=now).values_list("digest", flat=True))
    removed += Ticket.objects.filter(digest__in=ended).delete()[0]
    known = Ticket.objects.values("digest")
    removed += Press.objects.filter(done_at__isnull=False).exclude(digest__in=known).delete()[0]
    removed += Press.objects.filter(made_at__lte=now - patience.PAUSED).delete()[0]
    return removed
