"""
Telling followers what is new by webhook, some servers side by side.

A delivery is written down once it was taken; what was cut off in between is sent again, under the
same number. What fails is tried again for three days, then paused, and its owner told by letter.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db.models import QuerySet

from amparo.core.errors import Refused
from amparo.vault.fields import open_all
from amparo.vault.keystore import KeyDestroyed

from . import letters, novelties, webhooks
from .enums import Channel, Often, Standing
from .models import Following
from .outward import NotDelivered, Outward
from .rules.rhythm import next_turn
from .rules.searches import search_from
from .telling import (
    AT_ONCE,
    due,
    is_of_this_ledger,
    mailing,
    move_on,
    news_for,
    note_failure,
    note_success,
)
from .telling import is_any_due as is_due

_SIDE_BY_SIDE = 16
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that is ready to be made: it reads nothing more from a database."""

    following: Following
    make: Callable[[], None]
    once_taken: Callable[[], None]


def is_any_due(now: datetime) -> bool:
    """Test whether a webhook may have to be called."""
    if not settings.WEBHOOKS:
        return False
    return _proving_now(now).exists() or is_due(Channel.WEBHOOK, now)


def _proving_now(now: datetime) -> QuerySet[Following]:
    return Following.objects.filter(
        channel=Channel.WEBHOOK.value, standing=Standing.PROVING.value, next_at__lte=now
    )


def call(now: datetime, out: Outward | None = None) -> str:
    """Ask the servers that have not answered yet, and tell those that have; safe to repeat."""
    if not settings.WEBHOOKS:
        return ""
    out = out or Outward()
    until = novelties.settled()
    calls = [*_challenges(now, out), *(_deliveries(until, now, out) if until is not None else ())]
    taken = 0
    paused: list[Following] = []
    for some in _in_lists(calls):
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as hands:
            outcomes = list(hands.map(_made, some))
        for one, why in zip(some, outcomes, strict=True):
            if not why:
                one.once_taken()
                note_success(one.following)
                taken += 1
            elif note_failure(one.following, now):
                paused.append(one.following)
            if why:
                _log.info("following.not_delivered: %s", why)
    _tell_owners(paused)
    return f"called {len(calls)}, taken {taken}, paused {len(paused)}"


def _challenges(now: datetime, out: Outward) -> Iterator[_Call]:
    rows = _proving_now(now).select_related("follower")
    some = list(rows.order_by("next_at", "pk")[:AT_ONCE])
    open_all([one.follower for one in some])
    open_all(some)
    for one in some:
        yield _Call(one, _proving(one, now, out), _proved(one, now))


def _proving(one: Following, now: datetime, out: Outward) -> Callable[[], None]:
    return lambda: webhooks.prove(one, now, out)


def _proved(one: Following, now: datetime) -> Callable[[], None]:
    def note() -> None:
        turn = next_turn(Often(one.often), now)
        rows = Following.objects.filter(pk=one.pk, standing=Standing.PROVING.value)
        rows.update(standing=Standing.RUNNING.value, next_at=turn, failures=0)

    return note


def _deliveries(until: int, now: datetime, out: Outward) -> Iterator[_Call]:
    for one in due(Channel.WEBHOOK, until, now):
        if not is_of_this_ledger(one, until):
            continue
        # What is tried again is what was tried before, under the same number.
        upto = one.in_hand or until
        news = news_for(one, upto, now) if upto > one.seen else None
        if news is not None and news.items:
            Following.objects.filter(pk=one.pk).update(in_hand=upto)
            yield _Call(
                one,
                lambda one=one, news=news, upto=upto: webhooks.deliver(  # type: ignore[misc]
                    one, news.items, now, out, until=upto, has_more=news.has_more
                ),
                lambda one=one, upto=upto: _taken(one, upto, now),  # type: ignore[misc]
            )
        elif news is not None or upto == one.seen:
            move_on(one, upto, now, told=False)


def _taken(one: Following, upto: int, now: datetime) -> None:
    move_on(one, upto, now, told=True)


def _made(one: _Call) -> str:
    """Make a call, in a thread of its own; return one word why it failed, or nothing."""
    try:
        one.make()
    except NotDelivered as error:
        return error.why
    except (Refused, KeyDestroyed):
        return "not-public"
    return ""


def _tell_owners(paused: Iterable[Following]) -> None:
    with mailing() as by:
        for one in paused:
            endpoint = str(one.endpoint).removeprefix("https://").partition("/")[0]
            by.send(
                letters.paused(
                    str(one.follower.address),
                    endpoint,
                    search_from(str(one.question)),
                    one.language,
                )
            )


def _in_lists(calls: list[_Call]) -> Iterator[list[_Call]]:
    remaining = iter(calls)
    while some := list(islice(remaining, _SIDE_BY_SIDE)):
        yield some
