"""
Telling people by letter that there is something to see: whom it may reach, and that once.

It is written down before the letter goes out. Whoever is killed in between, or whose letter the mail
server loses, has told nobody; nothing makes anyone be told twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from amparo.access.doors import FOR_OUTSIDERS
from amparo.access.events import SIGNED_IN
from amparo.access.models import AccountState, Appointment, Grant, Telling, User
from amparo.access.permissions import ROLES, Actor
from amparo.access.queries import actor_of
from amparo.audit.models import Line
from amparo.vault.fields import open_all

from . import letters


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody whom a letter may reach: as they act now, when they last came, when last told."""

    user: User
    actor: Actor
    signed_in_at: datetime | None
    told_at: datetime | None

    @property
    def waits_since_told(self) -> bool:
        """Whether they were told and have not signed in since."""
        if self.told_at is None:
            return False
        return self.signed_in_at is None or self.signed_in_at <= self.told_at


def reached(face: str, at: datetime) -> Iterator[Reached]:
    """Yield those whose face this is, who can sign in and want letters, in the order of their code."""
    roles = [role.value for role in ROLES if ROLES[role].outsider is FOR_OUTSIDERS[face]]
    users = _with_a_role(roles, at)
    open_all(users)
    told = _latest(Telling.objects.filter(face=face, account__in=users), "account_id", "told_at")
    came = _latest(
        Line.objects.filter(event=SIGNED_IN.name, by__in=[one.code for one in users]), "by", "at"
    )
    for user in users:
        yield Reached(user, actor_of(user, at), came.get(user.code), told.get(user.pk))


def tell(one: Reached, face: str, occasion: str, *, at: datetime, by: letters.Round) -> bool:
    """
    Tell somebody that there is something to see at a face, unless they were on this occasion.

    :raises OSError: if the mail server cannot be reached; then nothing is written down.
    """
    by.make_ready()
    try:
        # Durable: what an outer transaction could still undo must not go out.
        with transaction.atomic(durable=True):
            Telling.objects.create(account=one.user, face=face, occasion=occasion, told_at=at)
    except IntegrityError:
        return False
    return by.send(letters.something_at(face, one.user))


def _with_a_role(roles: list[str], at: datetime) -> list[User]:
    posts = Appointment.objects.running(at).filter(role__in=roles).values("user")
    grants = Grant.objects.running(at).filter(role__in=roles).values("user")
    able = User.objects.filter(state=AccountState.ACTIVE.value, wants_letters=True)
    return list((able.filter(pk__in=posts) | able.filter(pk__in=grants)).order_by("code"))


def _latest(rows: Any, whose: str, moment: str) -> dict[Any, datetime]:
    return dict(rows.order_by().values_list(whose).annotate(latest=Max(moment)))
