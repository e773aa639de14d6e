"""
How the work stands: for `amparo work --list`, and for those who watch over an installation.

Read by processes that have no inside, too, and there without the tables: they are asked for late.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Min
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS

from .schedule import SCHEDULES, Schedule

if TYPE_CHECKING:
    from .models import Turn


@dataclass(frozen=True, slots=True)
class ScheduleState:
    """How far a schedule has come. Without `next_at` no worker has seen it yet."""

    name: str
    when: str
    pace: timedelta
    last_due_at: datetime | None = None
    done_at: datetime | None = None
    next_at: datetime | None = None
    is_running: bool = False
    faults: int = 0
    fault: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """
    How queue, schedule and workers stand.

    `pending` jobs could be done now, `oldest_pending` is how long one of them has waited; `later`
    ones wait for their moment, or for another try; `failed` ones were tried often enough.
    """

    workers: int
    pending: int
    oldest_pending: timedelta | None
    later: int
    running: int
    failed: int
    schedules: tuple[ScheduleState, ...]


def state(now: datetime) -> State:
    """Return how queue, schedule and workers stand."""
    from django_tasks_db.models import DBTaskResult

    from . import queue
    from .workers import living

    jobs = DBTaskResult.objects.filter(backend_name=DEFAULT_TASK_BACKEND_ALIAS)
    waiting = queue.waiting()
    pending = waiting.count()
    return State(
        workers=len(living(now)),
        pending=pending,
        oldest_pending=_oldest(now) if pending else None,
        later=jobs.filter(status="READY").count() - pending,
        running=jobs.running().count(),
        failed=jobs.failed().count(),
        schedules=_schedules(),
    )


def _oldest(now: datetime) -> timedelta:
    from django_tasks_db.models import get_date_max

    from . import queue

    # A job that waits for no moment has one at the end of time.
    at_once = queue.waiting().filter(run_after=get_date_max()).aggregate(Min("enqueued_at"))
    at_a_moment = queue.waiting().exclude(run_after=get_date_max()).aggregate(Min("run_after"))
    since = [one for one in (*at_once.values(), *at_a_moment.values()) if one is not None]
    return max(now - min(since, default=now), timedelta(0))


def _schedules() -> tuple[ScheduleState, ...]:
    from .models import Turn

    known = {turn.name: turn for turn in Turn.objects.all()}
    return tuple(_of(one, known.get(name)) for name, one in sorted(SCHEDULES.items()))


def _of(schedule: Schedule, turn: Turn | None) -> ScheduleState:
    seen = ScheduleState(schedule.name, str(schedule.when), schedule.pace)
    if turn is None:
        return seen
    return replace(
        seen,
        last_due_at=turn.last_due_at,
        done_at=turn.done_at,
        next_at=turn.next_at,
        is_running=turn.taken_by is not None,
        faults=turn.faults,
        fault=turn.fault,
        outcome=turn.outcome,
    )
