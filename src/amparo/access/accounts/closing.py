"""Closing an account for good, and with it every role and every access that it holds."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from amparo.access import events
from amparo.access.actions import check_others_administer
from amparo.access.models import Appointment, Grant, User
from amparo.access.permissions import Actor, Permission, Role
from amparo.audit.actions import Draft, record_many

from .managing import who_manages
from .opening import close_account


@transaction.atomic
def close(user: User, *, by: Actor | None, at: datetime) -> None:
    """
    Close an account for good: its roles and accesses end, its key is destroyed, its line stays.

    `by` is None only at the machine itself, from where even the last administrator can be closed.

    :raises Refused: if `by` may not manage accounts, it is closed already, or nobody would be left
        to manage accounts.
    """
    acting = who_manages(by)
    if by is not None:
        check_others_administer(Q(user=user), at)
    # First, so that one that is closed already is refused before anything is written.
    close_account(user, by=by)
    record_many([*_end_posts(user, acting, at), *_end_grants(user, acting, at)])


def _end_posts(user: User, acting: str, at: datetime) -> list[Draft]:
    running = Appointment.objects.running(at).filter(user=user)
    posts = list(running.select_for_update().order_by("pk"))
    running.update(until=at, ended_by=acting)
    return [
        Draft(
            events.APPOINTMENT_ENDED,
            acting,
            about=user.code,
            permission=Permission.ACCOUNTS_MANAGE,
            at=at,
            details={"role": Role(one.role), "body": one.body, "state": one.state},
        )
        for one in posts
    ]


def _end_grants(user: User, acting: str, at: datetime) -> list[Draft]:
    running = Grant.objects.running(at).filter(user=user)
    grants = list(running.select_related("matter").order_by("pk"))
    running.update(until=at, ended_by=acting)
    return [
        Draft(
            events.GRANT_ENDED,
            acting,
            about=one.matter.reference,
            permission=Permission.ACCOUNTS_MANAGE,
            at=at,
            details={"kind": one.kind, "role": Role(one.role), "to": user.code},
        )
        for one in grants
    ]
