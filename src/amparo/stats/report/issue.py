"""When an annual report was issued, as its docket says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from amparo.docket import published as dockets

KINDS = ("annual_report.adopted", "annual_report.distributed")
PRESENTED = ("annual_report.presented_to_committee", "annual_report.presented_to_assembly")


@dataclass(frozen=True, slots=True)
class Issue:
    """An annual report as a document: its number, its symbol and the day it was distributed."""

    year: int
    ordinal: int
    symbol: str
    distributed_on: date | None
    path: str
    adopted_at_session: int | None = None


def issues(*, today: date, known_at: datetime) -> list[Issue]:
    """Return the annual reports of single years that the record knows, the latest first."""
    said: dict[str, dict[str, object]] = {}
    days: dict[str, date] = {}
    for act in dockets.public_acts(KINDS, on=today, known_at=known_at):
        said.setdefault(act.reference, {}).update(act.fields)
        if act.kind == "distributed":
            days[act.reference] = act.on
    found = []
    for reference, fields in said.items():
        year = reference.rpartition("/")[2]
        if year.isdigit():
            found.append(_issue(reference, int(year), fields, days.get(reference)))
    return sorted(found, key=lambda one: -one.year)


def issue_of(year: int, *, today: date, known_at: datetime) -> Issue | None:
    """Return the annual report of a year, or None if the record knows of none."""
    return next((one for one in issues(today=today, known_at=known_at) if one.year == year), None)


@dataclass(frozen=True, slots=True)
class Presentation:
    """An annual report presented to a body that it goes to."""

    year: str
    kind: str
    on: date
    precision: str
    path: str


def presentations(on: date, known_at: datetime, *, since: date) -> list[Presentation]:
    """Return the presentations of annual reports in a period, in order of day."""
    return [
        Presentation(
            year=act.reference.rpartition("/")[2],
            kind=act.kind,
            on=act.on,
            precision=act.precision.value,
            path=f"/dockets/{act.reference}/",
        )
        for act in dockets.public_acts(PRESENTED, on=on, known_at=known_at, since=since)
    ]


def _issue(reference: str, year: int, fields: dict[str, object], day: date | None) -> Issue:
    session = fields.get("session")
    return Issue(
        year=year,
        ordinal=int(str(fields["ordinal"])),
        symbol=str(fields.get("symbol", "")),
        distributed_on=day,
        path=f"/dockets/{reference}/",
        adopted_at_session=int(str(session)) if session is not None else None,
    )
