"""
Turns of the schedule: each is taken by one worker, and one that was missed is made up for once.

A turn belongs to the worker that took it for as long as that worker lives. What a turn does, it must
be able to do again: a worker that is killed leaves it half done.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet

from .faults import class_of, wait_after
from .models import Turn
from .schedule import SCHEDULES, Schedule
from .workers import living

INTERRUPTED = "interrupted"
_FIRST_WAIT = timedelta(minutes=1)
_FIVE_MINUTES, _HOUR = timedelta(minutes=5), timedelta(hours=1)


def declare(now: datetime) -> None:
    """Make a row for each schedule that has none; bring forward what is now due more often."""
    Turn.objects.bulk_create(
        [Turn(name=one.name, next_at=one.when.first(now)) for one in SCHEDULES.values()],
        ignore_conflicts=True,
    )
    for schedule in SCHEDULES.values():
        next_at = schedule.when.after(now)
        Turn.objects.filter(name=schedule.name, next_at__gt=next_at).update(next_at=next_at)


def due(now: datetime, *, by: UUID) -> Iterator[tuple[Turn, Schedule]]:
    """
    Yield the turns that this worker may take now, the oldest first.

    What `by` itself is said to hold is among them: the caller knows what it has in hand.
    """
    found = [turn for turn in Turn.objects.filter(next_at__lte=now) if turn.name in SCHEDULES]
    others = living(now) - {by} if any(turn.taken_by for turn in found) else set()
    for turn in sorted(found, key=lambda turn: (turn.next_at, turn.name)):
        schedule = SCHEDULES[turn.name]
        if turn.taken_by not in others and schedule.is_due(now, turn.done_at):
            yield turn, schedule


def take(turn: Turn, *, by: UUID, now: datetime) -> bool:
    """Take a turn as it was found, unless another was faster; return whether it was taken."""
    changes: dict[str, object] = {"taken_by": by, "started_at": now, "last_due_at": turn.next_at}
    if turn.taken_by is not None:
        changes |= {"faults": F("faults") + 1, "fault": INTERRUPTED}
    # One statement that changes the row as it was read, or nothing: on either engine.
    taken = Turn.objects.filter(
        pk=turn.pk,
        next_at=turn.next_at,
        taken_by=turn.taken_by,
        started_at=turn.started_at,
    ).update(**changes)
    if taken:
        turn.taken_by, turn.started_at = by, now
    return bool(taken)


def end(turn: Turn, schedule: Schedule, line: str, *, now: datetime) -> bool:
    """Write down that a turn is done, and when the next is due; return whether it was still ours."""
    started_at = turn.started_at or now
    ended = _held(turn).update(
        taken_by=None,
        done_at=now,
        next_at=schedule.when.after(started_at),
        faults=0,
        fault="",
        outcome=line,
    )
    return bool(ended)


def fail(turn: Turn, schedule: Schedule, error: BaseException, *, now: datetime) -> bool:
    """Write down that a turn failed, to be taken again after a wait that grows."""
    faults = turn.faults + 1
    wait = wait_after(
        faults,
        first=min(schedule.pace, _FIRST_WAIT),
        longest=min(max(schedule.pace, _FIVE_MINUTES), _HOUR),
    )
    ended = _held(turn).update(
        taken_by=None, next_at=now + wait, faults=faults, fault=class_of(error)[:120]
    )
    return bool(ended)


def _held(turn: Turn) -> QuerySet[Turn]:
    return Turn.objects.filter(pk=turn.pk, taken_by=turn.taken_by, started_at=turn.started_at)
