"""Telling the auditors that there is something to see, and nothing of what it is."""

from __future__ import annotations

from django.utils import timezone

from amparo.access.models import AccountState, Appointment, User
from amparo.access.permissions import Role

from . import letters


def tell(_code: str) -> None:
    """
    Write to every auditor, in their own language, that there is something to see.

    Letters pass through many hands: neither who it was about nor which matter goes into one.
    """
    posts = Appointment.objects.running(timezone.now()).filter(role=Role.AUDITOR.value)
    auditors = User.objects.filter(
        pk__in=posts.values("user"), state=AccountState.ACTIVE.value
    ).order_by("code")
    for one in auditors:
        letters.send(letters.something_to_see(one))
