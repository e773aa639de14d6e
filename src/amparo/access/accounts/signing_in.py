"""Signing in and out: each way in, what it leaves in the trail, and how lately it was done."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.contrib.auth import logout as end_session
from django.http import HttpRequest, HttpResponse

from amparo.access.events import NOBODY, SIGN_IN_REFUSED, SIGNED_IN, SIGNED_OUT
from amparo.access.models import User
from amparo.audit.actions import record
from amparo.audit.events import Outcome
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from . import lockout, second_factor
from .agents import coarse
from .digests import sign_in_of
from .sessions import AGENT, METHODS, used_second_factor

CONFIRMED_AT = "confirmed_at"
CONFIRMED_FOR = 10 * 60  # seconds for which a change that matters needs no new proof
REFUSED = _(
    "You could not be signed in. Check the address and the password. After several failures,"
    " wait some minutes before you try again, or use a passkey."
)
CODE_REFUSED = _(
    "This code is not right, or was used already. After several failures, wait some minutes."
)


def with_password(request: HttpRequest, address: str, password: str) -> User:
    """
    Return the account with this address and password.

    :raises Refused: with one and the same sentence, whatever the reason.
    """
    allowances = lockout.of_sign_in(request, sign_in_of(address))
    if not lockout.draw(allowances):
        refuse(_user_by(address), method="password", reason="waiting")
        raise Refused(REFUSED)
    user = authenticate(request, username=address, password=password)
    if not isinstance(user, User):
        refuse(_user_by(address), method="password", reason="wrong")
        raise Refused(REFUSED)
    lockout.give_back(allowances)
    record_authentication(request, user, method="password")
    return user


def with_code(request: HttpRequest, user: User, code: str) -> None:
    """
    Prove a second factor by a code, when signing in or before a change that matters.

    :raises Refused: if the code is wrong or spent, or there were too many failures.
    """
    allowances = [lockout.of_second_factor(user)]
    if not lockout.draw(allowances):
        refuse(user, method="code", reason="waiting")
        raise Refused(CODE_REFUSED)
    if not second_factor.code_is_right(user, code):
        refuse(user, method="code", reason="wrong")
        raise Refused(CODE_REFUSED)
    lockout.forget(allowances)
    record_authentication(request, user, method="mfa", type="code")


def with_passkey(request: HttpRequest, factor: Authenticator, *, alone: bool) -> None:
    """Note that a passkey proved who this is: `alone`, or as a second factor."""
    factor.record_usage()
    record_authentication(
        request, factor.user, method="mfa", type="webauthn", passwordless=alone or None
    )


def enter(request: HttpRequest, user: User, *, then: str = "") -> HttpResponse:
    """Go on to the second factor if the account has one and it is not proved yet, else sign in."""
    return perform_login(request, Login(user=user, redirect_url=then or None))


def entered(request: HttpRequest, user: User) -> None:
    """Note on the session and in the trail that somebody is signed in."""
    request.session[AGENT] = coarse(request.headers.get("User-Agent", ""))
    confirm(request)
    # Somebody who tries address after address leaves a count for each; they do not pile up.
    lockout.clear_forgotten()
    record(SIGNED_IN, by=user.code, method=_method(request))


def sign_out(request: HttpRequest) -> None:
    """End this session."""
    if request.user.is_authenticated:
        record(SIGNED_OUT, by=request.user.code)
    end_session(request)


def refuse(user: User | None, *, method: str, reason: str) -> None:
    """Leave the line of a refusal; of an unknown address it says nothing."""
    by = user.code if user is not None else NOBODY
    record(SIGN_IN_REFUSED, by=by, outcome=Outcome.REFUSED, method=method, reason=reason)


# How lately somebody proved who they are.


def confirm(request: HttpRequest) -> None:
    """Note that somebody proved just now who they are."""
    request.session[CONFIRMED_AT] = int(time.time())


def confirmed_lately(request: HttpRequest) -> bool:
    """Test whether somebody proved who they are so lately that a change may go ahead."""
    return 0 <= time.time() - request.session.get(CONFIRMED_AT, 0) < CONFIRMED_FOR


def confirm_with_password(request: HttpRequest, user: User, password: str) -> None:
    """
    Prove again who one is, by the password; drawn from the same allowance as signing in.

    :raises Refused: if it is wrong.
    """
    allowances = lockout.of_sign_in(request, user.sign_in)
    if not lockout.draw(allowances) or not _is_password_of(user, password):
        refuse(user, method="password", reason="confirming")
        raise Refused(_("This is not your password."))
    lockout.give_back(allowances)
    confirm(request)


def _is_password_of(user: User, password: str) -> bool:
    return len(password) <= 128 and "\0" not in password and user.check_password(password)


def _user_by(address: str) -> User | None:
    return User.objects.filter(sign_in=sign_in_of(address)).only("id", "code").first()


def _method(request: HttpRequest) -> str:
    methods = request.session.get(METHODS, [])
    first = methods[0]["method"] if methods else "link"
    if any(one.get("passwordless") for one in methods):
        return "passkey"
    names = {"socialaccount": "provider"}
    first = names.get(first, first)
    return f"{first}+second-factor" if first != "mfa" and used_second_factor(methods) else first
