"""How the work stands, as operators see it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from amparo.jobs import queue, turns, workers
from amparo.jobs.queries import ScheduleState, state
from amparo.jobs.worker import Shift
from tests.jobs import work
from tests.jobs.moments import HOUR, MINUTE, NOON, SECOND

pytestmark = pytest.mark.django_db
ONE = uuid4()


def test_nothing_waits_where_nothing_was_asked_for(schedules):
    now = state(timezone.now())

    assert (now.workers, now.pending, now.oldest_pending, now.later, now.running, now.failed) == (
        0,
        0,
        None,
        0,
        0,
        0,
    )
    assert now.schedules == ()


def test_jobs_are_counted_by_how_they_stand():
    now = timezone.now()
    workers.show_life(ONE, now)
    for hours, after in ((3, None), (2, None), (1, now - 4 * HOUR), (0, now + HOUR)):
        task = work.leave_line.using(run_after=after).enqueue("T/1")
        DBTaskResult.objects.filter(pk=task.id).update(enqueued_at=now - hours * HOUR)
    assert state(now).oldest_pending == 4 * HOUR
    queue.take(by=ONE)
    DBTaskResult.objects.filter(pk=work.leave_line.enqueue("T/1").id).update(status="FAILED")

    seen = state(now)

    assert (seen.workers, seen.pending, seen.later, seen.running, seen.failed) == (1, 2, 1, 1, 1)
    assert seen.oldest_pending == 3 * HOUR


def test_a_schedule_shows_how_far_it_has_come(calls):
    (before,) = state(NOON).schedules
    assert before == ScheduleState("count", "0:01:00", MINUTE)

    Shift().run_once()

    (after,) = state(timezone.now()).schedules
    assert (after.name, after.outcome, after.faults, after.is_running) == (
        "count",
        "counted 1",
        0,
        False,
    )
    assert after.done_at is not None
    assert after.next_at > after.done_at - SECOND


def test_a_fault_and_a_turn_in_hand_are_shown(calls):
    turns.declare(NOON)
    ((turn, schedule),) = turns.due(NOON, by=ONE)
    turns.take(turn, by=ONE, now=NOON)
    assert state(NOON).schedules[0].is_running

    turns.fail(turn, schedule, ValueError(work.SECRET), now=NOON)

    (seen,) = state(NOON).schedules
    assert (seen.is_running, seen.faults, seen.fault) == (False, 1, "builtins.ValueError")
    assert seen.next_at == NOON + timedelta(minutes=1)
