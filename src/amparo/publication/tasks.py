"""What the gate does by itself: let out what is due within seconds, keep the rest of the store alike."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from amparo.docket import releasing
from amparo.jobs.schedule import daily, scheduled

from . import gate, reference, wholes


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


@daily("snapshot", at=time(3, 30))
def take_snapshot(now: datetime) -> str | None:
    """Write the public store as files that anybody may take home."""
    from . import snapshot  # with Arrow, which every program would load for this one night

    taken = snapshot.take(now)
    return f"tables={taken.tables} rows={taken.rows} bytes={taken.size}"


@scheduled("copy-wholes", timedelta(seconds=5), if_due=wholes.is_any_due)
def copy_wholes(now: datetime) -> str | None:
    """Let out documents and recommendations that changed or whose day has come."""
    return _said(wholes.copy(now))


@scheduled("compare-wholes", timedelta(hours=1))
def compare_wholes(now: datetime) -> str | None:
    """Compare all of them, so that nothing is missed for good."""
    return _said(wholes.copy(now))


def _said(done: wholes.Copied) -> str | None:
    if done == wholes.Copied():
        return None
    return f"written={done.written} taken_out={done.taken_out}"
