"""
Which matters wait for somebody: the same as `awaiting`, said to the database.

A test holds both to agree. Standings and clocks are named as `visit.begun` and
`visit_report.transmitted.reply_due`, so that all procedures are asked about at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat

from amparo.access.permissions import Role

from .awaiting import leading_on, stopping_acts, turn_of
from .conditions import Condition, so
from .models import Clock, Matter
from .procedure import PROCEDURES, ActType, Procedure

_DOT = Value(".")


def waiting_for(role: Role) -> Condition:
    """
    Return what is so of matters that wait for a role.

    No index helps with it, and none is to: all of them would be found and put in order, where a
    page can be read along the order until it is full.
    """
    return _waiting_for(role, tuple(PROCEDURES.values()), Matter.objects.db)


@lru_cache(maxsize=100)
def _waiting_for(role: Role, procedures: tuple[Procedure, ...], _database: str) -> Condition:
    # It follows from the law alone, and is long.
    found = [
        condition
        for procedure in procedures
        for status in procedure.standings
        for condition in _conditions(procedure, status, frozenset({role}))
    ]
    waiting = Q(pk__in=[])
    for clocks, fact in dict.fromkeys((one.clocks, one.fact) for one in found):
        alike = [one for one in found if (one.clocks, one.fact) == (clocks, fact)]
        names = [name for one in alike for name in one.names]
        standings = [one.standing for one in alike]
        waiting |= Q(standing__in=standings) & _when(clocks, names) & _said(fact)
    return so(waiting, Matter.objects.alias(standing=Concat("procedure", _DOT, "status")))


class _Clocks(Enum):
    """Which clocks have to run, or must not, for a matter in a standing to wait for somebody."""

    NO_MATTER = auto()
    ANY_RUNS = auto()
    NONE_RUNS = auto()
    ONE_OF_THESE_RUNS = auto()
    NONE_OF_THESE_RUNS = auto()


class _Condition(NamedTuple):
    """When matters in a standing wait: which clocks run or do not, and what has to have been asked."""

    standing: str
    clocks: _Clocks
    names: list[str] = []
    fact: str = ""


def _conditions(procedure: Procedure, status: str, roles: frozenset[Role]) -> Iterator[_Condition]:
    standing = f"{procedure.name}.{status}"
    every = {clock.name for act in procedure.acts for clock in act.starts}
    stoppable = {one for one in every if stopping_acts(procedure, status, {one})}
    ours = {one for one in stoppable if _is_theirs(stopping_acts(procedure, status, {one}), roles)}
    # Mostly every clock of a procedure can be stopped or none; then the row itself tells.
    if ours:
        runs = _Clocks.ANY_RUNS if ours == every else _Clocks.ONE_OF_THESE_RUNS
        yield _Condition(standing, runs, _named_in(standing, ours))
    theirs = [act for act in leading_on(procedure, status) if roles & turn_of(act)]
    for fact in {act.awaited_if for act in theirs}:
        if not stoppable:
            yield _Condition(standing, _Clocks.NO_MATTER, fact=fact)
        elif stoppable == every:
            yield _Condition(standing, _Clocks.NONE_RUNS, fact=fact)
        else:
            names = _named_in(standing, stoppable)
            yield _Condition(standing, _Clocks.NONE_OF_THESE_RUNS, names, fact)


def _when(clocks: _Clocks, names: list[str]) -> Q:
    match clocks:
        case _Clocks.ANY_RUNS:
            return Q(next_due_on__isnull=False)
        case _Clocks.NONE_RUNS:
            return Q(next_due_on__isnull=True)
        case _Clocks.ONE_OF_THESE_RUNS:
            return Q(_running(names))
        case _Clocks.NONE_OF_THESE_RUNS:
            return ~Q(_running(names))
    return Q()


def _said(fact: str) -> Q:
    # As `digests.canonical` writes it; a text that quotes the same has its quotation marks escaped.
    return Q(facts__contains=f'"{fact}":true') if fact else Q()


def _named_in(standing: str, clocks: Collection[str]) -> list[str]:
    return [f"{standing}.{one}" for one in clocks]


def _is_theirs(acts: tuple[ActType, ...], roles: frozenset[Role]) -> bool:
    return any(roles & turn_of(act) for act in acts)


def _running(names: Collection[str]) -> Exists:
    clocks = Clock.objects.filter(matter=OuterRef("pk"), stopped_by__isnull=True)
    named = Concat("matter__procedure", _DOT, "matter__status", _DOT, "name")
    return Exists(clocks.alias(called=named).filter(called__in=sorted(names)))
