"""
What the procedure awaits in a matter, and whose turn it is.

Pure, and stored nowhere: it follows from the procedure, the standing and the clocks that run.
`waiting` asks the same of the database.
"""

from __future__ import annotations

from collections.abc import Collection

from amparo.access.permissions import ROLES, Role

from .entries import Fields
from .procedure import ActType, Procedure


def awaited(
    procedure: Procedure, status: str, running: Collection[str], facts: Fields
) -> tuple[ActType, ...]:
    """
    Return the acts that are awaited in a standing while clocks of these names run.

    These are the acts that would stop one of the clocks. Where none can now, they are those that
    lead on to another standing, unless nothing more is awaited in this one, or an act is awaited
    only once it was asked for and the facts do not say so.
    """
    stopping = stopping_acts(procedure, status, running)
    return stopping or tuple(
        act
        for act in leading_on(procedure, status)
        if not act.awaited_if or facts.get(act.awaited_if) is True
    )


def stopping_acts(
    procedure: Procedure, status: str, running: Collection[str]
) -> tuple[ActType, ...]:
    """Return the acts that may follow in a standing and stop a clock of one of these names."""
    return tuple(act for act in procedure.next_acts(status) if not {*running}.isdisjoint(act.stops))


def leading_on(procedure: Procedure, status: str) -> tuple[ActType, ...]:
    """Return the acts that may follow and bring about another standing; of a final one, none."""
    if status in procedure.final:
        return ()
    return tuple(
        act
        for act in procedure.next_acts(status)
        if act.leads_to not in (None, status) and status not in act.keeps
    )


def turn_of(act: ActType) -> frozenset[Role]:
    """
    Return the roles whose turn it is when an act is awaited.

    What an outsider may enter is awaited from the outsider, although the secretariat may record it.
    """
    outsiders = frozenset(role for role in act.by if ROLES[role].outsider)
    return outsiders or frozenset(act.by)


def waits_for(
    procedure: Procedure, status: str, running: Collection[str], facts: Fields
) -> frozenset[Role]:
    """Return the roles for which a matter in this standing waits while these clocks run."""
    turns = (turn_of(act) for act in awaited(procedure, status, running, facts))
    return frozenset(role for roles in turns for role in roles)
