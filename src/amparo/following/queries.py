"""How following stands: numbers, and nobody's address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from .enums import Channel, Standing
from .models import Asking, Follower, Following, Press, Request


@dataclass(frozen=True, slots=True)
class State:
    """
    How many follow, what, and how it stands.

    `waiting` requests and presses were not taken in yet, the oldest of them for `lag`.
    """

    followers: int
    by_channel: dict[Channel, int]
    by_standing: dict[Standing, int]
    unconfirmed: int
    waiting: int
    lag: timedelta


def state(now: datetime) -> State:
    """Return how following stands."""
    waiting, lag = at_the_door(now)
    channels, standings = _counted("channel"), _counted("standing")
    return State(
        followers=Follower.objects.count(),
        by_channel={one: channels.get(one.value, 0) for one in Channel},
        by_standing={one: standings.get(one.value, 0) for one in Standing},
        unconfirmed=Asking.objects.filter(ends_at__gt=now).count(),
        waiting=waiting,
        lag=lag,
    )


def at_the_door(now: datetime) -> tuple[int, timedelta]:
    """Return how much was sent in and not taken in yet, and for how long the first has waited."""
    requests, presses = Request.objects.all(), Press.objects.filter(done_at=None)
    oldest = [one.aggregate(first=Min("made_at"))["first"] for one in (requests, presses)]
    since = min((one for one in oldest if one is not None), default=None)
    lag = max(now - since, timedelta(0)) if since else timedelta(0)
    return requests.count() + presses.count(), lag


def _counted(column: str) -> dict[str, int]:
    rows = Following.objects.order_by().values_list(column).annotate(Count("pk"))
    return dict(rows)
