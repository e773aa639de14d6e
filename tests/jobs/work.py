"""Work for tests: jobs that leave a line in the trail, fail, or say too much."""

from __future__ import annotations

from django_tasks import task

from amparo.audit.actions import record
from amparo.audit.events import VERIFIED
from amparo.audit.models import Line
from amparo.jobs.queue import finishing

SECRET = "Amina Diallo, amina@example.org"


@task
def leave_line(about: str) -> None:
    """Leave a line that says what this was about, once whatever is killed."""
    with finishing():
        _leave(about)


@task
def leave_line_and_fail(about: str) -> None:
    """Leave a line, and fail with an error that speaks of somebody."""
    _leave(about)
    raise ValueError(SECRET)


@task
def fail_while_finishing(about: str) -> None:
    """Fail when the line and the end of the job are written and not yet kept."""
    with finishing():
        _leave(about)
        raise ValueError(SECRET)


@task
def return_something() -> str:
    """Return what is about somebody."""
    return SECRET


def lines() -> list[str]:
    """Return what the lines that were left are about, in their order."""
    return list(Line.objects.filter(by="tests").order_by("pk").values_list("about", flat=True))


def _leave(about: str) -> None:
    record(VERIFIED, by="tests", about=about, read=0, findings=0)
