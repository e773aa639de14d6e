"""
The door to every list: which rows of a table of matters a person may know of.

The same as `rules.need_to_know.roles_for`, said to the database; a test holds both to agree. The
table is any that has the columns `procedure`, `body`, `states`, `shared`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from .models import Grant
from .permissions import ROLES, Actor, Permission, Post, Reach, Role
from .rules.need_to_know import DECIDING, is_apart

Rows = TypeVar("Rows", bound=QuerySet[Any])


def visible(matters: Rows, actor: Actor, at: datetime) -> Rows:
    """Return those of these matters of which the actor may know at a moment."""
    if is_apart(actor):
        return matters.none()
    reached = Q(pk__in=[])
    for post in actor.posts:
        reached |= _reached(post)
    if actor.account is not None:
        reached |= _granted(actor, at)
    return matters.filter(_without_own_states(reached, actor))


@dataclass(frozen=True, slots=True)
class Part:
    """
    What is so of the matters that a role reaches: recusal apart, with it, and where no role before
    it reaches them.
    """

    role: Role
    reach: Q
    reached: Q
    alone: Q


def parts(actor: Actor, at: datetime) -> Iterator[Part]:
    """
    Yield what is so of what `visible` returns in parts, one for each role by which it is reached.

    A page of a long list is found along one index in each part; in all of it together, the database
    would put everything in order first.
    """
    before: Q | None = None
    for role, reach in reaches(actor, at):
        reached = _without_own_states(reach, actor)
        yield Part(role, reach, reached, reached if before is None else reached & ~before)
        before = reach if before is None else before | reach


def reaches_from_outside(actor: Actor, at: datetime) -> Iterator[tuple[frozenset[Role], Q]]:
    """
    Yield each set of outsiders' roles of an actor with what is so of the matters that are shared
    with them in just these.

    What they know from inside is in none of them; nor is what another role ties them from.
    """
    outside: dict[Role, Q] = {}
    for role, reached in reaches(actor, at):
        if ROLES[role].outsider:
            outside[role] = outside[role] | reached if role in outside else reached
    barred = kept_from_outside(actor, at)
    for size in range(1, len(outside) + 1):
        for some in combinations(sorted(outside), size):
            found = ~barred
            for role, reached in outside.items():
                found &= reached if role in some else ~reached
            yield frozenset(some), found


def kept_from_outside(actor: Actor, at: datetime) -> Q:
    """
    Return what is so of the matters that an actor does not see as an outsider, whatever is shared.

    They know them from inside, or another role of theirs ties them.
    """
    barred = Q()
    for role, reached in reaches(actor, at):
        if not ROLES[role].outsider:
            barred |= reached
    if actor.roles & DECIDING:
        for state in sorted(actor.nationalities):
            barred |= concerns(state)
    return barred


def outlooks_reached(role: Role, actor: Actor, at: datetime) -> Iterator[Q]:
    """
    Yield what is so of the outlooks on what somebody reaches as an outsider in this role.

    The table has a row for each State concerned, and none for a role it is not shared with.
    """
    terms = ROLES[role]
    for post in actor.posts:
        if post.role is role and terms.outsider and terms.reach is Reach.STATE and post.state:
            reached = Q(state=post.state)
            if post.body:
                reached &= Q(matter__body=post.body)
            if terms.procedures:
                reached &= Q(procedure__in=sorted(terms.procedures))
            yield reached
    if role in actor.own_roles and terms.outsider and actor.account is not None:
        theirs = _grants(actor, at).filter(role=role.value).values("matter")
        yield Q(main=True, matter__in=theirs)


def reaches(actor: Actor, at: datetime) -> Iterator[tuple[Role, Q]]:
    """Yield each role of an actor with what is so of the matters that it reaches, recusal apart."""
    if is_apart(actor):
        return
    for post in actor.posts:
        if ROLES[post.role].reach in (Reach.BODY, Reach.STATE):
            yield post.role, _reached(post)
    if actor.account is not None:
        for role in sorted(actor.own_roles):
            if role in _INSIDERS or ROLES[role].outsider:
                yield role, _granted_as(role, actor, at)


def _reached(post: Post) -> Q:
    terms = ROLES[post.role]
    match terms.reach:
        case Reach.BODY:
            found = Q()
        case Reach.STATE if post.state:
            found = concerns(post.state) & Q(shared__contains=f"|{post.role.value}|")
        case _:
            return Q(pk__in=[])
    if post.body:
        found &= Q(body=post.body)
    if terms.procedures:
        found &= Q(procedure__in=sorted(terms.procedures))
    return found or ~Q(pk__in=[])


def _granted(actor: Actor, at: datetime) -> Q:
    """Return what is granted by name; to an outsider, as far as it is shared with the role."""
    # Listed once and not looked for in every row, and only where there is any: see bench/access.py.
    if not actor.own_roles:
        return Q(pk__in=[])
    found = Q(pk__in=_grants(actor, at).filter(role__in=sorted(_INSIDERS)).values("matter"))
    for role in sorted(role for role in actor.own_roles if ROLES[role].outsider):
        found |= _granted_as(role, actor, at)
    return found


def _granted_as(role: Role, actor: Actor, at: datetime) -> Q:
    theirs = Q(pk__in=_grants(actor, at).filter(role=role.value).values("matter"))
    return theirs & Q(shared__contains=f"|{role.value}|") if ROLES[role].outsider else theirs


def _grants(actor: Actor, at: datetime) -> QuerySet[Grant]:
    return Grant.objects.running(at).filter(user=actor.account)


def _without_own_states(reached: Q, actor: Actor) -> Q:
    """Leave out what concerns the State of a deciding person's nationality (TB-EL-5)."""
    if actor.roles & DECIDING:
        for state in sorted(actor.nationalities):
            reached &= ~concerns(state)
    return reached


def concerns(state: str) -> Q:
    """Return what is so of matters that concern a State: by its column where there is only one."""
    return Q(state=state) | Q(state="", states__contains=f"|{state}|")


_INSIDERS = frozenset(
    role
    for role, terms in ROLES.items()
    if not terms.outsider and Permission.MATTERS_SEE in terms.may
)
