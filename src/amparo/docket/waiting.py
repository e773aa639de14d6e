"""
Which matters wait for somebody: the same as `awaiting`, said to the database.

A test holds both to agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from django.db.models import Exists, OuterRef, Q

from amparo.access.permissions import Role

from .awaiting import leading_on, stopping_acts, turn_of
from .models import Clock
from .procedure import PROCEDURES, ActType, Procedure

NOTHING = Q(pk__in=[])


def waiting_for(roles: Collection[Role]) -> Q:
    """Return what is so of matters that wait for somebody who holds one of these roles there."""
    found = NOTHING
    for one in _conditions(frozenset(roles), len(PROCEDURES)):
        found |= one
    return found


@cache
def _conditions(roles: frozenset[Role], _procedures: int) -> tuple[Q, ...]:
    return tuple(
        condition for procedure in PROCEDURES.values() for condition in _of(procedure, roles)
    )


def _of(procedure: Procedure, roles: frozenset[Role]) -> Iterator[Q]:
    """Yield what is so of matters of one procedure that wait for these roles."""
    led_on: dict[frozenset[str], list[str]] = {}
    for status in procedure.standings:
        ours = _clocks(procedure, status, roles)
        if ours:
            yield Q(_running(ours), procedure=procedure.name, status=status)
        if _is_theirs(leading_on(procedure, status), roles):
            led_on.setdefault(_clocks(procedure, status), []).append(status)
    for stoppable, statuses in led_on.items():
        here = Q(procedure=procedure.name, status__in=statuses)
        yield here & ~Q(_running(stoppable)) if stoppable else here


def _clocks(
    procedure: Procedure, status: str, roles: frozenset[Role] | None = None
) -> frozenset[str]:
    """Return the clocks that can be stopped in a standing, of these roles if any are named."""
    names = {clock.name for act in procedure.acts for clock in act.starts}
    return frozenset(
        name
        for name in names
        if (acts := stopping_acts(procedure, status, {name}))
        and (roles is None or _is_theirs(acts, roles))
    )


def _is_theirs(acts: tuple[ActType, ...], roles: frozenset[Role]) -> bool:
    return any(roles & turn_of(act) for act in acts)


def _running(names: frozenset[str]) -> Exists:
    clocks = Clock.objects.filter(matter=OuterRef("pk"), stopped_by__isnull=True)
    return Exists(clocks.filter(name__in=sorted(names)))
