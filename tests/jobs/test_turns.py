"""Each turn is taken by one worker; one that was missed or cut short is made up for once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from amparo.jobs import turns, workers
from amparo.jobs.models import Turn
from amparo.jobs.schedule import SCHEDULES, scheduled
from tests.jobs.moments import DAY, HOUR, MINUTE, NOON, SECOND

pytestmark = pytest.mark.django_db
ONE, OTHER = uuid4(), uuid4()


def due(now, by=ONE):
    return [turn for turn, _schedule in turns.due(now, by=by)]


def take(now, by=ONE):
    """Take the one turn that is due, as one worker does."""
    workers.show_life(by, now)
    (turn,) = due(now, by)
    assert turns.take(turn, by=by, now=now)
    return turn


def test_a_turn_that_is_done_is_due_again_at_its_next_moment(calls):
    turns.declare(NOON)
    turn = take(NOON + SECOND)

    assert turns.end(turn, SCHEDULES["count"], "counted 1", now=NOON + 3 * SECOND)

    assert due(NOON + 59 * SECOND) == []
    (again,) = due(NOON + MINUTE)
    assert (again.last_due_at, again.started_at, again.done_at, again.outcome, again.taken_by) == (
        NOON,
        NOON + SECOND,
        NOON + 3 * SECOND,
        "counted 1",
        None,
    )


def test_of_two_workers_that_saw_a_turn_one_takes_it(calls):
    turns.declare(NOON)
    (seen_by_one,), (seen_by_other,) = due(NOON, ONE), due(NOON, OTHER)

    assert turns.take(seen_by_one, by=ONE, now=NOON) is True
    assert turns.take(seen_by_other, by=OTHER, now=NOON) is False
    assert Turn.objects.get().taken_by == ONE


def test_what_a_living_worker_holds_is_nobody_elses(calls):
    turns.declare(NOON)
    take(NOON)

    assert due(NOON + workers.lease() - SECOND, OTHER) == []


def test_what_a_dead_worker_held_is_taken_again_and_its_late_end_counts_for_nothing(calls):
    turns.declare(NOON)
    of_the_dead = take(NOON)
    later = NOON + workers.lease() + SECOND

    again = take(later, OTHER)

    assert turns.end(of_the_dead, SCHEDULES["count"], "late", now=later) is False
    stored = Turn.objects.get()
    assert (stored.taken_by, stored.fault, stored.faults) == (OTHER, turns.INTERRUPTED, 1)
    assert turns.end(again, SCHEDULES["count"], "", now=later) is True
    stored.refresh_from_db()
    assert (stored.taken_by, stored.fault, stored.faults, stored.outcome) == (None, "", 0, "")


def test_turns_missed_while_the_machine_was_off_are_made_up_for_once(calls):
    turns.declare(NOON)

    turn = take(NOON + 3 * DAY)
    turns.end(turn, SCHEDULES["count"], "", now=NOON + 3 * DAY)

    assert due(NOON + 3 * DAY + SECOND) == []
    assert Turn.objects.get().next_at == NOON + 3 * DAY + MINUTE


def test_a_turn_that_fails_is_taken_again_after_a_wait_that_grows(calls):
    turns.declare(NOON)
    waits, now = [], NOON
    for _time in range(6):
        turn = take(now)
        turns.fail(turn, SCHEDULES["count"], ValueError("about Amina Diallo"), now=now)
        stored = Turn.objects.get()
        waits.append(stored.next_at - now)
        now = stored.next_at

    assert waits == [timedelta(minutes=one) for one in (1, 2, 4, 5, 5, 5)]
    assert (stored.faults, stored.fault, stored.outcome) == (6, "builtins.ValueError", "")
    assert due(now - SECOND) == []


def test_what_is_now_due_more_often_does_not_wait_for_its_old_moment(schedules):
    scheduled("count", every=DAY)(lambda _now: None)
    turns.declare(NOON)
    turns.end(take(NOON), SCHEDULES["count"], "", now=NOON)
    schedules.clear()
    scheduled("count", every=HOUR)(lambda _now: None)

    turns.declare(NOON + MINUTE)

    assert Turn.objects.get().next_at == NOON + HOUR


def test_a_turn_of_a_schedule_that_is_gone_is_never_due(calls, schedules):
    turns.declare(NOON)
    schedules.clear()

    assert due(NOON + DAY) == []


def test_a_look_that_finds_nothing_takes_no_turn(schedules):
    answers = [False]
    scheduled("ask", every=2 * SECOND, if_due=lambda _now: answers[-1])(lambda _now: None)
    turns.declare(NOON)
    turns.end(take(NOON), SCHEDULES["ask"], "", now=NOON)

    assert due(NOON + 2 * SECOND) == []
    answers.append(True)
    assert [turn.name for turn in due(NOON + 2 * SECOND)] == ["ask"]
