"""Reads of sessions: the acts of every docket, in one statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from amparo.core.calendar import Span
from amparo.docket.procedure import Fields
from amparo.docket.queries import Found, acts_that_count

from .procedure import SESSION


@dataclass(slots=True)
class Session:
    """One session as at a day: what was planned, and what came of it."""

    reference: str
    acts: list[Found] = field(default_factory=list)

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

    def last(self, kind: str) -> Found | None:
        """Return the last act of a kind."""
        return next((act for act in reversed(self.acts) if act.kind == f"session.{kind}"), None)

    def all_of(self, kind: str) -> Iterator[Found]:
        """Yield the acts of a kind, in order."""
        return (act for act in self.acts if act.kind == f"session.{kind}")

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
    kinds = [f"session.{act.name}" for act in SESSION.acts]
    found: dict[str, Session] = {}
    for act in acts_that_count(kinds, on=on, known_at=known_at):
        found.setdefault(act.reference, Session(act.reference)).acts.append(act)
    return [found[reference] for reference in sorted(found)]


def _span(fields: Fields, prefix: str) -> Span | None:
    first, last = fields.get(f"{prefix}first_day"), fields.get(f"{prefix}last_day")
    if first is None or last is None:
        return None
    return Span(date.fromisoformat(str(first)), date.fromisoformat(str(last)))
