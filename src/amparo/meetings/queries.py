"""Reads of sessions: the acts of every docket, in one statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from amparo.core.calendar import Span
from amparo.docket.entries import Entry, Fields
from amparo.docket.queries import histories

from .procedure import SESSION


@dataclass(frozen=True, slots=True)
class Session:
    """One session as at a day: what was planned, and what came of it."""

    reference: str
    acts: tuple[Entry, ...]

    @property
    def facts(self) -> Fields:
        """The latest value of everything its acts say."""
        return {name: value for act in self.acts for name, value in act.fields.items()}

    @property
    def body(self) -> str:
        """The code of the body that meets."""
        return str(self.facts.get("body", ""))

    @property
    def group(self) -> str:
        """The group of the body's members that meets, where not all of them do."""
        return str(self.facts.get("group", ""))

    @property
    def year(self) -> int:
        """The year for which it was planned."""
        return int(str(self.facts["year"]))

    @property
    def ordinal(self) -> str:
        """The number of the session, as text; empty if it has none."""
        return str(self.facts.get("ordinal", ""))

    def last(self, kind: str) -> Entry | None:
        """Return the last act of a kind."""
        return next((act for act in reversed(self.acts) if act.kind == kind), None)

    def all_of(self, kind: str) -> Iterator[Entry]:
        """Yield the acts of a kind, in order."""
        return (act for act in self.acts if act.kind == kind)

    def planned_days(self) -> Span | None:
        """Return the days first planned, if they were given."""
        planned = self.last("planned")
        return None if planned is None else _span(planned.fields, "planned_")

    def days(self) -> Span | None:
        """Return the days on which it was held, or is last planned to be; None if not known."""
        for kind, prefix in (("held", ""), ("moved", "planned_"), ("planned", "planned_")):
            act = self.last(kind)
            span = None if act is None else _span(act.fields, prefix)
            if span is not None:
                return span
        return None


def sessions(on: date, known_at: datetime) -> list[Session]:
    """Return all sessions as at a day, as known at a moment, by reference."""
    found = (
        Session(reference, tuple(acts))
        for reference, acts in histories(SESSION, on=on, known_at=known_at)
    )
    return sorted(found, key=lambda one: one.reference)


def _span(fields: Fields, prefix: str) -> Span | None:
    first, last = fields.get(f"{prefix}first_day"), fields.get(f"{prefix}last_day")
    if first is None or last is None:
        return None
    return Span(date.fromisoformat(str(first)), date.fromisoformat(str(last)))
