"""Reads of visits and visit reports: the acts of every docket, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from amparo.core.calendar import Span
from amparo.docket.entries import Entry, Fields, Precision
from amparo.docket.procedure import Procedure
from amparo.docket.queries import histories

from .procedures.report import REPORT
from .procedures.visit import VISIT

PLANS = ("programmed", "rescheduled")
POSTPONEMENTS = ("postponed", "postponed_indefinitely")


def falls_in(act: Entry, since: date | None) -> bool:
    """
    Test whether an act took effect since a day; every act did if no day is given.

    What is only known to have happened by a day may have happened before, and is left out.
    """
    if since is None:
        return True
    return act.on >= since and act.precision is not Precision.BY


@dataclass(frozen=True, slots=True)
class History:
    """What is on record of one docket as at a day, in order."""

    reference: str
    acts: tuple[Entry, ...]

    @property
    def state(self) -> str:
        """The State concerned, by its ISO3 code."""
        return str(self.acts[0].fields["state"])

    @property
    def recipient(self) -> str:
        """Who a visit report was sent to."""
        return str(self.acts[0].fields.get("recipient", ""))

    def first(self, *kinds: str, since: date | None = None) -> Entry | None:
        """Return the first act of these kinds since a day."""
        return next((e for e in self.acts if e.kind in kinds and falls_in(e, since)), None)

    def plan_for(self, year: int, *kinds: str) -> Entry | None:
        """Return the act that put the visit on the programme of a year."""
        wanted = kinds or PLANS
        found = (act for act in self.acts if act.kind in wanted and act.fields["year"] == year)
        return next(found, None)

    def postponed_from(self, year: int) -> Entry | None:
        """Return the last act that took the visit off the programme of a year."""
        programme, found = 0, None
        for act in self.acts:
            if act.kind in PLANS:
                programme = int(str(act.fields["year"]))
            elif act.kind in POSTPONEMENTS and programme == year:
                found = act
        return found


def visits(on: date, known_at: datetime) -> list[History]:
    """Return all visits as at a day, as known at a moment, by reference."""
    return _histories(VISIT, on, known_at)


def reports(on: date, known_at: datetime) -> list[History]:
    """Return all visit reports as at a day, as known at a moment, by reference."""
    return _histories(REPORT, on, known_at)


def days(fields: Fields, first: str = "first_day", last: str = "last_day") -> Span | None:
    """Return the days that an act gives, if it gives any."""
    if first not in fields:
        return None
    return Span(date.fromisoformat(str(fields[first])), date.fromisoformat(str(fields[last])))


def planned_days(fields: Fields) -> Span | None:
    """Return the days planned by an act, if it gives any."""
    return days(fields, "planned_first_day", "planned_last_day")


def _histories(procedure: Procedure, on: date, known_at: datetime) -> list[History]:
    found = (
        History(reference, tuple(entries))
        for reference, entries in histories(procedure, on=on, known_at=known_at)
    )
    return sorted(found, key=lambda one: one.reference)
