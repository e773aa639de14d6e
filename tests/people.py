"""
People for tests of the inside, each with a real account, posts, a second factor and a browser.

Amina the registrar, Bruno the member, Chidi the outsider, Dora the administrator, Emil the auditor.
"""

from __future__ import annotations

from datetime import UTC, datetime

from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from amparo.access import actions
from amparo.access.accounts.opening import make_account
from amparo.access.accounts.second_factor import sealed_for
from amparo.access.accounts.sessions import METHODS
from amparo.access.models import AccountState, User
from amparo.access.permissions import ROLES, Actor, Post, Role
from amparo.access.queries import actor_of

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NAMES = {
    "amina": "Amina Diallo",
    "bruno": "Bruno Sitoe",
    "chidi": "Chidi Okafor",
    "dora": "Dora Weiss",
    "emil": "Emil Novak",
}
_INVITING = Actor("tests", (Post(Role.ADMINISTRATOR),))


def make_person(
    hint: str, *posts: Post | Role, nationalities: tuple[str, ...] = (), language: str = "en"
) -> User:
    """
    Return somebody with an active account that holds these posts since long ago.

    `hint` makes the address and the name; whoever is staff has a second factor set up.
    """
    name = NAMES.get(hint, hint.capitalize())
    user = make_account(
        email=f"{hint}@example.org", name=name, nationalities=nationalities, language=language
    )
    user.state = AccountState.ACTIVE
    user.save()
    held = [Post(one) if isinstance(one, Role) else one for one in posts]
    for post in held:
        actions.appoint(
            user, post.role, body=post.body, state=post.state, by=_INVITING, at=LONG_AGO
        )
    if any(ROLES[post.role].staff for post in held):
        with_second_factor(user)
    return user


def with_second_factor(user: User) -> User:
    """Set up an app for somebody."""
    with sealed_for(user):
        TOTP.activate(user, SECRET)
    return user


def browser_of(user: User, *, checks_forms: bool = False) -> Client:
    """
    Return a browser in which somebody is signed in, as after a password and a code.

    It `checks_forms` against forgery, as a server does, where a test is about that.
    """
    client = Client(enforce_csrf_checks=checks_forms)
    client.force_login(user)
    session = client.session
    session[METHODS] = [{"method": "password"}, {"method": "mfa", "type": "code"}]
    session.save()
    return client


def acting(user: User) -> Actor:
    """Return who somebody is to the program now."""
    return actor_of(user, timezone.now())


def amina() -> User:
    """Return the registrar."""
    return make_person("amina", Role.REGISTRAR)


def bruno() -> User:
    """Return the member, of the nationality of Mozambique."""
    return make_person("bruno", Role.MEMBER, nationalities=("MOZ",))


def chidi() -> User:
    """Return the outsider: the focal point of Mozambique."""
    return make_person("chidi", Post(Role.STATE_FOCAL_POINT, state="MOZ"))


def dora() -> User:
    """Return the administrator."""
    return make_person("dora", Role.ADMINISTRATOR)


def emil() -> User:
    """Return the auditor."""
    return make_person("emil", Role.AUDITOR)
