"""How an installation stands, read for those who watch over it: numbers, and no names."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max, Sum

from amparo.access.events import REFUSED, SIGN_IN_REFUSED, SIGNED_IN
from amparo.audit.events import EventType
from amparo.audit.models import Line
from amparo.docket import releasing
from amparo.docket.models import Matter
from amparo.jobs import queries as jobs

_BACKED_UP = "upkeep.backed_up"


@dataclass(frozen=True, slots=True)
class Readings:
    """
    What has been done since the beginning, and what waits.

    `late` matters wait for the gate, the oldest for `lag`. Without `backup_age` there is no backup
    that this machine knows of.
    """

    acts: int
    refusals: int
    sign_ins: int
    sign_in_failures: int
    work: jobs.State
    late: int
    lag: timedelta
    backup_age: timedelta | None


def readings(now: datetime) -> Readings | None:
    """Return how the inside stands, or None in a process that has none."""
    if not settings.INSIDE:
        return None
    late, lag = waiting_for_the_gate(now)
    return Readings(
        acts=Matter.objects.aggregate(all=Sum("acts_entered"))["all"] or 0,
        refusals=_times(REFUSED),
        sign_ins=_times(SIGNED_IN),
        sign_in_failures=_times(SIGN_IN_REFUSED),
        work=jobs.state(now),
        late=late,
        lag=lag,
        backup_age=backup_age(now),
    )


def _times(event: EventType) -> int:
    return Line.objects.filter(event=event.name).count()


def waiting_for_the_gate(now: datetime) -> tuple[int, timedelta]:
    """Return how many matters the gate has to look at, and for how long the first has waited."""
    late, since = releasing.waiting(now)
    return late, max(now - since, timedelta(0)) if since else timedelta(0)


def workers(now: datetime) -> int:
    """Return how many workers were seen lately."""
    return jobs.state(now).workers


def backup_age(now: datetime) -> timedelta | None:
    """Return how old the last backup is by the trail, or None where there has been none."""
    last = Line.objects.filter(event=_BACKED_UP).aggregate(last=Max("at"))["last"]
    return max(now - last, timedelta(0)) if last else None


def disk_free() -> int:
    """Return how many bytes are left where the home is."""
    home = settings.HOME
    return shutil.disk_usage(home if home.exists() else home.parent).free


def is_behind(alias: str) -> bool:
    """
    Test whether a database lacks a migration that the program has.

    :raises django.db.Error: if it cannot be asked.
    """
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    return not _migrations() <= applied.keys()


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    # What a program has on its disk does not change while it runs.
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
