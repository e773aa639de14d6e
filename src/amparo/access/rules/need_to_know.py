"""
Need-to-know: which roles a person holds towards one matter, and what may be read there.

Lists ask the same of the database (`Matter.objects.visible_to`); a test holds both to agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from amparo.access.permissions import ROLES, Actor, Permission, Post, Reach, Role
from amparo.core.confidentiality import Confidentiality

_RANK = {level: rank for rank, level in enumerate(Confidentiality)}
DECIDING = frozenset({Role.MEMBER, Role.HEAD_OF_DELEGATION, Role.RAPPORTEUR})


@dataclass(frozen=True, slots=True)
class Concern:
    """What about a matter decides who may know of it. `shared` are the roles it is shared with."""

    procedure: str
    body: str
    states: frozenset[str] = frozenset()
    shared: frozenset[Role] = frozenset()


def is_recused(actor: Actor, states: Iterable[str], granted: Iterable[Role] = ()) -> bool:
    """
    Test whether the actor must have no part in a matter that concerns these States.

    It does not help to hold another role beside, or to be granted access: the tie is the person's.

    Source: TB-EL-5, SPT-VIS-4.
    """
    decides = (actor.roles | frozenset(granted)) & DECIDING
    return bool(decides) and not actor.nationalities.isdisjoint(states)


def is_apart(actor: Actor) -> bool:
    """
    Test whether the actor runs or audits the system, and so takes part in no matter.

    Source: the table of roles (an administrator can read no confidential matter).
    """
    return bool(actor.roles) and all(ROLES[role].reach is Reach.NONE for role in actor.roles)


def roles_for(actor: Actor, concern: Concern, granted: Iterable[Role] = ()) -> frozenset[Role]:
    """
    Return the roles that the actor holds towards a matter; none means it does not exist for them.

    `granted` are the roles given to them in this very matter, and still in force.

    Source: SPT-CONF-1, TB-EL-5; the table of roles.
    """
    granted = frozenset(granted)
    if is_apart(actor) or is_recused(actor, concern.states, granted):
        return frozenset()
    reached = {post.role for post in actor.posts if _reaches(post, concern)}
    own = {role for role in granted if not ROLES[role].outsider or role in concern.shared}
    return frozenset(reached | own)


def _reaches(post: Post, concern: Concern) -> bool:
    terms = ROLES[post.role]
    if terms.procedures and concern.procedure not in terms.procedures:
        return False
    if post.body and post.body != concern.body:
        return False
    match terms.reach:
        case Reach.BODY:
            return True
        case Reach.STATE:
            return post.state in concern.states and post.role in concern.shared
        case _:
            return False


def reads(roles: Iterable[Role], granted: Iterable[Role] = ()) -> Confidentiality:
    """
    Return the highest class of field that these roles towards a matter may read there.

    Source: SPT-CONF-1; the table of roles.
    """
    granted = frozenset(granted)
    levels = [ROLES[role].reads for role in roles]
    if granted:
        # Whoever is of the team reads, in every role, what that role reads in its own matters.
        levels += [ROLES[role].reads_own for role in roles]
    known = [level for level in levels if level is not None]
    return max(known, key=_RANK.__getitem__, default=Confidentiality.PUBLIC)


def is_within(level: Confidentiality, highest: Confidentiality) -> bool:
    """
    Test whether a field of one class may be read by whoever reads up to another.

    Source: SPT-CONF-1; the table of roles.
    """
    return _RANK[level] <= _RANK[highest]


def is_outsider(roles: Iterable[Role]) -> bool:
    """
    Test whether all that is read of a matter is what is shared with these roles.

    Source: SPT-CONF-1; the table of roles.
    """
    return all(ROLES[role].outsider for role in roles)


def from_inside(actor: Actor) -> Actor:
    """
    Return the actor with the roles of the body only.

    Lists say how matters stand in full, which is not for those to whom single acts are made known.

    Source: SPT-CONF-1; the table of roles.
    """
    return replace(
        actor,
        posts=tuple(post for post in actor.posts if not ROLES[post.role].outsider),
        own_roles=frozenset(role for role in actor.own_roles if not ROLES[role].outsider),
    )


def from_outside(actor: Actor) -> Actor:
    """
    Return the actor with the outsiders' roles only, to look for what is shared with them.

    What ties them by their other roles is not lifted: what is found is asked of the whole actor.

    Source: SPT-CONF-1; the table of roles.
    """
    return replace(
        actor,
        posts=tuple(post for post in actor.posts if ROLES[post.role].outsider),
        own_roles=frozenset(role for role in actor.own_roles if ROLES[role].outsider),
    )


def may(roles: Iterable[Role], permission: Permission) -> bool:
    """
    Test whether one of these roles towards a matter carries the permission.

    Source: SPT-CONF-1; the table of roles.
    """
    return any(permission in ROLES[role].may for role in roles)
