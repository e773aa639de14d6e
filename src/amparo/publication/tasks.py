"""What the gate does by itself: let out what is due within seconds, keep the reference tables alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from amparo.docket import releasing
from amparo.jobs.schedule import scheduled

from . import gate, reference


def something_is_due(now: datetime) -> bool:
    """Test whether the gate has something to look at."""
    return releasing.is_any_due(now)


@scheduled("release", timedelta(seconds=2), if_due=something_is_due)
def release_what_is_due(now: datetime) -> str | None:
    """Let out what is due, and take back what is public no more."""
    passed = gate.release(now)
    if not passed.dockets:
        return None
    return (
        f"dockets={passed.dockets} released={passed.released}"
        f" withdrawn={passed.withdrawn} failed={passed.failed}"
    )


@scheduled("copy-reference-tables", timedelta(minutes=1))
def copy_reference_tables(now: datetime) -> str | None:
    """Bring States, treaties and mechanisms in the public store up to date."""
    changed = reference.copy()
    return f"rows={changed}" if changed else None
