"""What dockets need at its time: checkpoints, the end of what is confidential, letters."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings

from amparo.access.permissions import DISPOSER
from amparo.core.errors import Refused
from amparo.jobs.schedule import daily, scheduled

from . import checkpoints, disposal, notices
from .queries import matter_named


@scheduled("checkpoint", every=timedelta(hours=1))
def take_checkpoint(now: datetime) -> str | None:
    """Sign how far dockets and trail have come, if anything has changed."""
    checkpoint = checkpoints.take(at=now)
    return f"checkpoint {checkpoint.number}" if checkpoint else None


@daily("disposal", at=time(2, 30))
def dispose_of_what_is_due(now: datetime) -> str | None:
    """
    Complete disposals that were cut short; tell how many are due, or dispose of them if so set.

    What is destroyed cannot be brought back: unless an organization says otherwise, people do it.
    """
    finished = disposal.finish(by=DISPOSER, at=now)
    due = list(disposal.due(now.date()))
    if not settings.DISPOSE_BY_ITSELF:
        return f"finished {finished}, due {len(due)}"
    disposed = sum(_dispose(one.reference, now) for one in due)
    return f"finished {finished}, disposed {disposed}, due {len(due) - disposed}"


@scheduled("letters-to-outsiders", every=timedelta(minutes=5))
def tell_outsiders(now: datetime) -> str | None:
    """Tell outsiders that there is something to see for them, if something is new."""
    return notices.tell_outsiders(now)


@daily("letters-to-staff", at=time(7, 0))
def tell_staff(now: datetime) -> str | None:
    """Tell those of the body that there is something to see, if something waits for them."""
    return notices.tell_staff(now)


def _dispose(reference: str, now: datetime) -> bool:
    try:
        disposal.dispose(matter_named(reference), by=DISPOSER, at=now)
    except Refused:
        # Somebody needs it still, or was faster; the others do not wait for it.
        return False
    return True
