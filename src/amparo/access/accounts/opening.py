"""How an account begins and ends: made by invitation, closed for good."""

from __future__ import annotations

import re
import secrets
import uuid

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from amparo.access.events import ACCOUNT_CLOSED
from amparo.access.models import AccountState, Invitation, Session, User
from amparo.access.permissions import Actor
from amparo.audit.actions import record
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.vault import blind, keystore

from .digests import folded, sign_in_of
from .managing import who_manages
from .second_factor import remove_every_factor

NAME = "access.user.name"  # where names stand in the blind index
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that could be read as another
_CODE_LETTERS = 6
_LONGEST_ADDRESS = 254
_LONGEST_NAME = 120
_NATIONALITY = re.compile(r"[A-Z]{3}")


def new_code() -> str:
    """Return a pseudonym that nobody has yet: "P-7KQ2M9"."""
    while True:
        code = "P-" + "".join(secrets.choice(_LETTERS) for _letter in range(_CODE_LETTERS))
        if not User.objects.filter(code=code).exists():
            return code


def make_account(
    *, email: str, name: str, nationalities: tuple[str, ...] = (), language: str = "en"
) -> User:
    """
    Make an account that waits to be taken up.

    :raises Refused: if there is an account with this address, or something is not what it should be.
    """
    email, name = checked_address(email), _checked_name(name)
    if User.objects.filter(sign_in=sign_in_of(email)).exists():
        raise Refused(_("There is an account with this address already."))
    user = User(
        id=uuid.uuid4(),
        code=new_code(),
        sign_in=sign_in_of(email),
        state=AccountState.INVITED,
        language=language,
        made_at=timezone.now(),
    )
    user.email, user.name = email, name
    user.nationalities = ",".join(checked_nationalities(nationalities))
    user.set_unusable_password()
    user.save(force_insert=True)
    blind.enter(user.pk, NAME, [name])
    return user


@transaction.atomic
def close_account(user: User, *, by: Actor | None) -> None:
    """
    Close an account for good: nobody can sign in, and who it was cannot be read any more.

    Its code stays in the trail. Its address may be invited again, to another account.

    :raises Refused: if `by` may not manage accounts, or it is closed already.
    """
    acting, now = who_manages(by), timezone.now()
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.state == AccountState.CLOSED:
        raise Refused(_("This account is closed already."))
    user.state, user.closed_at = AccountState.CLOSED, now
    user.set_unusable_password()
    # The digest of an address can be tried against addresses; nothing of the kind is kept.
    user.sign_in = f"closed:{uuid.uuid4().hex}"
    user.save(update_fields=["state", "closed_at", "password", "sign_in"])
    Session.objects.filter(user=user).delete()
    Invitation.objects.filter(user=user, used_at=None, voided_at=None).update(voided_at=now)
    remove_every_factor(user)
    blind.forget(user.pk)
    record(ACCOUNT_CLOSED, by=acting, about=user.code)
    # Last, and only if all else stands: a key cannot be brought back.
    transaction.on_commit(lambda: keystore.destroy(user.pk, at=now))


def checked_address(address: str) -> str:
    """Return an e-mail address without the spaces around it. :raises Refused: if it is none."""
    address = address.strip()
    try:
        validate_email(folded(address))
    except ValidationError:
        raise Refused(_("This is not an e-mail address.")) from None
    if len(address) > _LONGEST_ADDRESS or not address.isprintable():
        raise Refused(_("This is not an e-mail address."))
    return address


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise Refused(_("A name has between one and {count} characters."), count=_LONGEST_NAME)
    return name


def checked_nationalities(nationalities: tuple[str, ...]) -> list[str]:
    codes = sorted({one.strip().upper() for one in nationalities if one.strip()})
    if not all(_NATIONALITY.fullmatch(one) for one in codes):
        raise Refused(_("A nationality is given by the three letters of its State: FRA."))
    return codes
