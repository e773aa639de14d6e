"""
The team of a matter and who else has access to it: given, ended and listed from within the matter.

Each asks first whether the one who gives may know of the matter at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.access import actions as access
from amparo.access.events import EMERGENCY_READ
from amparo.access.models import AccountState, EmergencyRequest, Grant, GrantKind, User
from amparo.access.permissions import Actor, Permission, Role
from amparo.audit.actions import record
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import NotVisible, Refused
from amparo.core.questions import Question
from amparo.core.words import gettext_noop as _
from amparo.vault.fields import open_all, opened

from .models import Matter
from .projections import concern_of
from .reading import Reader, matter_for, readers_of


@dataclass(frozen=True, slots=True)
class Access:
    """
    One person's access to a matter, as it runs.

    `name` and `reason` are empty for those who may not read them, or once they were destroyed.
    """

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
    if matter.disposed_on is not None:
        raise Refused(_("The content of this docket was destroyed; nobody is given access to it."))
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


def give_by_code(
    reference: str,
    code: str,
    role: Role,
    *,
    of_team: bool,
    by: Actor,
    at: datetime,
    until: datetime | None = None,
    reason: str = "",
) -> Grant:
    """
    Give access to the person behind a code: `of_team`, or by name until a moment.

    :raises NotVisible: if `by` may not know of the matter.
    :raises Refused: if `by` may not give access, or the person may not have it, or there is none.
    """
    _matter_to_grant(reference, by, at)
    user = User.objects.filter(code=code.strip().upper(), state=AccountState.ACTIVE).first()
    if user is None:
        raise Refused(
            _("There is no account with this code. A code looks like {example}."),
            example="P-7KQ2M9",
        )
    kind = GrantKind.TEAM if of_team else GrantKind.NAMED
    return give(reference, user, role, kind=kind, by=by, at=at, until=until, reason=reason)


def end(reference: str, grant: UUID, *, by: Actor, at: datetime) -> None:
    """End a person's access to a matter. :raises NotVisible: if there is none such."""
    matter = _matter_to_grant(reference, by, at)
    given = Grant.objects.filter(pk=grant, matter=matter).select_related("user").first()
    if given is None:
        raise NotVisible("There is no such access.")
    access.end_grant(given, reference, by=by, at=at)


def accesses(reference: str, *, actor: Actor, at: datetime) -> list[Access]:
    """
    Return who has access to a matter by name, for those of the body who may know of it.

    :raises NotVisible: if this actor may not know of the matter, or only from outside.
    """
    matter, reader = matter_for(actor, reference, at)
    if not reader.may(Permission.TEAM_SEE):
        raise NotVisible("The team is not for outsiders.")
    return accesses_to(matter, reader, at)


def accesses_to(matter: Matter, reader: Reader, at: datetime) -> list[Access]:
    """Return who has access to a matter by name, to a reader who may see the team; else nobody."""
    if not reader.may(Permission.TEAM_SEE):
        return []
    running = Grant.objects.running(at).filter(matter=matter)
    rows = list(running.select_related("user").order_by("since", "pk"))
    for one in rows:
        one.matter = matter
    by_name = _may_read_names(reader)
    if by_name:
        open_all([*rows, *(one.user for one in rows)])
    return [_access(one, by_name) for one in rows]


def may_give(actor: Actor, reference: str, at: datetime) -> bool:
    """Test whether the actor may give and end access to a matter of which they may know."""
    _matter, reader = matter_for(actor, reference, at)
    return reader.may(Permission.ACCESS_GRANT)


def _may_read_names(reader: Reader) -> bool:
    return reader.level is Confidentiality.PERSONAL or reader.may(Permission.ACCESS_GRANT)


def _access(given: Grant, by_name: bool) -> Access:
    return Access(
        given.pk,
        given.user.code,
        (opened(given.user, "name") or "") if by_name else "",
        Role(given.role),
        GrantKind(given.kind),
        (opened(given, "reason") or "") if by_name else "",
        given.since,
        given.until,
        given.given_by,
    )


def ask_in_emergency(reference: str, reason: str, *, by: Actor, at: datetime) -> None:
    """
    Ask for access to a matter at once; the answer is the same whether there is one or not.

    :raises Refused: if `by` may not ask, or gives no reason.
    """
    matter = Matter.objects.filter(reference=reference, disposed_on__isnull=True).first()
    key = matter.key if matter else None
    access.ask_in_emergency(matter.pk if matter else None, key, reference, reason, by=by, at=at)


_ASKED_ABOUT = Question(
    lambda: EmergencyRequest.objects.filter(decided_at__isnull=True).values_list(
        "matter", flat=True
    )
)


def emergencies(actor: Actor, at: datetime) -> list[EmergencyRequest]:
    """Return what waits for a decision in the matters in which the actor may decide."""
    # There are few, and mostly none; who may know of what is asked of those matters alone.
    about = set(_ASKED_ABOUT.answers())
    if not about:
        return []
    waiting = EmergencyRequest.objects.filter(decided_at__isnull=True)
    asked = waiting.exclude(asked_by=actor.account)
    visible = Matter.objects.visible_to(actor, at).filter(pk__in=about, disposed_on__isnull=True)
    found = asked.filter(matter__in=visible.values("pk"))
    rows = list(found.select_related("matter", "asked_by").order_by("asked_at", "pk"))
    may_decide = {
        matter.pk
        for matter, reader in readers_of(actor, {one.matter for one in rows}, at)
        if reader.may(Permission.EMERGENCY_DECIDE)
    }
    rows = [one for one in rows if one.matter_id in may_decide]
    open_all([*rows, *(one.asked_by for one in rows)])
    return rows


def emergency_for(actor: Actor, request: UUID, *, at: datetime) -> EmergencyRequest:
    """
    Return a request that waits for this actor, and leave a line that its reason was read.

    :raises NotVisible: if there is none that this actor may decide.
    """
    asked = next((one for one in emergencies(actor, at) if one.pk == request), None)
    if asked is None:
        raise NotVisible("There is no such request.")
    record(
        EMERGENCY_READ,
        by=actor.name,
        about=asked.matter.reference,
        permission=Permission.EMERGENCY_DECIDE,
        at=at,
    )
    return asked


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
    return matter.disposed_on is None and any(
        reader.may(Permission.EMERGENCY_DECIDE)
        for _matter, reader in readers_of(actor, [matter], at)
    )


def _matter_to_grant(reference: str, by: Actor, at: datetime) -> Matter:
    matter, reader = matter_for(by, reference, at)
    if not reader.may(Permission.ACCESS_GRANT):
        raise Refused(_("You may not give access to this matter."))
    return matter
