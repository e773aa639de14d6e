"""What is asked of whom: the clocks of a docket, who may end them, and by which acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amparo.access.permissions import Role

from .awaiting import turn_of
from .entries import Clock
from .procedure import ActType, Procedure
from .reading import SeenDocket


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A clock of a docket as its reader sees it: whom it asks for something.

    `of` are the roles whose turn it is to end it, `of_reader` says whether the reader holds one of
    them; `answers` are the acts which end it that the reader may enter now, while it runs.
    """

    docket: SeenDocket
    clock: Clock
    title: str
    of: frozenset[Role]
    of_reader: bool
    answers: tuple[ActType, ...]

    def is_late(self, today: date) -> bool:
        """Test whether the day passed."""
        return self.clock.is_late(today)


def asked(docket: SeenDocket) -> list[Asked]:
    """Return what a docket asks for, and asked for, the first due first."""
    found = [_asked(docket, one) for one in docket.clocks]
    return sorted(found, key=lambda one: (one.clock.due_on, one.clock.started_by, one.clock.name))


def ending(procedure: Procedure, clock: str) -> tuple[ActType, ...]:
    """Return the acts that end a clock, in the order of the law."""
    return tuple(act for act in procedure.acts if clock in act.stops)


def _asked(docket: SeenDocket, clock: Clock) -> Asked:
    ends = ending(docket.procedure, clock.name)
    of = frozenset(role for act in ends for role in turn_of(act))
    return Asked(
        docket=docket,
        clock=clock,
        title=docket.procedure.clock(clock.name).title,
        of=of,
        of_reader=not of.isdisjoint(docket.reader.roles),
        answers=tuple(act for act in docket.next_acts if act in ends and clock.runs),
    )
