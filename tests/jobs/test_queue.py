"""Jobs: taken by one worker, ended once, tried again; what errors say is kept nowhere."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from amparo.jobs import queue, workers
from tests.jobs import work
from tests.jobs.moments import DAY, HOUR, SECOND

pytestmark = pytest.mark.django_db
ONE, OTHER = uuid4(), uuid4()


def take(by=ONE):
    workers.show_life(by, timezone.now())
    job = queue.take(by=by)
    assert job is not None
    return job


def stored():
    return DBTaskResult.objects.get()


def everything_stored():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {DBTaskResult._meta.db_table}")
        return repr(cursor.fetchall())


def test_work_asked_for_in_a_transaction_that_is_undone_was_never_asked_for():
    with transaction.atomic():
        work.leave_line.enqueue("SPT/V/2026/1")
        transaction.set_rollback(True)
    assert queue.take(by=ONE) is None

    work.leave_line.enqueue("SPT/V/2026/2")
    assert queue.take(by=ONE) is not None


def test_a_job_is_taken_by_one_worker_and_done_once():
    work.leave_line.enqueue("SPT/V/2026/1")

    job = take()
    assert queue.take(by=OTHER) is None
    queue.do(job)

    assert work.lines() == ["SPT/V/2026/1"]
    assert queue.take(by=OTHER) is None
    assert (stored().status, stored().worker_ids) == ("SUCCESSFUL", [str(ONE)])


def test_the_more_urgent_job_comes_first_and_the_earlier_of_equals():
    for about, urgency in (("T/1", 0), ("T/2", 0), ("T/3", 10)):
        work.leave_line.using(priority=urgency).enqueue(about)

    for _job in range(3):
        queue.do(take())

    assert work.lines() == ["T/3", "T/1", "T/2"]


def test_a_job_for_later_waits_for_its_moment():
    work.leave_line.using(run_after=timezone.now() + HOUR).enqueue("T/1")
    assert queue.take(by=ONE) is None

    DBTaskResult.objects.update(run_after=timezone.now() - SECOND)
    assert queue.take(by=ONE) is not None


def test_what_a_dead_worker_held_is_done_by_another():
    work.leave_line.enqueue("T/1")
    job = take()
    after_the_lease = timezone.now() + workers.lease() + SECOND

    assert queue.free(timezone.now(), by=OTHER) == 0
    assert queue.free(after_the_lease, by=OTHER) == 1

    again = take(OTHER)
    with pytest.raises(queue.Overtaken):
        queue.do(job)
    assert work.lines() == []  # undone with the end that was not its own
    queue.do(again)
    assert work.lines() == ["T/1"]


def test_a_worker_puts_back_what_it_is_said_to_hold_and_does_not():
    work.leave_line.enqueue("T/1")
    take()

    assert queue.free(timezone.now(), by=ONE) == 1
    assert queue.take(by=ONE) is not None


def test_what_fails_while_finishing_leaves_nothing_and_is_tried_again():
    work.fail_while_finishing.enqueue("T/1")
    job = take()

    with pytest.raises(ValueError, match="Amina"):
        queue.do(job)

    assert work.lines() == []
    assert stored().status == "RUNNING"
    queue.fail(job, ValueError(work.SECRET), now=timezone.now())
    assert stored().status == "READY"


def test_an_error_is_kept_by_its_class_and_the_job_is_tried_again_later():
    work.leave_line_and_fail.enqueue("T/1")
    waits = []
    for _time in range(3):
        job = take()
        with pytest.raises(ValueError, match="Amina") as caught:
            queue.do(job)
        now = timezone.now()
        queue.fail(job, caught.value, now=now)
        waits.append((stored().run_after - now).total_seconds())
        assert queue.take(by=ONE) is None
        DBTaskResult.objects.update(run_after=now - SECOND)

    assert waits == [10, 20, 40]
    assert stored().exception_class_path == "builtins.ValueError"
    assert "Amina" not in everything_stored()
    assert "amina@" not in everything_stored()


def test_what_was_tried_often_enough_is_given_up():
    work.leave_line_and_fail.enqueue("T/1")
    DBTaskResult.objects.update(worker_ids=[str(ONE)] * (queue.ATTEMPTS - 1))

    queue.fail(take(), ValueError(work.SECRET), now=timezone.now())

    assert stored().status == "FAILED"
    assert queue.take(by=ONE) is None


def test_a_job_that_kills_every_worker_is_given_up_too():
    work.leave_line.enqueue("T/1")
    DBTaskResult.objects.update(worker_ids=[str(ONE)] * (queue.ATTEMPTS - 1))
    take()

    queue.free(timezone.now() + workers.lease() + SECOND, by=OTHER)

    assert (stored().status, stored().exception_class_path) == ("FAILED", "interrupted")


def test_a_job_whose_function_is_gone_fails_and_waits():
    work.leave_line.enqueue("T/1")
    DBTaskResult.objects.update(task_path="amparo.jobs.gone.work")
    job = take()

    with pytest.raises(ImportError) as caught:
        queue.do(job)
    queue.fail(job, caught.value, now=timezone.now())

    assert stored().exception_class_path == "builtins.ModuleNotFoundError"


def test_what_a_job_returns_is_not_kept():
    work.return_something.enqueue()

    queue.do(take())

    assert stored().status == "SUCCESSFUL"
    assert "Amina" not in everything_stored()


@pytest.mark.parametrize(
    "argument",
    ["Amina Diallo", "amina@example.org", "+41 22 917 9000", ["T/1", "Amina Diallo"], 1.5, {}],
    ids=str,
)
def test_arguments_are_identifiers(argument):
    with pytest.raises(ValueError, match="trail takes"):
        work.leave_line.enqueue(argument)
    with pytest.raises(ValueError, match="trail takes"):
        work.leave_line.enqueue(about=argument)

    work.leave_line.enqueue("SPT/V/2026/1")
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    "argument",
    [
        "SPT/V/2026/1",
        "7e09caf2-7443-4c0e-adad-bf05009c23dd",
        7,
        None,
        ["T/1", "T/2"],
        "2026-03-01T12:00:00+00:00",
    ],
    ids=str,
)
def test_identifiers_are_taken(argument):
    work.leave_line.enqueue(argument)

    assert stored().args_kwargs == {"args": [argument], "kwargs": {}}


def test_what_ended_long_ago_is_forgotten():
    now = timezone.now()
    for status, ended in (
        ("SUCCESSFUL", 8),
        ("SUCCESSFUL", 6),
        ("FAILED", 29),
        ("FAILED", 31),
    ):
        task = work.leave_line.enqueue("T/1")
        DBTaskResult.objects.filter(pk=task.id).update(status=status, finished_at=now - ended * DAY)
    work.leave_line.enqueue("T/1")

    assert queue.remove_old(done_before=now - 7 * DAY, failed_before=now - 30 * DAY) == 2

    left = DBTaskResult.objects.values_list("status", flat=True)
    assert sorted(left) == ["FAILED", "READY", "SUCCESSFUL"]
