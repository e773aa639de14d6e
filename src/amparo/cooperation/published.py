"""What the world may see of activities with others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from amparo.docket.entries import Precision
from amparo.docket.queries import Found, acts_that_count

from .procedure import HELD, KINDS, MANDATE


@dataclass(frozen=True, slots=True)
class EventRecord:
    """
    An activity that was held.

    Titles of kind and mandate are marked for translation; `first_day` is None where the source
    gives no days, and `on` with its precision says what is known then.
    """

    reference: str
    title: str
    kind: str
    kind_title: str
    mandate: str
    mandate_title: str
    on: date
    precision: Precision
    first_day: date | None
    last_day: date | None
    place: str
    country: str
    partners: tuple[str, ...]
    issued_by: tuple[str, ...]
    states: tuple[str, ...]
    npm_states: tuple[str, ...]
    source: str


def events(
    on: date, known_at: datetime, *, since: date | None = None, state: str | None = None
) -> tuple[EventRecord, ...]:
    """Return the activities held, in order of day; of one State: held there or with it."""
    found = acts_that_count([f"event.{HELD.name}"], on=on, known_at=known_at, since=since)
    records = (_record(act) for act in found)
    return tuple(
        one
        for one in records
        if state is None or state == one.country or state in one.states or state in one.npm_states
    )


def _record(act: Found) -> EventRecord:
    kind, mandate = str(act.fields["kind"]), str(act.fields["mandate"])
    return EventRecord(
        reference=act.reference,
        title=str(act.fields["title"]),
        kind=kind,
        kind_title=KINDS[kind],
        mandate=mandate,
        mandate_title=MANDATE[mandate],
        on=act.on,
        precision=act.precision,
        first_day=_day(act, "first_day"),
        last_day=_day(act, "last_day"),
        place=str(act.fields.get("place", "")),
        country=str(act.fields.get("country", "")),
        partners=_names(act, "partners"),
        issued_by=_names(act, "issued_by"),
        states=_names(act, "states"),
        npm_states=_names(act, "npm_states"),
        source=act.source,
    )


def _day(act: Found, field: str) -> date | None:
    value = act.fields.get(field)
    return date.fromisoformat(str(value)) if value else None


def _names(act: Found, field: str) -> tuple[str, ...]:
    names = act.fields.get(field)
    return tuple(names) if isinstance(names, list) else ()
