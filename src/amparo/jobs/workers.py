"""Who is at work: a worker shows from time to time that it lives; who does not is taken for dead."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from .models import Worker


def lease() -> timedelta:
    """Return for how long what a worker holds stays its own after it was last seen."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def show_life(worker: UUID, now: datetime) -> None:
    """Say that a worker lives."""
    Worker.objects.update_or_create(
        id=worker, defaults={"seen_at": now}, create_defaults={"started_at": now, "seen_at": now}
    )


def living(now: datetime) -> set[UUID]:
    """Return the workers that were seen lately."""
    return set(Worker.objects.filter(seen_at__gt=now - lease()).values_list("id", flat=True))


def sign_off(worker: UUID) -> None:
    """Say that a worker has ended, and holds nothing any more."""
    Worker.objects.filter(id=worker).delete()


def forget_the_dead(before: datetime) -> int:
    """Forget the workers not seen since, and return how many."""
    return Worker.objects.filter(seen_at__lt=before).delete()[0]
