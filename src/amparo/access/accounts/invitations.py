"""Links that let somebody in: an invitation to a new account, or a way back into one's own."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation

from amparo.access.events import INVITATION_TAKEN_UP, INVITED, LINK_SENT, PASSWORD_CHANGED
from amparo.access.models import AccountState, Invitation, LinkPurpose, Session, User
from amparo.access.permissions import Actor
from amparo.audit.actions import record
from amparo.core.errors import NotVisible, Refused
from amparo.core.words import gettext_noop as _

from . import letters, lockout
from .digests import sign_in_of
from .managing import who_manages
from .opening import make_account

TOKEN_BYTES = 32
_LIVES = {LinkPurpose.INVITATION: timedelta(days=7), LinkPurpose.RETURN: timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation, with the link that is known here and in the letter only."""

    invitation: Invitation
    link: str


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    nationalities: Iterable[str] = (),
    language: str = "en",
    by: Actor | None,
    by_letter: bool = True,
) -> Sent:
    """
    Make an account for somebody and send them the link by which they take it up.

    An account that still waits is invited anew: its link of before becomes void.

    :raises Refused: if `by` may not manage accounts, or there is an active account already.
    """
    acting = who_manages(by)
    user = User.objects.filter(sign_in=sign_in_of(email), state=AccountState.INVITED).first()
    if user is None:
        user = make_account(
            email=email, name=name, nationalities=tuple(nationalities), language=language
        )
    sent = _link(user, LinkPurpose.INVITATION, acting)
    record(INVITED, by=acting, about=user.code)
    if by_letter:
        letter = letters.invitation(user, sent.link)
        transaction.on_commit(lambda: letters.send(letter))
    return sent


def may_ask_for_link(request: HttpRequest, address: str) -> bool:
    """Count one request for a link, and return whether it may be met."""
    return lockout.draw(lockout.of_links(request, sign_in_of(address)))


def send_way_back(address: str) -> None:
    """Send a fresh link to the holder of an address, if there is one; nobody is told whether."""
    user = User.objects.filter(sign_in=sign_in_of(address)).first()
    if user is None or user.state == AccountState.CLOSED:
        return
    invited = user.state == AccountState.INVITED
    with transaction.atomic():
        sent = _link(user, LinkPurpose.INVITATION if invited else LinkPurpose.RETURN, by=user.code)
        record(LINK_SENT, by=user.code)
    letters.send((letters.invitation if invited else letters.way_back)(user, sent.link))


def open_link(token: str) -> Invitation:
    """
    Return what a token opens.

    :raises NotVisible: if it opens nothing: unknown, used, void, too old, or of a closed account.
    """
    return _open(Invitation.objects.select_related("user"), token)


@transaction.atomic
def take_up(token: str, *, password: str | None) -> User:
    """
    Use a link: its holder has an active account, and the password they chose, if they chose one.

    The second factor stays what it is; every session of before ends.

    :raises NotVisible: if the link opens nothing (any more).
    """
    found = _open(Invitation.objects.select_for_update(of=("self",)).select_related("user"), token)
    user, now = found.user, timezone.now()
    found.used_at = now
    found.save(update_fields=["used_at"])
    if password is None and found.purpose == LinkPurpose.RETURN:
        raise Refused(_("Choose a new password."))
    if password is not None:
        user.set_password(password)
    user.state = AccountState.ACTIVE
    user.save(update_fields=["password", "state"])
    Session.objects.filter(user=user).delete()
    if found.purpose == LinkPurpose.INVITATION:
        record(INVITATION_TAKEN_UP, by=user.code)
    else:
        record(PASSWORD_CHANGED, by=user.code)
    return user


def _link(user: User, purpose: LinkPurpose, by: str) -> Sent:
    now, token = timezone.now(), secrets.token_urlsafe(TOKEN_BYTES)
    User.objects.select_for_update().get(pk=user.pk)
    Invitation.objects.filter(user=user, used_at=None, voided_at=None).update(voided_at=now)
    invitation = Invitation.objects.create(
        user=user,
        purpose=purpose.value,
        token_digest=_digest(token),
        by=by,
        made_at=now,
        ends_at=now + _LIVES[purpose],
    )
    with translation.override(user.language):
        path = reverse("entrance:link", kwargs={"token": token})
    return Sent(invitation, letters.link_to(path))


def _open(invitations: QuerySet[Invitation], token: str) -> Invitation:
    found = invitations.filter(
        token_digest=_digest(token), used_at=None, voided_at=None, ends_at__gt=timezone.now()
    ).first()
    if found is None or found.user.state == AccountState.CLOSED:
        raise NotVisible
    return found


def _digest(token: str) -> str:
    # The token is random: nothing needs to be added to its digest, and it is never guessed.
    return hashlib.sha256(token.encode()).hexdigest()
