"""The accounts as an administrator sees them: who there is, and what one of them holds and held."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from amparo.access import events
from amparo.access.models import AccountState, Appointment, Invitation, Session, User
from amparo.access.permissions import Actor, Permission, Role
from amparo.audit.actions import record
from amparo.audit.models import Line
from amparo.core.errors import NotVisible, Refused
from amparo.core.words import gettext_noop as _
from amparo.vault import blind
from amparo.vault.fields import open_all, opened

from .digests import sign_in_of
from .second_factor import Kind, kinds_of

PAGE = 50
FOUND_AT_MOST = 50
_CODE = re.compile(r"P-[0-9A-Z]+")


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds, or once held."""

    number: int
    role: Role
    body: str
    state: str
    since: datetime
    until: datetime | None
    given_by: str
    ended_by: str


@dataclass(frozen=True, slots=True)
class Person:
    """One account in a list; of a closed one, nobody knows the name any more."""

    code: str
    name: str
    state: AccountState
    roles: tuple[Held, ...]
    has_second_factor: bool
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Account:
    """One account with all that is kept of it but its secrets."""

    code: str
    name: str
    email: str
    nationalities: tuple[str, ...]
    language: str
    state: AccountState
    made_at: datetime
    closed_at: datetime | None
    seen_at: datetime | None
    factors: frozenset[str]
    browsers: int
    link_until: datetime | None
    holds: tuple[Held, ...]
    held: tuple[Held, ...]


def people(
    *,
    by: Actor,
    at: datetime,
    state: AccountState | None = None,
    role: Role | None = None,
    before: str = "",
    limit: int = PAGE,
) -> list[Person]:
    """
    Return the accounts made last, and with `before`, those that follow the one with that code.

    :raises Refused: if there is no account with the code to read on from.
    """
    rows = User.objects.all()
    if state:
        rows = rows.filter(state=state.value)
    if role:
        running = Appointment.objects.running(at).filter(user=OuterRef("pk"), role=role.value)
        rows = rows.filter(Exists(running))
    if before:
        last = User.objects.filter(code=before).values_list("made_at", flat=True).first()
        if last is None:
            raise Refused(_("This is not a place in the list."))
        rows = rows.filter(made_at__lte=last).exclude(made_at=last, code__gte=before)
    return _listed(rows.order_by("-made_at", "-code")[:limit], by, at)


def people_found(asked: str, *, by: Actor, at: datetime) -> list[Person]:
    """
    Return the accounts with this e-mail address, this code, or all these words in their name.

    Address and name are looked for by their keyed digests; what is asked for is kept nowhere.
    """
    asked = asked.strip()
    named = blind.holders_of(asked, form=blind.WORD)
    found = Q(pk__in=named) | Q(sign_in=sign_in_of(asked))
    # A name is not sent to the database as it is: some keep a log of what they are asked.
    if _CODE.fullmatch(asked.upper()):
        found |= Q(code=asked.upper())
    rows = User.objects.filter(found).order_by("-made_at", "-code")
    return _listed(rows[:FOUND_AT_MOST], by, at)


def account_of(code: str, *, by: Actor, at: datetime) -> Account:
    """Return one account, and remember that it was read. :raises NotVisible: if there is none."""
    user = user_of(code, at)
    roles = _roles([user], at, ended=True)[user.pk]
    record(
        events.ACCOUNT_READ,
        by=by.name,
        about=user.code,
        permission=Permission.ACCOUNTS_MANAGE,
        at=at,
    )
    link = Invitation.objects.filter(user=user, used_at=None, voided_at=None, ends_at__gt=at)
    return Account(
        code=user.code,
        name=opened(user, "name") or "",
        email=opened(user, "email") or "",
        nationalities=tuple(one for one in (opened(user, "nationalities") or "").split(",") if one),
        language=user.language,
        state=AccountState(user.state),
        made_at=user.made_at,
        closed_at=user.closed_at,
        seen_at=_seen_at(user),
        factors=frozenset(kinds_of(user)),
        browsers=Session.objects.filter(user=user, ends_at__gt=at).count(),
        link_until=link.values_list("ends_at", flat=True).first(),
        holds=tuple(one for one in roles if one.until is None or one.until > at),
        held=tuple(one for one in roles if one.until is not None and one.until <= at),
    )


def user_of(code: str, at: datetime | None = None) -> User:
    """Return the account with a code. :raises NotVisible: if there is none."""
    rows = _with_seen(User.objects.filter(code=code)) if at else User.objects.filter(code=code)
    user = rows.first()
    if user is None:
        raise NotVisible("There is no such account.")
    return user


def post_of(code: str, number: int) -> Appointment:
    """Return a role of an account by its number. :raises NotVisible: if there is none such."""
    post = Appointment.objects.filter(pk=number, user__code=code).select_related("user").first()
    if post is None:
        raise NotVisible("There is no such role.")
    return post


def held(post: Appointment) -> Held:
    """Return a role as it is shown."""
    return Held(
        number=post.pk,
        role=Role(post.role),
        body=post.body,
        state=post.state,
        since=post.since,
        until=post.until,
        given_by=post.given_by,
        ended_by=post.ended_by,
    )


def _listed(rows: QuerySet[User], by: Actor, at: datetime) -> list[Person]:
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=(Kind.TOTP, Kind.WEBAUTHN))
    users = list(
        _with_seen(rows)
        .annotate(has_second_factor=Exists(factors))
        .only("id", "code", "name", "state", "made_at")
    )
    # The address is opened where it is needed, and a list does not need it.
    open_all(users)
    roles = _roles(users, at)
    record(
        events.ACCOUNTS_LISTED,
        by=by.name,
        permission=Permission.ACCOUNTS_MANAGE,
        at=at,
        count=len(users),
    )
    return [
        Person(
            code=one.code,
            name=opened(one, "name") or "",
            state=AccountState(one.state),
            roles=tuple(roles[one.pk]),
            has_second_factor=one.has_second_factor,
            seen_at=_seen_at(one),
        )
        for one in users
    ]


def _roles(
    users: Iterable[User], at: datetime, *, ended: bool = False
) -> defaultdict[object, list[Held]]:
    posts = Appointment.objects.all() if ended else Appointment.objects.running(at)
    found: defaultdict[object, list[Held]] = defaultdict(list)
    for one in posts.filter(user__in=[user.pk for user in users]).order_by("since", "pk"):
        found[one.user_id].append(held(one))
    return found


def _with_seen(rows: QuerySet[User]) -> QuerySet[User]:
    """Add when an account was last seen: in a session that lives, or signing in."""
    sessions = Session.objects.filter(user=OuterRef("pk")).order_by("-seen_at")
    lines = Line.objects.filter(by=OuterRef("code"), event=events.SIGNED_IN.name)
    return rows.annotate(
        in_session_at=Subquery(sessions.values("seen_at")[:1]),
        signed_in_at=Subquery(lines.order_by("-at", "-pk").values("at")[:1]),
    )


def _seen_at(user: User) -> datetime | None:
    seen = [one for one in (user.in_session_at, user.signed_in_at) if one is not None]  # type: ignore[attr-defined]
    return max(seen, default=None)
