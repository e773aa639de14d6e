"""
How the inside stands, read for those who watch over it: numbers, and no names.

Not imported where there is no inside: its tables are not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Sum

from amparo.access.events import REFUSED, SIGN_IN_REFUSED, SIGNED_IN
from amparo.audit.models import Line
from amparo.docket import releasing
from amparo.docket.models import Matter
from amparo.following import queries as following
from amparo.jobs import queries as jobs

_BACKED_UP = "upkeep.backed_up"


@dataclass(frozen=True, slots=True)
class Readings:
    """
    What has been done since the beginning, and what waits.

    `late` matters wait for the gate, the oldest for `lag`. Without `backup_age` there has been no
    backup. `following` is how many people outside follow what is public.
    """

    acts: int
    refusals: int
    sign_ins: int
    sign_in_failures: int
    work: jobs.State
    late: int
    lag: timedelta
    backup_age: timedelta | None
    following: following.State


def readings(now: datetime) -> Readings:
    """Return how the inside stands."""
    late, lag = waiting_for_the_gate(now)
    return Readings(
        acts=Matter.objects.aggregate(all=Sum("acts_entered"))["all"] or 0,
        refusals=_times(REFUSED.name),
        sign_ins=_times(SIGNED_IN.name),
        sign_in_failures=_times(SIGN_IN_REFUSED.name),
        work=jobs.state(now),
        late=late,
        lag=lag,
        backup_age=backup_age(now),
        following=following.state(now),
    )


def _times(event: str) -> int:
    return Line.objects.filter(event=event).count()


def waiting_for_the_gate(now: datetime) -> tuple[int, timedelta]:
    """Return how many matters the gate has to look at, and for how long the first has waited."""
    late, since = releasing.waiting(now)
    return late, max(now - since, timedelta(0)) if since else timedelta(0)


def waiting_at_the_door(now: datetime) -> tuple[int, timedelta]:
    """Return how much people outside sent in that no worker has taken in, and for how long."""
    return following.at_the_door(now)


def workers(now: datetime) -> int:
    """Return how many workers were seen lately."""
    return jobs.state(now).workers


def backup_age(now: datetime) -> timedelta | None:
    """Return how old the last backup is by the trail, or None where there has been none."""
    last = Line.objects.filter(event=_BACKED_UP).aggregate(last=Max("at"))["last"]
    return max(now - last, timedelta(0)) if last else None
