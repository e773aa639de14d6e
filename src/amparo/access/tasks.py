"""What accounts need at its time: what has ended goes."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import Q

from amparo.jobs.schedule import daily, scheduled

from .accounts import lockout
from .accounts.sessions import SessionStore
from .models import Invitation

_LINKS_KEPT = timedelta(days=30)


@scheduled("ended-sessions", every=timedelta(minutes=30))
def remove_ended_sessions(now: datetime) -> str | None:
    """Remove the sessions that have ended, whoever signs in or not."""
    SessionStore.clear_expired()
    return None


@daily("spent-links", at=time(3, 0))
def remove_spent_links(now: datetime) -> str | None:
    """Remove links that have not opened anything for a month, and failures that count no more."""
    before = now - _LINKS_KEPT
    spent = Q(used_at__lt=before) | Q(voided_at__lt=before) | Q(ends_at__lt=before)
    removed = Invitation.objects.filter(spent).delete()[0] + lockout.clear_forgotten()
    return f"removed {removed}" if removed else None
