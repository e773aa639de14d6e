"""Passkeys: allauth's engine for WebAuthn, asked so that whatever it is sent ends in a refusal."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from amparo.access.models import User
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from . import signing_in
from .second_factor import Kind, factor_added

MOST_PASSKEYS = 10
REFUSED = _("The passkey was not recognized. Try again, or sign in another way.")
_LONGEST = 20_000
# What the engine and its libraries raise for what is not what they expect.
_UNEXPECTED = (ValidationError, ValueError, TypeError, KeyError, AttributeError, IndexError)


def offer(user: User) -> dict[str, Any]:
    """Return what the browser needs to make a passkey for this account."""
    options: dict[str, Any] = auth.begin_registration(user, passwordless=True)
    return options


@transaction.atomic
def add(user: User, text: str) -> Authenticator:
    """
    Keep a passkey that the browser made. It must be one that verifies its holder.

    :raises Refused: if it is not what was asked for, or there are too many.
    """
    if Authenticator.objects.filter(user=user, type=Kind.WEBAUTHN).count() >= MOST_PASSKEYS:
        raise Refused(_("An account has at most {count} passkeys."), count=MOST_PASSKEYS)
    credential = _read(text)
    try:
        auth.parse_registration_response(credential)
        bound = auth.complete_registration(credential)
    except _UNEXPECTED:
        raise Refused(_("The passkey could not be added. Try again.")) from None
    if not bound.is_user_verified():
        raise Refused(_("This passkey does not ask who holds it. Use another."))
    kept = {name: credential[name] for name in ("id", "rawId", "type", "response")}
    kept["clientExtensionResults"] = {"credProps": {"rk": True}}
    number = Authenticator.objects.filter(user=user, type=Kind.WEBAUTHN).count() + 1
    factor: Authenticator = auth.WebAuthn.add(user, str(number), kept).instance
    factor_added(user, factor)
    return factor


def challenge(user: User | None = None) -> dict[str, Any]:
    """Return what the browser needs to prove a passkey: of this account, or of any."""
    options: dict[str, Any] = auth.begin_authentication(user)
    return options


def recognize(request: HttpRequest, text: str, user: User | None = None) -> Authenticator:
    """
    Return the passkey that was proved: one of `user`, or of whoever it belongs to.

    Failures are not counted: a passkey cannot be guessed, and so it is the way in that nobody can
    close to somebody else.

    :raises Refused: if it is none of ours, or its account is not open.
    """
    holder = user
    try:
        response = _read(text)
        auth.parse_authentication_response(response)
        if holder is None:
            holder = auth.extract_user_from_response(response)
        factor: Authenticator = auth.complete_authentication(holder, response)
    except (*_UNEXPECTED, Refused):
        signing_in.refuse(holder, method="passkey", reason="wrong")
        raise Refused(REFUSED) from None
    if not holder.is_active:
        signing_in.refuse(holder, method="passkey", reason="closed")
        raise Refused(REFUSED)
    factor.user = holder
    return factor


def _read(text: str) -> dict[str, Any]:
    if len(text) > _LONGEST:
        raise Refused(REFUSED)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(REFUSED) from None
    if not isinstance(found, dict):
        raise Refused(REFUSED)
    return found
