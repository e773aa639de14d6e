"""
The team of a matter and who else has access to it: given, ended and listed from within the matter.

Each asks first whether the one who gives may know of the matter at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.access import actions as access
from amparo.access.models import EmergencyRequest, Grant, GrantKind, User
from amparo.access.permissions import Actor, Permission, Role
from amparo.core.errors import NotVisible, Refused
from amparo.core.words import gettext_noop as _

from .actions import concern_of
from .models import Matter
from .reading import matter_for


@dataclass(frozen=True, slots=True)
class Access:
    """One person's access to a matter, as it runs."""

    id: UUID
    code: str
    name: str
    role: Role
    kind: GrantKind
    reason: str
    since: datetime
    until: datetime | None
    given_by: str


def give(
    reference: str,
    user: User,
    role: Role,
    *,
    kind: GrantKind = GrantKind.TEAM,
    by: Actor,
    at: datetime,
    until: datetime | None = None,
    reason: str = "",
) -> Grant:
    """
    Give a person access to a matter.

    :raises NotVisible: if `by` may not know of the matter.
    :raises Refused: if `by` may not give access, or the person may not have it.
    """
    matter = _matter_to_grant(reference, by, at)
    return access.grant(
        matter.pk,
        matter.key,
        concern_of(matter),
        reference,
        user,
        role,
        kind=kind,
        by=by,
        at=at,
        until=until,
        reason=reason,
    )


def end(reference: str, grant: UUID, *, by: Actor, at: datetime) -> None:
    """End a person's access to a matter. :raises NotVisible: if there is none such."""
    matter = _matter_to_grant(reference, by, at)
    given = Grant.objects.filter(pk=grant, matter=matter).select_related("user").first()
    if given is None:
        raise NotVisible("There is no such access.")
    access.end_grant(given, reference, by=by, at=at)


def accesses(reference: str, *, actor: Actor, at: datetime) -> list[Access]:
    """Return who has access to a matter by name, for those who may know of it."""
    matter, _reader = matter_for(actor, reference, at)
    running = Grant.objects.running(at).filter(matter=matter)
    return [
        Access(
            one.pk,
            one.user.code,
            one.user.name,
            Role(one.role),
            GrantKind(one.kind),
            one.reason or "",
            one.since,
            one.until,
            one.given_by,
        )
        for one in running.select_related("user", "matter").order_by("since", "pk")
    ]


def ask_in_emergency(reference: str, reason: str, *, by: Actor, at: datetime) -> None:
    """
    Ask for access to a matter at once; the answer is the same whether there is one or not.

    :raises Refused: if `by` may not ask, or gives no reason.
    """
    matter = Matter.objects.filter(reference=reference, disposed_on__isnull=True).first()
    key = matter.key if matter else None
    access.ask_in_emergency(matter.pk if matter else None, key, reference, reason, by=by, at=at)


def emergencies(actor: Actor, at: datetime) -> list[EmergencyRequest]:
    """Return what waits for a decision in the matters in which the actor may decide."""
    waiting = EmergencyRequest.objects.filter(decided_at__isnull=True)
    visible = Matter.objects.visible_to(actor, at).values("pk")
    found = waiting.filter(matter__in=visible).exclude(asked_by=actor.account)
    rows = found.select_related("matter", "asked_by").order_by("asked_at", "pk")
    return [one for one in rows if _may_decide(one.matter, actor, at)]


def decide_emergency(request: UUID, *, give: bool, by: Actor, at: datetime) -> None:
    """
    Give or decline access that another person asks for in an emergency.

    :raises NotVisible: if there is no such request in a matter in which `by` may decide.
    """
    asked = EmergencyRequest.objects.filter(pk=request).select_related("matter").first()
    if asked is None or not _may_decide(asked.matter, by, at):
        raise NotVisible("There is no such request.")
    access.decide_emergency(
        asked, concern_of(asked.matter), asked.matter.reference, give=give, by=by, at=at
    )


def _may_decide(matter: Matter, actor: Actor, at: datetime) -> bool:
    try:
        _matter, reader = matter_for(actor, matter.reference, at)
    except NotVisible:
        return False
    return reader.may(Permission.EMERGENCY_DECIDE)


def _matter_to_grant(reference: str, by: Actor, at: datetime) -> Matter:
    matter, reader = matter_for(by, reference, at)
    if not reader.may(Permission.ACCESS_GRANT):
        raise Refused(_("You may not give access to this matter."))
    return matter
