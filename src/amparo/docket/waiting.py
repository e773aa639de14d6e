"""
Which matters wait for somebody: the same as `awaiting`, said to the database.

A test holds both to agree. Standings and clocks are named as `visit.begun` and
`visit_report.transmitted.reply_due`, so that all procedures are asked about at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Concat

from amparo.access.permissions import Role

from .awaiting import leading_on, stopping_acts, turn_of
from .models import Clock, MatterQuerySet
from .procedure import PROCEDURES, ActType, Procedure

_DOT = Value(".")


def waiting(matters: MatterQuerySet, roles: Collection[Role]) -> MatterQuerySet:
    """Return those of these matters that wait for somebody who holds one of these roles there."""
    theirs = waiting_for(roles)
    if theirs is None:
        return matters.none()
    return _named(matters).filter(theirs)


def without(matters: MatterQuerySet, waiting: Q) -> MatterQuerySet:
    """Return those of these matters of which something built with `waiting_for` is not so."""
    turn = Case(When(waiting, then=Value(1)), default=Value(0))
    return _named(matters).alias(is_their_turn=turn).filter(is_their_turn=0)


def waiting_for(roles: Collection[Role]) -> Q | None:
    """
    Return what is so of matters that wait for these roles, for `without`; None if none ever does.

    No index helps with it, and none is to: all of them would be found and put in order, where a
    page can be read along the order until it is full.
    """
    held = frozenset(roles)
    ours, led_on, stoppable = [], [], []
    for procedure in PROCEDURES.values():
        for status in procedure.standings:
            name = f"{procedure.name}.{status}"
            ours += [f"{name}.{clock}" for clock in _clocks(procedure, status, held)]
            if _is_theirs(leading_on(procedure, status), held):
                led_on.append(name)
                stoppable += [f"{name}.{clock}" for clock in _clocks(procedure, status)]
    if not ours and not led_on:
        return None
    found = Q(_running(ours)) if ours else Q(pk__in=[])
    if led_on:
        found |= Q(standing__in=led_on) & (~Q(_running(stoppable)) if stoppable else Q())
    return found


def _named(matters: MatterQuerySet) -> MatterQuerySet:
    return matters.alias(standing=Concat("procedure", _DOT, "status"))


def _clocks(
    procedure: Procedure, status: str, roles: frozenset[Role] | None = None
) -> Iterator[str]:
    """Yield the clocks that can be stopped in a standing, of these roles if any are named."""
    for name in sorted({clock.name for act in procedure.acts for clock in act.starts}):
        acts = stopping_acts(procedure, status, {name})
        if acts and (roles is None or _is_theirs(acts, roles)):
            yield name


def _is_theirs(acts: tuple[ActType, ...], roles: frozenset[Role]) -> bool:
    return any(roles & turn_of(act) for act in acts)


def _running(names: Collection[str]) -> Exists:
    clocks = Clock.objects.filter(matter=OuterRef("pk"), stopped_by__isnull=True)
    named = Concat("matter__procedure", _DOT, "matter__status", _DOT, "name")
    return Exists(clocks.alias(called=named).filter(called__in=sorted(names)))
