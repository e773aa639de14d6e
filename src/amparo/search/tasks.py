"""What the indexer does by itself: follow, within seconds, what changes in the public store."""

from __future__ import annotations

from datetime import datetime, timedelta

from amparo.core.errors import Refused
from amparo.jobs.schedule import scheduled

from . import indexing


def something_is_due(now: datetime) -> bool:
    """Test whether the index lags behind."""
    return indexing.is_anything_to_do()


@scheduled("index", timedelta(seconds=2), if_due=something_is_due)
def follow_what_changed(now: datetime) -> str | None:
    """Bring entries and index up to what changed in the public store."""
    try:
        done = indexing.follow()
    except Refused:
        return None  # somebody is at it at a command line, and leaves nothing to do
    if not done.changes and not done.entries:
        return None
    return f"changes={done.changes} entries={done.entries}"
