"""
Second factors: one-time codes, recovery codes and passkeys, kept by allauth's engine.

Here is what that engine leaves to us: whose secrets are sealed with which key, a code that works
once in every process, who must have a second factor, and what the trail says of it.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from django.db import IntegrityError, transaction
from django.db.models import UUIDField
from django.utils import timezone

from amparo.access import queries
from amparo.access.events import (
    RECOVERY_CODE_USED,
    RECOVERY_CODES_MADE,
    SECOND_FACTOR_ADDED,
    SECOND_FACTOR_REMOVED,
    SECOND_FACTOR_RESET,
)
from amparo.access.models import Session, SpentCode, User
from amparo.access.permissions import Actor
from amparo.audit.actions import record
from amparo.core.questions import Question, given
from amparo.vault import keystore
from amparo.vault.envelope import open_sealed, seal

from .digests import keyed
from .managing import who_manages

SET_UP_PAGE = "entrance:factors"

Kind = Authenticator.Type
_WORDS = {Kind.TOTP: "app", Kind.WEBAUTHN: "passkey", Kind.RECOVERY_CODES: "recovery-codes"}
_SPENT_FOR = timedelta(minutes=10)  # much longer than a code is good for

_whose: ContextVar[User] = ContextVar("whose")


# Who must have one.

_SET_UP = Question(
    lambda: Authenticator.objects.filter(
        user=given("person", UUIDField()), type__in=(Kind.TOTP, Kind.WEBAUTHN)
    ).values_list("pk", flat=True)
)


def must_have_second_factor(user: User) -> bool:
    """Test whether this person may not work without a second factor."""
    return queries.holds_staff_role(user, timezone.now())


def has_second_factor(user: User) -> bool:
    """Test whether an app or a passkey is set up; recovery codes alone are none."""
    return bool(_SET_UP.answers(person=user.pk))


def kinds_of(user: User) -> set[str]:
    """Return the kinds of second factor of an account: "totp", "webauthn", "recovery_codes"."""
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def factors_of(user: User) -> list[Authenticator]:
    """Return the app and the passkeys of an account, the oldest first."""
    found = Authenticator.objects.filter(user=user, type__in=(Kind.TOTP, Kind.WEBAUTHN))
    return list(found.order_by("created_at", "pk"))


def lacks_second_factor(user: User, actor: Actor | None = None) -> bool:
    """
    Test whether this person must set up a second factor before anything else.

    `actor` is the person as they act, where that is known already.
    """
    must = must_have_second_factor(user) if actor is None else queries.is_staff(actor)
    return must and not has_second_factor(user)


# What is sealed, and for whom.


@contextmanager
def sealed_for(user: User) -> Iterator[None]:
    """Let the engine seal and open the secrets of this account in the body, and of no other."""
    token = _whose.set(user)
    try:
        yield
    finally:
        _whose.reset(token)


def seal_secret(text: str) -> str:
    """Seal a secret of the account at hand with its own key."""
    user = _whose.get()
    sealed = seal(keystore.make_key(user.pk), text.encode(), bound_to=_place(user))
    return b64encode(sealed).decode()


def open_secret(sealed: str) -> str:
    """Open a secret of the account at hand. :raises Unreadable: if it is another's."""
    user = _whose.get()
    key = keystore.key_of(user.pk)
    return open_sealed(key, b64decode(sealed), bound_to=_place(user)).decode()


def _place(user: User) -> tuple[str, str]:
    return "access.second-factor", str(user.pk)


# Codes.


def code_is_right(user: User, code: str) -> bool:
    """
    Test whether this is a code of the app, or a recovery code; either is spent by asking.

    :returns: whether it was right and had not been used before.
    """
    with sealed_for(user), transaction.atomic():
        for one in Authenticator.objects.filter(user=user, type=Kind.TOTP):
            if OnceOnly(one).validate_code(code):
                one.record_usage()
                return True
        for one in Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES):
            codes = RecoveryCodes(one)
            if codes.validate_code(code):
                codes.instance.record_usage()
                record(RECOVERY_CODE_USED, by=user.code, left=len(codes.get_unused_codes()))
                return True
    return False


class OnceOnly(TOTP):
    """The engine's app codes, each good once: remembered in the database, not in one process."""

    def _mark_code_used(self, code: str) -> bool:
        digest = keyed("code", str(self.instance.user_id), normalize_user_code(code))
        now = timezone.now()
        SpentCode.objects.filter(spent_at__lt=now - _SPENT_FOR).delete()
        try:
            with transaction.atomic():
                SpentCode.objects.create(digest=digest, spent_at=now)
        except IntegrityError:
            return False
        return True


@transaction.atomic
def add_app(user: User, secret: str, code: str) -> bool:
    """Set up an app whose first code proves that it has the secret; return whether it did."""
    if not validate_totp_code(secret, code):
        return False
    # Locked, so that two at once do not each set one up.
    User.objects.select_for_update().get(pk=user.pk)
    if Authenticator.objects.filter(user=user, type=Kind.TOTP).exists():
        return False
    with sealed_for(user):
        added = TOTP.activate(user, secret).instance
        OnceOnly(added)._mark_code_used(code)
    factor_added(user, added)
    return True


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Make ten new recovery codes and forget those before; they are shown this once."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
    with sealed_for(user):
        codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    record(RECOVERY_CODES_MADE, by=user.code)
    return [f"{one[:4]}-{one[4:8]}-{one[8:]}" for one in codes]


def recovery_codes_left(user: User) -> int | None:
    """Return how many recovery codes are unused, or None if there never were any."""
    one = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).first()
    if one is None:
        return None
    with sealed_for(user):
        return len(RecoveryCodes(one).get_unused_codes())


# Coming and going.


def factor_added(user: User, factor: Authenticator) -> None:
    """Leave the line that a second factor was added."""
    record(SECOND_FACTOR_ADDED, by=user.code, factor=_WORDS[Kind(factor.type)])


@transaction.atomic
def remove_factor(user: User, factor: Authenticator) -> None:
    """Remove one's own app or passkey; with the last of them the recovery codes go too."""
    factor.delete()
    if not has_second_factor(user):
        Authenticator.objects.filter(user=user).delete()
    record(SECOND_FACTOR_REMOVED, by=user.code, factor=_WORDS[Kind(factor.type)])


def remove_every_factor(user: User) -> None:
    """Remove whatever an account proves itself with besides a password."""
    Authenticator.objects.filter(user=user).delete()


@transaction.atomic
def reset_second_factor(user: User, *, by: Actor | None) -> None:
    """
    Take away every second factor of somebody who lost them, and end all their sessions.

    An administrator's act: whoever only holds the mailbox cannot do it.

    :raises Refused: if `by` may not manage accounts.
    """
    acting = who_manages(by)
    remove_every_factor(user)
    Session.objects.filter(user=user).delete()
    record(SECOND_FACTOR_RESET, by=acting, about=user.code)
