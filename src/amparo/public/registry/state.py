"""The page of one State: its mechanism, what the Subcommittee and it did, its treaties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from amparo.core import wording
from amparo.core.doors import open_to_public
from amparo.docket import published as dockets
from amparo.docket.published import PublicDocket
from amparo.npms import published as npms
from amparo.npms.published import MechanismRecord
from amparo.public.answers import answer
from amparo.public.asking import Asked, asked
from amparo.public.docket.words import docket_path, since_in_words, title_of
from amparo.registry import published
from amparo.registry.published import StateRecord
from amparo.stats import charts

from . import drawings

# The kinds of act shown along time, each in a lane with a shape of its own.
LANES = (
    (gettext_noop("Visits"), "visit", ("conducted",), "circle"),
    (gettext_noop("Reports transmitted"), "visit_report", ("transmitted",), "diamond"),
    (gettext_noop("Replies received"), "visit_report", ("reply_received",), "triangle"),
    (gettext_noop("Reports published"), "visit_report", ("published",), "ring"),
)


@dataclass(frozen=True, slots=True)
class DocketLine:
    """A docket in a list: its title, its address, where it stands."""

    title: str
    path: str
    since: str
    docket: PublicDocket


@dataclass(frozen=True, slots=True)
class ComparedState:
    """Another State beside this one: its mechanism and its treaties."""

    state: StateRecord
    mechanism: MechanismRecord | None


@dataclass(frozen=True, slots=True)
class StatePage:
    """A State: its mechanism, its dockets, its treaties."""

    on: date
    state: StateRecord
    mechanism: MechanismRecord | None
    dockets: tuple[DocketLine, ...]
    compared: ComparedState | None = None


@open_to_public
def state(request: HttpRequest, iso3: str) -> HttpResponse:
    """Show one State, alone or beside another, as at a day, as known at a day."""
    dates, spoken = asked(request), get_language() or "en"
    record = published.state(iso3, dates.on, dates.known_at, language=spoken)
    found = dockets.public_dockets(
        dockets.public_references(state=record.iso3),
        today=dates.today,
        on=dates.on,
        known_at=dates.known_at,
    )
    everyone = published.states(dates.on, language=spoken)
    names = {one.iso3: one.name for one in everyone}
    lines = [
        DocketLine(title_of(one, names), docket_path(one), since_in_words(one), one)
        for one in found
    ]
    lines.sort(key=lambda line: (line.docket.opened_on or date.max, line.path), reverse=True)
    page = StatePage(
        on=dates.on,
        state=record,
        mechanism=npms.mechanism(record.iso3, dates.on, dates.known_at),
        dockets=tuple(lines),
        compared=_compared(request.GET.get("with", ""), dates, spoken),
    )
    lanes = [*_lanes(found), *drawings.bars_of(record.participation)]
    first = _first_day(record, found, dates.on)
    return answer(
        request,
        "public/registry/state.html",
        page,
        asked=dates,
        everyone=everyone,
        strips=drawings.strips_of(lanes, first=first, last=dates.on),
        years=drawings.years_of(first=first, last=dates.on) if lanes else "",
    )


def _compared(iso3: str, dates: Asked, language: str) -> ComparedState | None:
    """Return the State asked for beside this one. :raises NotVisible: if there is none."""
    if not iso3:
        return None
    record = published.state(iso3, dates.on, dates.known_at, language=language)
    return ComparedState(record, npms.mechanism(record.iso3, dates.on, dates.known_at))


def _lanes(found: Iterable[PublicDocket]) -> list[charts.Lane]:
    """Return a lane for each kind of act there is one of."""
    known = list(found)
    lanes = []
    for name, procedure, kinds, shape in LANES:
        marks = [
            charts.Mark(act.on, f"{_(act.title)}: {wording.dated(act.on, act.precision)}", shape)
            for one in known
            if one.procedure == procedure
            for act in one.acts
            if act.kind in kinds and act.counts
        ]
        if marks:
            lanes.append(charts.Lane(_(name), wording.number(len(marks)), marks=tuple(marks)))
    return lanes


def _first_day(record: StateRecord, found: Iterable[PublicDocket], on: date) -> date:
    """Return the first day of anything on the page."""
    days = [act.on for one in record.participation for act in one.actions]
    days += [act.on for one in found for act in one.acts]
    return min(days, default=on)
