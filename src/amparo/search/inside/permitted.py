"""Which acts somebody may find, as a clause of a query; `finding` asks again of each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from tantivy import Occur, Query, Schema

from amparo.access.permissions import ROLES, Actor, Reach, Role
from amparo.access.queries import grants_of
from amparo.access.rules.need_to_know import DECIDING, is_apart, is_within
from amparo.core.confidentiality import Confidentiality

from .texts import LEVELS

BODY, PROCEDURE, STATE = "of_body", "of_procedure", "of_state"
MATTER, ACT, LEVEL = "of_matter", "of_act", "for_level"
FIELDS = (BODY, PROCEDURE, STATE, MATTER, ACT, LEVEL)


def permitted(schema: Schema, actor: Actor, at: datetime) -> Query | None:
    """
    Return what is so of every act that an actor from inside may find; None if there can be none.

    By body and procedure for whoever works for a body, by matter for whoever was granted one; and
    never of a State of which a member who decides is a national.

    Source: SPT-CONF-1, TB-EL-5, SPT-VIS-4; the table of roles.
    """
    if is_apart(actor):
        return None
    granted = grants_of(actor, at)
    ways = [*_by_posts(schema, actor), *_by_grants(schema, actor, granted)]
    if not ways:
        return None
    clauses = [(Occur.Must, Query.boolean_query([(Occur.Should, way) for way in ways]))]
    if (actor.roles | actor.own_roles) & DECIDING:
        clauses += [
            (Occur.MustNot, Query.term_query(schema, STATE, state))
            for state in sorted(actor.nationalities)
        ]
    return Query.boolean_query(clauses)


def _by_posts(schema: Schema, actor: Actor) -> Iterator[Query]:
    for post in actor.posts:
        terms = ROLES[post.role]
        level = _highest({post.role})
        if terms.outsider or terms.reach is not Reach.BODY or level is None:
            continue
        clauses = [(Occur.Must, Query.term_query(schema, LEVEL, level.value))]
        if post.body:
            clauses.append((Occur.Must, Query.term_query(schema, BODY, post.body)))
        if terms.procedures:
            only = Query.term_set_query(schema, PROCEDURE, sorted(terms.procedures))
            clauses.append((Occur.Must, only))
        yield Query.boolean_query(clauses)


def _by_grants(
    schema: Schema, actor: Actor, granted: Mapping[int, frozenset[Role]]
) -> Iterator[Query]:
    by_level: dict[Confidentiality, list[str]] = {}
    for matter, roles in granted.items():
        inside = {role for role in roles if not ROLES[role].outsider}
        # Whoever is of the team reads there, in every role, what that role reads in its own matters.
        level = _highest(inside | actor.roles, own=True) if inside else None
        if level is not None:
            by_level.setdefault(level, []).append(str(matter))
    for level, matters in by_level.items():
        yield Query.boolean_query(
            [
                (Occur.Must, Query.term_query(schema, LEVEL, level.value)),
                (Occur.Must, Query.term_set_query(schema, MATTER, matters)),
            ]
        )


def _highest(roles: set[Role] | frozenset[Role], *, own: bool = False) -> Confidentiality | None:
    """Return the highest class of those that are found up to which one of these roles reads."""
    levels = [ROLES[role].reads for role in roles]
    if own:
        levels += [ROLES[role].reads_own for role in roles]
    read = [one for one in LEVELS if any(level and is_within(one, level) for level in levels)]
    return read[-1] if read else None
