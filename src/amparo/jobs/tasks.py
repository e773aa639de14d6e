"""What the queue does for itself."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from . import queue, workers
from .schedule import daily

_KEPT_DONE, _KEPT_FAILED = timedelta(days=7), timedelta(days=30)
_DAY = timedelta(days=1)


@daily("old-jobs", at=time(3, 10))
def remove_old_jobs(now: datetime) -> str | None:
    """Forget jobs that ended long ago, and workers that are gone."""
    removed = queue.remove_old(done_before=now - _KEPT_DONE, failed_before=now - _KEPT_FAILED)
    workers.forget_the_dead(now - _DAY)
    return f"removed {removed}" if removed else None
