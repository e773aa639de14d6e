"""Accounts for tests: people with names, and a password hash that takes no time."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from amparo.access.accounts.opening import make_account
from amparo.access.accounts.second_factor import add_app
from amparo.access.models import AccountState, User
from amparo.audit.models import Line

PASSWORD = "four quiet lanterns drift"
_WAYS_IN = [(302, one) for one in ("/account/", "/desk/", "/mission/")]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class QuickArgon2(Argon2PasswordHasher):
    """Argon2id, but cheap: what is tested is who asks for it, not what it withstands."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1


def person(
    email: str = "amina@example.org",
    name: str = "Amina Diallo",
    *,
    password: str | None = PASSWORD,
    state: AccountState = AccountState.ACTIVE,
    nationalities: tuple[str, ...] = (),
) -> User:
    """Return somebody with an account, active unless said otherwise."""
    user = make_account(email=email, name=name, nationalities=nationalities)
    if password is not None:
        user.set_password(password)
    user.state = state
    user.save()
    return user


def code_now(secret: str = SECRET, *, steps: int = 0) -> str:
    """Return the code that an app shows now, or some steps of half a minute away."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(user: User) -> User:
    """Set up an app for somebody; its code of the step before is spent by that."""
    assert add_app(user, SECRET, code_now(steps=-1))
    return user


def browser(**headers: str) -> Client:
    """Return a browser that nobody has signed in with, and that checks forms as a server does."""
    return Client(headers={"user-agent": FIREFOX, **headers}, enforce_csrf_checks=False)


def signed_in(user: User, password: str = PASSWORD) -> Client:
    """Return a browser in which somebody signed in with a password."""
    client = browser()
    sent = {"email": user.email, "password": password}
    response = client.post("/sign-in/", sent)
    assert (response.status_code, response["Location"]) in _WAYS_IN
    return client


def trail() -> list[tuple[str, str, str]]:
    """Return what the trail says, in order: event, by whom, outcome."""
    return list(Line.objects.order_by("at", "pk").values_list("event", "by", "outcome"))
