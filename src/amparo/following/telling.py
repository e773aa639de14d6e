"""
Telling followers what is new by letter.

Before a letter goes out it is written down as sent: whoever is killed in between has told nobody, and
no one is told a thing twice. What was lost so stands on the page and in the feed. Where the mail
server says no, the letter is tried again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import translation

from amparo.access.accounts.letters import Round
from amparo.core.errors import Refused
from amparo.core.stores import at_public_store
from amparo.vault.envelope import Unreadable
from amparo.vault.fields import open_all
from amparo.vault.keystore import KeyDestroyed

from . import letters, novelties, opening, receiving, tickets
from .enums import Channel, Often, Standing, TicketKind
from .matching import new_since
from .models import Asking, Follower, Following
from .news import Item, items
from .receiving import ToShow
from .rules import patience
from .rules.rhythm import next_turn
from .rules.searches import search_from

AT_ONCE = 500
_NOT_ANSWERED = timedelta(hours=1)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class News:
    """What is new to a follower; `has_more` where it is more than anybody is told at once."""

    items: list[Item]
    has_more: bool


# Letters that somebody asked for a moment ago.


def is_anybody_asking(now: datetime) -> bool:
    """Test whether a letter that asks for a confirmation has to go out."""
    return _asking(now).exists()


def confirm_requests(now: datetime) -> int:
    """
    Send the letters that ask for a confirmation, each once; return how many went out.

    :raises OSError: if the mail server cannot be reached; then nothing is written down.
    """
    some = list(_asking(now)[:AT_ONCE])
    with mailing() as by:
        return sum(_confirm(one, by, now) for one in some)


def _asking(now: datetime) -> QuerySet[Asking]:
    return Asking.objects.filter(told_at=None, next_at__lte=now, ends_at__gt=now).order_by(
        "next_at", "pk"
    )


def _confirm(asking: Asking, by: Round, now: datetime) -> bool:
    try:
        said = opening.opened(bytes(asking.sealed))
    except Unreadable:
        asking.delete()
        return False
    by.make_ready()
    token = opening.token(TicketKind.CONFIRM, asking.pk)
    tickets.write(token, TicketKind.CONFIRM, receiving.shown_request(said), ends_at=asking.ends_at)
    if not Asking.objects.filter(pk=asking.pk, told_at=None).update(told_at=now):
        return False
    search = search_from(said["search"])
    sent = by.send(letters.confirmation(said["address"], search, token, said["language"]))
    if not sent:
        wait = patience.wait_after(asking.failures + 1) or patience.UNCONFIRMED
        Asking.objects.filter(pk=asking.pk).update(
            told_at=None, failures=F("failures") + 1, next_at=now + wait
        )
    return sent


def show(those: Iterable[ToShow]) -> int:
    """Send the letters that lead to what people follow; who got none may ask again at once."""
    sent = 0
    with mailing() as by:
        for one in those:
            try:
                by.make_ready()
                letter = letters.overview(str(one.follower.address), one.token, one.language)
                went_out = by.send(letter)
            except (OSError, KeyDestroyed):
                went_out = False
            if not went_out:
                Follower.objects.filter(pk=one.follower.pk).update(shown_at=None)
            sent += went_out
    return sent


# What is new.


def tell(now: datetime) -> str:
    """
    Send a letter to each whose turn it is and who has something new; safe to repeat.

    :raises OSError: if the mail server cannot be reached; who was not told is told next time.
    """
    until = novelties.settled()
    if until is None:
        return "waiting for the index"
    told = 0
    with mailing() as by:
        for one in due(Channel.LETTER, until, now):
            told += _tell(one, until, by, now)
    return f"told {told}"


def due(channel: Channel, until: int, now: datetime) -> Iterator[Following]:
    """Yield what is followed by one channel and whose turn has come, opened; the longest due first."""
    rows = _whose_turn_it_is(channel, until, now).select_related("follower")
    some = list(rows.order_by("next_at", "pk")[:AT_ONCE])
    open_all([one.follower for one in some])
    open_all(some)
    for one in some:
        if _can_be_read(one, now):
            yield one


def is_any_due(channel: Channel, now: datetime) -> bool:
    """Test whether it is the turn of something that is followed by a channel."""
    until = novelties.settled()
    return until is not None and _whose_turn_it_is(channel, until, now).exists()


def _whose_turn_it_is(channel: Channel, until: int, now: datetime) -> QuerySet[Following]:
    return Following.objects.filter(
        ~Q(often=Often.AT_ONCE.value) | ~Q(seen=until),
        channel=channel.value,
        standing=Standing.RUNNING.value,
        next_at__lte=now,
    )


def _can_be_read(following: Following, now: datetime) -> bool:
    try:
        return bool(following.follower.address) and following.question is not None
    except KeyDestroyed:
        # A backup brought back somebody who had gone since.
        receiving.erase(following.follower, now)
        return False


def is_of_this_ledger(following: Following, until: int) -> bool:
    """
    Test whether the numbers of a following mean what they meant; where not, let it begin again.

    The public store was lost and made again: what came in between cannot be told from what was.
    """
    ledger = novelties.ledger()
    if following.ledger == ledger:
        return True
    rows = Following.objects.filter(pk=following.pk)
    rows.update(ledger=ledger, seen=until, in_hand=None)
    return False


def news_for(following: Following, until: int, now: datetime) -> News | None:
    """Return what is new to a follower; None, and a later turn, where the search has no answer."""
    try:
        with at_public_store(), translation.override(following.language):
            search = search_from(str(following.question))
            matches = new_since(search, following.seen, until, following.language[:2])
            return News(items(matches.found), matches.has_more)
    except Refused:
        _log.warning("following.search_not_answered")
        Following.objects.filter(pk=following.pk).update(next_at=now + _NOT_ANSWERED)
        return None


def move_on(following: Following, until: int, now: datetime, *, told: bool) -> bool:
    """Write down up to where somebody was told, unless another was faster; return whether it was."""
    following.next_at = next_turn(Often(following.often), now)
    changes: dict[str, object] = {"seen": until, "in_hand": None, "next_at": following.next_at}
    if told:
        changes["told_at"] = now
    rows = Following.objects.filter(
        pk=following.pk, seen=following.seen, standing=Standing.RUNNING.value
    )
    return bool(rows.update(**changes))


def note_failure(following: Following, now: datetime) -> bool:
    """Note that a delivery failed: tried again later, or paused; return whether it is paused now."""
    failures = following.failures + 1
    wait = patience.wait_after(failures)
    changes: dict[str, object] = {"failures": failures}
    if wait is None:
        changes |= {"standing": Standing.PAUSED.value, "paused_at": now}
    else:
        changes["next_at"] = now + wait
    Following.objects.filter(pk=following.pk).update(**changes)
    return wait is None


def pause(following: Following, now: datetime) -> None:
    """Send nothing more, until it is taken up again or its time is over."""
    Following.objects.filter(pk=following.pk).exclude(standing=Standing.PAUSED.value).update(
        standing=Standing.PAUSED.value, paused_at=now
    )


def note_success(following: Following) -> None:
    """Forget the failures before a delivery that was taken."""
    if following.failures:
        Following.objects.filter(pk=following.pk).update(failures=0)


def _tell(following: Following, until: int, by: Round, now: datetime) -> bool:
    if not is_of_this_ledger(following, until):
        return False
    news = news_for(following, until, now)
    if news is None:
        return False
    if not news.items:
        move_on(following, until, now, told=False)
        return False
    by.make_ready()
    # Should the followers' store have been lost, the link of this letter is there all the same.
    receiving.mend_link(following)
    if not move_on(following, until, now, told=True):
        return False
    letter = letters.news(
        str(following.follower.address),
        search_from(str(following.question)),
        news.items,
        opening.token(TicketKind.STOP, following.pk),
        following.language,
        has_more=news.has_more,
        name=f"{following.ticket}.{until}",
    )
    if by.send(letter):
        note_success(following)
        return True
    # It is known that it did not go out: what was written down is taken back.
    Following.objects.filter(pk=following.pk, seen=until).update(
        seen=following.seen, told_at=following.told_at
    )
    note_failure(following, now)
    return False


@contextmanager
def mailing() -> Iterator[Round]:
    """Give the body a round of letters, and let go of the mail server after it."""
    by = Round()
    try:
        yield by
    finally:
        by.end()
