"""Who a person is: the actor behind an account, the roles given to them in one matter."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import BigIntegerField, DateTimeField, UUIDField

from amparo.core.questions import Question, given, several

from .models import Appointment, Grant, User
from .permissions import ROLES, Actor, Post, Role

# Of more matters than this, what somebody holds in any is read faster than what they hold in these.
_NAMED_AT_MOST = 500
# Asked anew on every page: who somebody is holds for one request.
_AT, _PERSON = given("at", DateTimeField()), given("person", UUIDField())
_POSTS = Question(
    lambda: (
        Appointment.objects.running(_AT)
        .filter(user=_PERSON)
        .order_by("pk")
        .values_list("role", "body", "state")
    )
)
_OWN_ROLES = Question(
    lambda: (
        Grant.objects.running(_AT).filter(user=_PERSON).values_list("role", flat=True).distinct()
    )
)
_ROLES_IN_ONE = Question(
    lambda: (
        Grant.objects.running(_AT)
        .filter(user=_PERSON, matter=given("matter", BigIntegerField()))
        .values_list("role", flat=True)
    )
)
_ROLES_IN_SOME = Question(
    lambda: (
        Grant.objects.running(_AT)
        .filter(user=_PERSON, matter__in=several("matters", BigIntegerField()))
        .values_list("matter_id", "role")
    )
)
_ROLES_IN_ANY = Question(
    lambda: Grant.objects.running(_AT).filter(user=_PERSON).values_list("matter_id", "role")
)


def actor_of(user: User, at: datetime) -> Actor:
    """Return an account as it acts at a moment: the posts it holds, its grants, its recusals."""
    posts = _POSTS.answers(at=at, person=user.pk)
    own = _OWN_ROLES.answers(at=at, person=user.pk)
    return Actor(
        name=user.code,
        posts=tuple(Post(Role(role), body, state) for role, body, state in posts),
        nationalities=frozenset(user.nationalities.split(",")) - {""},
        account=user.pk,
        own_roles=frozenset(Role(role) for role in own),
    )


def holds_staff_role(user: User, at: datetime) -> bool:
    """Test whether somebody holds a role of those who must sign in with a second factor."""
    return is_staff(actor_of(user, at))


def is_staff(actor: Actor) -> bool:
    """Test whether one of an actor's roles is one of those who must have a second factor."""
    return any(ROLES[role].staff for role in actor.roles)


def roles_granted_by_matter(
    actor: Actor, matters: Collection[int], at: datetime
) -> dict[int, frozenset[Role]]:
    """Return the roles given to an actor in single matters of these keys, as in force."""
    if actor.account is None or not actor.own_roles or not matters:
        return {}
    if len(matters) > _NAMED_AT_MOST:
        return grants_of(actor, at)
    return _by_matter(_ROLES_IN_SOME.answers(at=at, person=actor.account, matters=matters))


def grants_of(actor: Actor, at: datetime) -> dict[int, frozenset[Role]]:
    """Return the roles given to an actor in single matters, by the matter's key, as in force."""
    if actor.account is None or not actor.own_roles:
        return {}
    return _by_matter(_ROLES_IN_ANY.answers(at=at, person=actor.account))


def _by_matter(rows: Iterable[tuple[int, str]]) -> dict[int, frozenset[Role]]:
    found: dict[int, frozenset[Role]] = {}
    for matter, role in rows:
        found[matter] = found.get(matter, frozenset()) | {Role(role)}
    return found


def roles_granted(actor: Actor, matter: int, at: datetime) -> frozenset[Role]:
    """Return the roles given to an actor in one matter, named by its key, as in force."""
    if actor.account is None:
        return frozenset()
    running = _ROLES_IN_ONE.answers(at=at, person=actor.account, matter=matter)
    return frozenset(Role(role) for role in running)
