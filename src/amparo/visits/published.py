"""
What the world may see of visits and visit reports, as frozen records.

Made from disclosed acts alone: what is sealed neither shows nor moves a standing that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from amparo.core.calendar import Span
from amparo.docket.entries import Fields, Precision
from amparo.docket.published import (
    PublicAct,
    PublicClock,
    PublicDocket,
    public_dockets,
    public_references,
)

from .procedures.report import RECIPIENTS, REPORT
from .procedures.visit import REASONS, TYPES, VISIT
from .queries import PLANS, POSTPONEMENTS, days, planned_days


@dataclass(frozen=True, slots=True)
class DayRecord:
    """A day and how exactly it is known."""

    on: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """
    A visit as it stands. Titles are marked for translation, not yet translated.

    `year` is the year of the programme that it is on last; `days` are those of the visit, or those
    planned for it while `made` is false.
    """

    reference: str
    path: str
    state: str
    year: int
    type_title: str
    standing: str
    standing_title: str
    since: DayRecord
    made: bool
    days: Span | None
    window: tuple[date | None, date | None]
    conducted: DayRecord | None
    postponement_title: str
    press_release: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """
    A visit report as it stands: what happened to it, never what it says.

    `transmitted` is None where it is only known to have been sent by a later day.
    """

    reference: str
    path: str
    state: str
    recipient: str
    recipient_title: str
    visit: str
    standing: str
    standing_title: str
    transmitted: DayRecord | None
    replied: DayRecord | None
    dialogue: DayRecord | None
    published: DayRecord | None
    symbol: str
    reply_published: DayRecord | None
    reply_symbol: str
    reply_due: PublicClock | None
    sources: tuple[str, ...]


def visits(
    *,
    today: date,
    on: date | None = None,
    known_at: datetime | None = None,
    state: str | None = None,
    year: int | None = None,
) -> tuple[VisitRecord, ...]:
    """
    Return visits, the latest programme first, then by State: all, of one State, of one year.

    A visit is of every year on whose programme it was, and of the year in which it was made.
    """
    found = (
        (_years(docket), _visit(docket))
        for docket in _dockets(VISIT.name, today, on, known_at, state)
    )
    kept = [record for years, record in found if year is None or year in years]
    return tuple(sorted(kept, key=lambda one: (-one.year, one.state, one.reference)))


def reports(
    *,
    today: date,
    on: date | None = None,
    known_at: datetime | None = None,
    state: str | None = None,
) -> tuple[ReportRecord, ...]:
    """Return visit reports by reference: all, or those on one State."""
    found = _dockets(REPORT.name, today, on, known_at, state)
    return tuple(_report(docket) for docket in found)


def _dockets(
    procedure: str, today: date, on: date | None, known_at: datetime | None, state: str | None
) -> list[PublicDocket]:
    references = public_references(procedure=procedure, state=state)
    return public_dockets(references, today=today, on=on, known_at=known_at)


def _visit(docket: PublicDocket) -> VisitRecord:
    plan = _last(docket, *PLANS)
    conducted = _last(docket, "conducted")
    postponement = _last(docket, *POSTPONEMENTS)
    released = _last(docket, "press_released")
    still_off = docket.standing in POSTPONEMENTS
    return VisitRecord(
        reference=docket.reference,
        path=f"/dockets/{docket.reference}/",
        state=docket.state,
        year=_year(plan) if plan else 0,
        type_title=TYPES.get(str(docket.facts.get("type", "")), ""),
        standing=docket.standing,
        standing_title=docket.standing_title,
        since=_since(docket),
        made=conducted is not None,
        days=days(conducted.fields) if conducted else _planned_since(docket, plan),
        window=_window(plan.fields if plan else {}),
        conducted=_day(conducted),
        postponement_title=(
            REASONS.get(str(postponement.fields.get("reason", "")), "")
            if postponement and still_off
            else ""
        ),
        press_release=str(released.fields.get("address", "")) if released else "",
        sources=_sources(docket),
    )


def _report(docket: PublicDocket) -> ReportRecord:
    transmitted = _last(docket, "transmitted")
    exactly = transmitted is not None and transmitted.precision is not Precision.BY
    recipient = str(docket.facts.get("recipient", ""))
    return ReportRecord(
        reference=docket.reference,
        path=f"/dockets/{docket.reference}/",
        state=docket.state,
        recipient=recipient,
        recipient_title=RECIPIENTS.get(recipient, ""),
        visit=str(docket.facts.get("visit", "")),
        standing=docket.standing,
        standing_title=docket.standing_title,
        transmitted=_day(transmitted) if exactly else None,
        replied=_day(_last(docket, "reply_received")),
        dialogue=_day(_last(docket, "dialogue_held")),
        published=_day(_last(docket, "published")),
        symbol=str(docket.facts.get("symbol", "")),
        reply_published=_day(_last(docket, "reply_published")),
        reply_symbol=str(docket.facts.get("reply_symbol", "")),
        reply_due=next((clock for clock in docket.clocks if clock.name == "reply_due"), None),
        sources=_sources(docket),
    )


def _counting(docket: PublicDocket) -> Iterator[PublicAct]:
    return (act for act in docket.acts if act.counts)


def _last(docket: PublicDocket, *kinds: str) -> PublicAct | None:
    found = [act for act in _counting(docket) if act.kind in kinds]
    return found[-1] if found else None


def _years(docket: PublicDocket) -> set[int]:
    acts = list(_counting(docket))
    programmes = {_year(act) for act in acts if act.kind in PLANS}
    return programmes | {act.on.year for act in acts if act.kind == "conducted"}


def _year(plan: PublicAct) -> int:
    return int(str(plan.fields["year"]))


def _planned_since(docket: PublicDocket, plan: PublicAct | None) -> Span | None:
    """Return the days that stand planned: those of a plan that was given up count no more."""
    if plan is None:
        return None
    later = [
        act
        for act in _counting(docket)
        if act.kind == "dates_notified" and (act.on, act.number) > (plan.on, plan.number)
    ]
    return planned_days(later[-1].fields if later else plan.fields)


def _window(plan: Fields) -> tuple[date | None, date | None]:
    first, last = plan.get("not_before"), plan.get("not_after")
    return (
        date.fromisoformat(str(first)) if first else None,
        date.fromisoformat(str(last)) if last else None,
    )


def _since(docket: PublicDocket) -> DayRecord:
    """Return the day of the act that brought the standing about."""
    on = docket.since or docket.acts[0].on
    exact = next((act.precision for act in _counting(docket) if act.on == on), Precision.DAY)
    return DayRecord(on, exact)


def _day(act: PublicAct | None) -> DayRecord | None:
    return None if act is None else DayRecord(act.on, act.precision)


def _sources(docket: PublicDocket) -> tuple[str, ...]:
    return tuple(dict.fromkeys(act.source for act in _counting(docket) if act.source))
