"""What dockets need at its time: checkpoints, and the end of what is confidential."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings

from amparo.access.permissions import DISPOSER
from amparo.core.errors import Refused
from amparo.jobs.schedule import daily, scheduled

from . import checkpoints, disposal
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


def _dispose(reference: str, now: datetime) -> bool:
    try:
        disposal.dispose(matter_named(reference), by=DISPOSER, at=now)
    except Refused:
        # Somebody needs it still, or was faster; the others do not wait for it.
        return False
    return True
