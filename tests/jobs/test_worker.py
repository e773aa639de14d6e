"""A worker's shift: what is due and what waits is done, and its end is clean."""

import logging
import threading
import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from amparo.audit.faces import current_face
from amparo.jobs import turns, worker, workers
from amparo.jobs.models import Turn, Worker
from amparo.jobs.schedule import scheduled
from amparo.jobs.worker import Shift
from tests.jobs import work
from tests.jobs.moments import DAY, HOUR, SECOND

ENOUGH = 20  # seconds, after which a test gives up


def until(is_so):
    """Wait until something is so, or fail."""
    end = time.monotonic() + ENOUGH
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def shift(transactional_db, monkeypatch):
    """A worker, to be set to work in a thread of its own until the test ends."""
    monkeypatch.setattr(worker, "_TICK_SECONDS", 0.1)
    shift = Shift()
    thread = threading.Thread(target=shift.run)
    yield shift, thread
    shift.end()
    if thread.ident is not None:
        thread.join(ENOUGH)
    assert not thread.is_alive()
    connections.close_all()


@pytest.mark.django_db
def test_once_does_what_is_due_and_what_waits_and_leaves(calls):
    for number in range(3):
        work.leave_line.enqueue(f"T/{number}")
    said = []

    assert Shift(said.append).run_once() == 4
    assert Shift(said.append).run_once() == 0

    assert len(calls) == 1
    assert work.lines() == ["T/0", "T/1", "T/2"]
    assert said == ["count: counted 1"]
    assert not Worker.objects.exists()


@pytest.mark.django_db
def test_work_is_done_at_the_face_of_the_worker(schedules):
    faces = []
    scheduled("look", every=HOUR)(lambda _now: faces.append(current_face()))

    Shift().run_once()

    assert faces == ["worker"]


@pytest.mark.django_db
def test_a_turn_that_fails_stops_no_other_and_says_its_class_only(schedules, caplog):
    said = []

    @scheduled("fails", every=HOUR)
    def fails(now):
        raise ValueError(work.SECRET)

    scheduled("works", every=HOUR)(lambda _now: "done 1")
    work.leave_line_and_fail.enqueue("T/1")

    with caplog.at_level(logging.DEBUG):
        Shift(said.append).run_once()

    assert said == [
        "fails: builtins.ValueError",
        "works: done 1",
        "leave_line_and_fail: builtins.ValueError",
    ]
    failed, worked = Turn.objects.order_by("name")
    assert (failed.fault, failed.outcome, worked.outcome) == ("builtins.ValueError", "", "done 1")
    assert "Amina" not in caplog.text
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == [
        "jobs.turn_failed fails builtins.ValueError elsewhere",
        "jobs.job_failed leave_line_and_fail builtins.ValueError elsewhere",
    ]


@pytest.mark.django_db
def test_what_a_turn_says_of_somebody_is_not_kept_and_the_turn_is_done(schedules, caplog):
    scheduled("talks", every=HOUR)(lambda _now: work.SECRET)
    said = []

    Shift(said.append).run_once()

    turn = Turn.objects.get()
    assert (turn.outcome, turn.faults, turn.done_at is None) == ("", 0, False)
    assert said == []
    assert "Amina" not in caplog.text


def test_a_worker_that_is_told_to_end_finishes_what_it_has_in_hand(schedules, shift):
    shift, thread = shift
    begun, go_on = threading.Event(), threading.Event()

    @scheduled("long", every=HOUR)
    def long(now):
        begun.set()
        go_on.wait(ENOUGH)
        return "finished 1"

    thread.start()
    assert begun.wait(ENOUGH)
    shift.end()
    thread.join(0.2)
    assert thread.is_alive()
    go_on.set()
    thread.join(ENOUGH)

    assert Turn.objects.get().outcome == "finished 1"
    assert not Worker.objects.exists()


def test_a_long_turn_keeps_neither_the_queue_nor_another_turn_waiting(schedules, shift):
    _shift, thread = shift
    begun, go_on = threading.Event(), threading.Event()

    @scheduled("long", every=HOUR)
    def long(now):
        begun.set()
        go_on.wait(ENOUGH)

    quick = []
    scheduled("quick", every=SECOND)(quick.append)
    thread.start()
    assert begun.wait(ENOUGH)
    work.leave_line.enqueue("T/1")

    until(lambda: len(quick) >= 2 and work.lines() == ["T/1"])

    assert Turn.objects.get(name="long").done_at is None
    go_on.set()


def test_a_schedule_holds_its_beat(schedules, shift):
    _shift, thread = shift
    moments = []
    scheduled("beat", every=SECOND)(moments.append)
    thread.start()

    until(lambda: len(moments) >= 4)

    # The first comes at once; then one in every second, and never two.
    seconds = [int(one.timestamp()) for one in moments[1:4]]
    assert seconds == sorted(set(seconds))


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the worker said that somebody has to know."""
    return [
        one.getMessage()
        for one in caplog.records
        if one.levelno >= logging.WARNING and one.name.startswith("amparo.jobs")
    ]


def test_a_database_that_cannot_be_reached_is_waited_for_and_said_once(calls, shift, caplog):
    _shift, thread = shift
    found, gone = turns.due, threading.Event()
    asked = []

    def due(now, *, by):
        asked.append(now)
        if gone.is_set():
            raise OperationalError("the connection was refused")
        return found(now, by=by)

    gone.set()
    with patch.object(turns, "due", due):
        thread.start()
        until(lambda: len(asked) >= 3)
        assert calls == []
        gone.clear()
        until(lambda: calls and told(caplog)[-1] == "jobs.database_reached_again")

    assert told(caplog) == [
        "jobs.database_unreachable django.db.utils.OperationalError",
        "jobs.database_reached_again",
    ]


def test_a_turn_whose_end_could_not_be_written_is_taken_again(calls, shift):
    _shift, thread = shift
    end, failures = turns.end, []

    def fails_once(*args, **options):
        if not failures:
            failures.append(1)
            raise OperationalError("the disk is full")
        return end(*args, **options)

    with (
        patch.object(turns, "end", fails_once),
        patch.object(turns, "fail", side_effect=OperationalError("the disk is full")),
    ):
        thread.start()
        until(lambda: Turn.objects.filter(done_at__isnull=False).exists())

    assert len(calls) == 2


def test_a_job_whose_end_could_not_be_written_is_done_again_by_the_same_worker(shift, settings):
    settings.JOB_LEASE_SECONDS = 1.5
    _shift, thread = shift
    job = work.return_something.enqueue()
    with patch("amparo.jobs.queue._held", side_effect=OperationalError("the disk is full")):
        thread.start()
        until(lambda: DBTaskResult.objects.get(pk=job.id).status == "RUNNING")
        time.sleep(0.2)

    until(lambda: DBTaskResult.objects.get(pk=job.id).status == "SUCCESSFUL")


def test_a_worker_shows_that_it_lives_while_it_has_something_in_hand(schedules, shift, settings):
    settings.JOB_LEASE_SECONDS = 0.9
    shift, thread = shift
    go_on, begun = threading.Event(), threading.Event()

    @scheduled("long", every=HOUR)
    def long(now):
        begun.set()
        go_on.wait(ENOUGH)

    thread.start()
    assert begun.wait(ENOUGH)
    first = Worker.objects.get().seen_at

    until(lambda: Worker.objects.get().seen_at > first + timedelta(seconds=1))

    assert workers.living(Worker.objects.get().seen_at) == {shift.id}
    go_on.set()
    until(lambda: Turn.objects.get(name="long").done_at is not None)


@pytest.mark.django_db
def test_the_dead_are_forgotten_after_a_day(schedules):
    shift = Shift()
    workers.show_life(shift.id, timezone.now() - 2 * DAY)

    assert workers.living(timezone.now()) == set()
    assert workers.forget_the_dead(timezone.now() - DAY) == 1
