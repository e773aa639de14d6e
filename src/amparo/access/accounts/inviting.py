"""What an administrator does for a person: invite to a role, invite again, note nationalities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from amparo.access import events
from amparo.access.actions import appoint
from amparo.access.models import AccountState, User
from amparo.access.permissions import Actor, Permission, Role
from amparo.access.rules.need_to_know import DECIDING
from amparo.audit.actions import record
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .digests import sign_in_of
from .invitations import invite
from .managing import who_manages
from .opening import checked_nationalities


@transaction.atomic
def invite_to_role(
    *,
    email: str,
    name: str,
    nationalities: Iterable[str],
    language: str,
    role: Role | None,
    body: str = "",
    state: str = "",
    by: Actor,
    at: datetime,
) -> User:
    """
    Invite a person by a letter, to a role or without one yet.

    :raises Refused: if there is an account with the address, or the role cannot be given.
    """
    if User.objects.filter(sign_in=sign_in_of(email)).exists():
        raise Refused(_("There is an account with this address already."))
    sent = invite(email=email, name=name, nationalities=nationalities, language=language, by=by)
    user = sent.invitation.user
    if role is not None:
        appoint(user, role, body=body, state=state, by=by, at=at)
    return user


def invite_again(user: User, *, by: Actor) -> None:
    """Send a new invitation; the one before is void. :raises Refused: if it was taken up."""
    if user.state != AccountState.INVITED:
        raise Refused(
            _("This invitation was taken up; who lost the way in asks where one signs in.")
        )
    invite(email=user.email, name=user.name, language=user.language, by=by)


@transaction.atomic
def note_nationalities(
    user: User, nationalities: Iterable[str], *, by: Actor, at: datetime
) -> None:
    """
    Note by which nationalities a person is recused.

    :raises Refused: if one is not a State's three letters, or none is left for a deciding role.
    """
    acting = who_manages(by)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.state == AccountState.CLOSED:
        raise Refused(_("This account is closed already."))
    codes = checked_nationalities(tuple(nationalities))
    decides = user.appointments.running(at).filter(role__in=[one.value for one in DECIDING])
    if not codes and decides.exists():
        raise Refused(_("Give the nationality first: by it, members are recused."), rule="TB-EL-5")
    user.nationalities = ",".join(codes)
    user.save(update_fields=["nationalities"])
    record(
        events.NATIONALITIES_CHANGED,
        by=acting,
        about=user.code,
        permission=Permission.ACCOUNTS_MANAGE,
        at=at,
    )
