"""
Jobs that wait in the queue: taken by one worker, ended once, tried again after a fault.

The rows are those of django-tasks-db; its own worker is not used, because it keeps what errors say,
tries nothing again, and leaves for ever what a killed worker held.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .faults import class_of, wait_after
from .turns import INTERRUPTED
from .workers import living

ATTEMPTS = 55  # with the waits between them, about two days
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)

Job = DBTaskResult[Any, Any]
_in_hand: ContextVar[Job | None] = ContextVar("the job in hand", default=None)


class Overtaken(Exception):
    """Another worker has taken this job meanwhile; what was done here is undone."""


def waiting() -> Any:
    """Return the jobs that wait for a worker and may be done now, the most urgent first."""
    return DBTaskResult.objects.ready().filter(backend_name=DEFAULT_TASK_BACKEND_ALIAS)


def take(*, by: UUID) -> Job | None:
    """Take the job that is next, or return None if there is none."""
    if not waiting().exists():  # a look takes no lock
        return None
    with transaction.atomic():
        # Where rows can be locked, those that others are taking are passed over; where they cannot,
        # the transaction holds the whole database.
        job: Job | None = waiting().get_locked()
        if job is not None:
            job.claim(str(by))
    return job


def do(job: Job) -> None:
    """
    Do a job, and write down that it is done.

    :raises Overtaken: if it is another worker's by now.
    """
    token = _in_hand.set(job)
    try:
        task, asked = job.task, job.args_kwargs
        task.call(*asked["args"], **asked["kwargs"])
        if job.status != TaskResultStatus.SUCCESSFUL:
            _end(job)
    finally:
        _in_hand.reset(token)


@contextmanager
def finishing() -> Iterator[None]:
    """
    End the job in hand and write what it has to write, both or neither.

    Whatever is killed, the body counts once. Keep it short, and out of it what waits for others.

    :raises Overtaken: if the job is another worker's by now.
    """
    job = _in_hand.get()
    with transaction.atomic(durable=True):
        if job is not None:
            # First, so that whoever else holds the job waits here and then finds it done.
            _end(job)
        yield
    if job is not None:
        job.status = TaskResultStatus.SUCCESSFUL


def fail(job: Job, error: BaseException, *, now: datetime) -> None:
    """Write down that a job failed: it is tried again after a while, or was tried often enough."""
    wait = wait_after(len(job.worker_ids), first=_FIRST_WAIT, longest=_LONGEST_WAIT)
    _put_back(job, class_of(error), now=now, run_after=now + wait)


def free(now: datetime, *, by: UUID) -> int:
    """Put back what dead workers held, and what `by`, which has nothing in hand, is said to hold."""
    others = {str(one) for one in living(now) - {by}}
    running = DBTaskResult.objects.running().filter(backend_name=DEFAULT_TASK_BACKEND_ALIAS)
    left = [job for job in running if not job.worker_ids or job.worker_ids[-1] not in others]
    for job in left:
        _put_back(job, INTERRUPTED, now=now, run_after=job.run_after)
    return len(left)


def remove_old(*, done_before: datetime, failed_before: datetime) -> int:
    """Remove what is known of jobs that ended long ago, and return how many."""
    done = DBTaskResult.objects.successful().filter(finished_at__lt=done_before)
    failed = DBTaskResult.objects.failed().filter(finished_at__lt=failed_before)
    return sum(some.delete()[0] for some in (done, failed))


def _end(job: Job) -> None:
    ended = _held(job).update(
        status=TaskResultStatus.SUCCESSFUL,
        finished_at=timezone.now(),
        exception_class_path="",
        traceback="",
    )
    if not ended:
        raise Overtaken


def _put_back(job: Job, fault: str, *, now: datetime, run_after: datetime) -> None:
    changes: dict[str, object] = {"status": TaskResultStatus.READY, "run_after": run_after}
    if len(job.worker_ids) >= ATTEMPTS:
        changes = {"status": TaskResultStatus.FAILED, "finished_at": now}
    _held(job).update(**changes, exception_class_path=fault, traceback="")


def _held(job: Job) -> Any:
    return DBTaskResult.objects.filter(
        pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at
    )
