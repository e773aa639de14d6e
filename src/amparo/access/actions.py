"""Giving and ending roles and access to single matters; access in an emergency."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Q

from amparo.audit.actions import record
from amparo.audit.events import EventType, Outcome
from amparo.core.errors import NotVisible, Refused
from amparo.core.words import gettext_noop as _
from amparo.vault import keystore

from . import events
from .models import AccountState, Appointment, EmergencyRequest, Grant, GrantKind, User
from .permissions import APART, IN_A_MATTER, ROLES, Actor, Permission, Reach, Role
from .queries import actor_of
from .rules.need_to_know import DECIDING, Concern, is_apart, is_recused

EMERGENCY_HOURS = 24
_SYSTEM = "installation"

# Told that somebody was given a role in matters, or access in an emergency.
tell_auditors: list[Callable[[str], None]] = []


@transaction.atomic
def appoint(
    user: User,
    role: Role,
    *,
    body: str = "",
    state: str = "",
    by: Actor | None,
    at: datetime,
    until: datetime | None = None,
) -> Appointment:
    """
    Give a person a role, for one body or for all, for a State where the role is one's.

    `by` is None only for the first administrator, made when the system is set up.

    :raises Refused: if `by` may not, or the role does not go with what the person is or holds.
    """
    _check_manages_accounts(by)
    _check_role(user, role, state)
    held = {Role(one) for one in _roles_of(user, at)}
    if by is not None and by.account == user.pk:
        raise Refused(_("Another person must give you a role."))
    if held - {role} and APART & {role, *held}:
        raise Refused(
            _(
                "Who runs the system, who audits it and who takes part in its matters are three"
                " people: give another account."
            )
        )
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                user=user,
                role=role.value,
                body=body,
                state=state,
                since=at,
                until=until,
                given_by=by.name if by else _SYSTEM,
            )
    except IntegrityError:
        raise Refused(_("The person holds this role already.")) from None
    _record_role(events.APPOINTED, appointment, by, at)
    if ROLES[role].reach is not Reach.NONE and by is not None:
        # Who gives roles reads nothing, but could give one to somebody who does not exist.
        _tell_auditors(user.code)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """
    End a role.

    :raises Refused: if `by` may not, it has ended, or nobody would be left to manage accounts.
    """
    _check_manages_accounts(by)
    running = Appointment.objects.running(at)
    if not running.filter(pk=appointment.pk).exists():
        raise Refused(_("The role has ended already."))
    if appointment.role == Role.ADMINISTRATOR.value:
        check_others_administer(Q(pk=appointment.pk), at)
    appointment.until = at
    appointment.ended_by = by.name
    appointment.save(update_fields=["until", "ended_by"])
    _record_role(events.APPOINTMENT_ENDED, appointment, by, at)


@transaction.atomic
def grant(
    matter: int,
    key: uuid.UUID,
    concern: Concern,
    reference: str,
    user: User,
    role: Role,
    *,
    kind: GrantKind,
    by: Actor,
    at: datetime,
    until: datetime | None = None,
    reason: str = "",
) -> Grant:
    """
    Give a person access to one matter, in a role: of the team, or by name until a moment.

    Whether `by` may give it in this matter is asked by `docket.team`, who knows the matter.

    :raises Refused: if the person is recused, runs or audits the system, or a reason or an end
        is missing.
    """
    actor = actor_of(user, at)
    _check_grant(actor, user, role, concern, kind, until, reason, by, at)
    keystore.make_key(key)
    given = Grant(
        matter_id=matter,
        user=user,
        role=role.value,
        kind=kind.value,
        since=at,
        until=until,
        given_by=by.name,
    )
    given.reason = reason
    given.save(force_insert=True)
    record(
        events.GRANTED,
        by=by.name,
        about=reference,
        permission=Permission.ACCESS_GRANT,
        at=at,
        kind=kind.value,
        role=role,
        to=user.code,
        until=until.date().isoformat() if until else "",
    )
    return given


@transaction.atomic
def end_grant(given: Grant, reference: str, *, by: Actor, at: datetime) -> None:
    """End access to a matter. :raises Refused: if it has ended already."""
    if not Grant.objects.running(at).filter(pk=given.pk).exists():
        raise Refused(_("The access has ended already."))
    given.until = at
    given.ended_by = by.name
    given.save(update_fields=["until", "ended_by"])
    record(
        events.GRANT_ENDED,
        by=by.name,
        about=reference,
        permission=Permission.ACCESS_GRANT,
        at=at,
        kind=given.kind,
        role=Role(given.role),
        to=given.user.code,
    )


@transaction.atomic
def ask_in_emergency(
    matter: int | None,
    key: uuid.UUID | None,
    reference: str,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> EmergencyRequest | None:
    """
    Ask for access to a matter at once. Whoever asks is not told whether there is such a matter.

    :raises Refused: if `by` may not ask, or gives no reason.
    """
    if by.account is None or not by.may(Permission.EMERGENCY_ASK):
        raise Refused(_("You may not ask for access in an emergency."))
    if not reason.strip():
        raise Refused(_("Say why access is needed at once."))
    asked = None
    if matter is not None and key is not None:
        keystore.make_key(key)
        asked = EmergencyRequest(matter_id=matter, asked_by_id=by.account, asked_at=at)
        asked.reason = reason.strip()
        asked.save(force_insert=True)
    record(
        events.EMERGENCY_ASKED,
        by=by.name,
        about=reference if asked else "",
        permission=Permission.EMERGENCY_ASK,
        at=at,
        known=asked is not None,
    )
    return asked


@transaction.atomic
def decide_emergency(
    asked: EmergencyRequest,
    concern: Concern,
    reference: str,
    *,
    give: bool,
    role: Role = Role.CASE_OFFICER,
    by: Actor,
    at: datetime,
) -> Grant | None:
    """
    Give or decline what another person asked for in an emergency; given, it lasts one day.

    Whether `by` may decide in this matter is asked by `docket.team`. The auditors are told.

    :raises Refused: if `by` asked it, it was decided, or the person is recused.
    """
    asked = EmergencyRequest.objects.select_for_update().get(pk=asked.pk)
    if asked.asked_by_id == by.account:
        raise Refused(_("Another person must decide on what you asked for."))
    if asked.decided_at is not None:
        raise Refused(_("This has been decided already."))
    until = at + timedelta(hours=EMERGENCY_HOURS)
    given = None
    if give:
        given = grant(
            asked.matter_id,
            asked.matter.key,
            concern,
            reference,
            asked.asked_by,
            role,
            kind=GrantKind.EMERGENCY,
            by=by,
            at=at,
            until=until,
            reason=asked.reason,
        )
    asked.decided_by_id = by.account
    asked.decided_at = at
    asked.grant = given
    asked.save(update_fields=["decided_by", "decided_at", "grant"])
    record(
        events.EMERGENCY_GRANTED if given else events.EMERGENCY_DECLINED,
        by=by.name,
        about=reference,
        permission=Permission.EMERGENCY_DECIDE,
        at=at,
        to=asked.asked_by.code,
    )
    _tell_auditors(asked.asked_by.code)
    return given


def record_refusal(by: Actor, door: str, *, about: str = "", permission: str = "") -> None:
    """Leave a line that somebody was refused, outside of whatever was undone by it."""
    record(
        events.REFUSED,
        by=by.name,
        about=about,
        permission=permission,
        outcome=Outcome.REFUSED,
        door=door,
    )


def check_others_administer(without: Q, at: datetime) -> None:
    """Raise unless somebody who can sign in manages accounts `without` these appointments too."""
    # Locked, or two administrators could take each other away at once.
    posts = Appointment.objects.running(at).filter(role=Role.ADMINISTRATOR.value).exclude(without)
    holders = list(posts.select_for_update().values_list("user", flat=True))
    if not User.objects.filter(pk__in=holders, state=AccountState.ACTIVE.value).exists():
        raise Refused(_("The last administrator cannot be taken away: appoint another one first."))


def _tell_auditors(code: str) -> None:
    for tell in tell_auditors:
        transaction.on_commit(partial(tell, code))


def _check_manages_accounts(by: Actor | None) -> None:
    if by is None:
        if Appointment.objects.exists():
            raise NotVisible("The system is set up already.")
    elif not by.may(Permission.ACCOUNTS_MANAGE):
        raise Refused(_("You may not manage accounts."))


def _check_role(user: User, role: Role, state: str) -> None:
    if role is Role.SERVICE:
        raise Refused(_("No person can hold this role."))
    if user.state == AccountState.CLOSED:
        raise Refused(_("This account is closed already."))
    if role in DECIDING and not user.nationalities:
        raise Refused(_("Give the nationality first: by it, members are recused."), rule="TB-EL-5")
    if (ROLES[role].reach is Reach.STATE) != bool(state):
        raise Refused(_("Say for which State, for a role that answers for one, and only then."))


def _roles_of(user: User, at: datetime) -> list[str]:
    posts = Appointment.objects.running(at).filter(user=user).values_list("role", flat=True)
    grants = Grant.objects.running(at).filter(user=user).values_list("role", flat=True)
    return [*posts, *grants]


def _check_grant(
    actor: Actor,
    user: User,
    role: Role,
    concern: Concern,
    kind: GrantKind,
    until: datetime | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    if role not in IN_A_MATTER and role not in actor.roles:
        raise Refused(_("In a matter, give a role that is held in matters."))
    if by.account == user.pk:
        raise Refused(_("Another person must give you access."))
    if is_apart(actor) or not user.is_active:
        raise Refused(_("This person takes no part in matters."))
    if role in DECIDING and not actor.nationalities:
        raise Refused(_("Give the nationality first: by it, members are recused."), rule="TB-EL-5")
    if is_recused(actor, concern.states, {role}):
        raise Refused(
            _("The matter concerns the State of this person's nationality."), rule="TB-EL-5"
        )
    if kind is not GrantKind.TEAM and (until is None or not reason.strip()):
        raise Refused(_("Access outside of the team needs a reason and an end."))
    if until is not None and until <= at:
        raise Refused(_("The end lies before the beginning."))


def _record_role(
    event: EventType, appointment: Appointment, by: Actor | None, at: datetime
) -> None:
    record(
        event,
        by=by.name if by else _SYSTEM,
        about=appointment.user.code,
        permission=Permission.ACCOUNTS_MANAGE,
        at=at,
        role=Role(appointment.role),
        body=appointment.body,
        state=appointment.state,
    )
