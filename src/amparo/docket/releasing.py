"""
What the gate has to look at, and when: noted in the transaction that enters an act.

The gate itself is `publication.gate`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from django.db.models import Min

from .entries import Entry
from .models import Matter, Release
from .procedure import ActType


def may_change_what_is_public(act: ActType, entry: Entry) -> bool:
    """Test whether the world may know more or less of a docket once an act is entered."""
    return act.discloses.public or entry.rectifies is not None


def note(matters: Iterable[Matter], at: datetime) -> None:
    """Note that the gate has to look at these matters, as soon as it can."""
    Release.objects.bulk_create(
        [Release(matter=one, due_at=at) for one in matters],
        update_conflicts=True,
        unique_fields=["matter"],
        update_fields=["due_at"],
        batch_size=500,
    )


def note_all(at: datetime) -> int:
    """Note that the gate has to look at every matter, and return their number."""
    missing = Matter.objects.filter(release__isnull=True)
    Release.objects.bulk_create(
        (Release(matter_id=key) for key in missing.values_list("pk", flat=True)), batch_size=500
    )
    return Release.objects.update(due_at=at)


def start_of(day: date) -> datetime:
    """Return the moment at which what is public from a day on is let out: its midnight, UTC."""
    return datetime.combine(day, time.min, UTC)


def is_any_due(now: datetime) -> bool:
    """Test whether the gate has to look at anything."""
    return Release.objects.filter(due_at__lte=now).exists()


def waiting(now: datetime) -> tuple[int, datetime | None]:
    """Return how many matters the gate has still to look at, and since when the first waits."""
    due = Release.objects.filter(due_at__lte=now)
    return due.count(), due.aggregate(first=Min("due_at"))["first"]
