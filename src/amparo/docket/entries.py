"""
What dockets are made of: acts as entries, clocks, standings. Records only; what they mean is in
`folding`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from amparo.access.permissions import Role

# What can be written down in an act and digested: no floats, no moments.
Stored = str | int | bool | list[str] | None
Fields = Mapping[str, Stored]

NOTHING = ""  # the standing of a matter before its first act


class Precision(StrEnum):
    """
    How exactly the day of an act is known.

    Where only the month or the year is known, or a day by which it had happened, `on` is the last
    day possible, so that a figure as at the end of that period is right.
    """

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    BY = "by"


class Entry(NamedTuple):
    """An act as the docket holds it. `kind` is the act's name within its procedure."""

    number: int
    kind: str
    on: date
    entered_at: datetime
    fields: Fields
    rectifies: int | None = None
    precision: Precision = Precision.DAY
    by: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """
    A time limit as it runs in one docket.

    It keeps the act that started it, its first due day, each extension with its authority, and the
    act that stopped it. Source: GEN-6.
    """

    name: str
    rule: str
    started_by: int
    starts_on: date
    first_due_on: date
    due_on: date
    precision: Precision = Precision.DAY
    extensions: tuple[tuple[int, str], ...] = ()
    stopped_by: int | None = None
    stopped_on: date | None = None

    @property
    def runs(self) -> bool:
        """Whether nothing has stopped it."""
        return self.stopped_by is None

    def is_late(self, today: date) -> bool:
        """Test whether the day passed, or had passed when the clock was stopped."""
        return (self.stopped_on or today) > self.due_on


@dataclass(frozen=True, slots=True)
class Standing:
    """
    What the acts of a docket amount to on a day.

    `facts` holds the latest value of every field its acts have said; `clocks` those that run,
    `stopped` those that ran. `shared` are the roles outside of the body to which something of it is
    known, `disposed_on` the day on which its confidential content was destroyed.
    """

    status: str = NOTHING
    since: date | None = None
    opened_on: date | None = None
    last_on: date | None = None
    facts: Mapping[str, Stored] = field(default_factory=dict)
    clocks: tuple[Clock, ...] = ()
    stopped: tuple[Clock, ...] = ()
    shared: frozenset[Role] = frozenset()
    disposed_on: date | None = None

    def next_due_on(self) -> date | None:
        """Return the day on which the first running clock ends."""
        return min((clock.due_on for clock in self.clocks), default=None)
