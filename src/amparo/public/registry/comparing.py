"""States beside each other: what they are to each treaty, their mechanisms, what was done with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from amparo.core.doors import open_to_public
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket import published as dockets
from amparo.docket.published import PublicDocket
from amparo.npms import published as npms
from amparo.npms.published import MechanismRecord
from amparo.public.answers import answer
from amparo.public.asking import Asked, asked
from amparo.registry import published
from amparo.registry.published import StateRecord
from amparo.stats import charts

from . import drawings

FEWEST, MOST = 2, 4
COUNTED = (
    (_("Visits"), "visit", "conducted"),
    (_("Reports transmitted"), "visit_report", "transmitted"),
    (_("Replies received"), "visit_report", "reply_received"),
    (_("Reports published"), "visit_report", "published"),
)


@dataclass(frozen=True, slots=True)
class Done:
    """How often something was done, and when last, as exactly as that is known."""

    title: str
    count: int
    last_on: date | None
    precision: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A State as it is compared: its treaties, its mechanism, what was done."""

    state: StateRecord
    mechanism: MechanismRecord | None
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two to four States on a day, or none while they are being chosen."""

    on: date
    states: tuple[Beside, ...]


@open_to_public
def compare(request: HttpRequest) -> HttpResponse:
    """Show States beside each other, as at a day; with fewer than two, ask for them."""
    dates, spoken = asked(request), get_language() or "en"
    wanted = list(dict.fromkeys(one.upper() for one in request.GET.getlist("state") if one))
    if len(wanted) > MOST:
        raise Refused(_("At most {most} States can be compared at once."), most=MOST)
    chosen = tuple(_beside(one, dates, spoken) for one in wanted)
    shown = chosen if len(chosen) >= FEWEST else ()
    lanes = [(one.state, drawings.bars_of(one.state.participation)) for one in shown]
    days = [a.on for one in shown for row in one.state.participation for a in row.actions]
    first = min(days, default=dates.on)
    return answer(
        request,
        "public/registry/compare.html",
        ComparePage(dates.on, shown),
        asked=dates,
        everyone=published.states(dates.on, language=spoken),
        chosen=[one.state.iso3 for one in chosen] + [""] * (MOST - len(chosen)),
        rows=_treaties(shown),
        strips=_strips(lanes, first, dates.on),
        years=drawings.years_of(first=first, last=dates.on) if shown else "",
    )


def _beside(iso3: str, dates: Asked, language: str) -> Beside:
    """Return a State to compare. :raises NotVisible: if there is none."""
    record = published.state(iso3, dates.on, dates.known_at, language=language)
    found = dockets.public_dockets(
        dockets.public_references(state=record.iso3),
        today=dates.today,
        on=dates.on,
        known_at=dates.known_at,
    )
    mechanism = npms.mechanism(record.iso3, dates.on, dates.known_at)
    return Beside(record, mechanism, tuple(_done(found, *one) for one in COUNTED))


def _done(found: Iterable[PublicDocket], title: str, procedure: str, kind: str) -> Done:
    acts = [
        act
        for one in found
        if one.procedure == procedure
        for act in one.acts
        if act.kind == kind and act.counts
    ]
    last = max(acts, key=lambda act: act.on, default=None)
    return Done(
        title, len(acts), last.on if last else None, last.precision.value if last else "day"
    )


def _treaties(shown: tuple[Beside, ...]) -> list[tuple[object, ...]]:
    """Return a row for each treaty that any of the States has to do with."""
    rows = zip(*(one.state.participation for one in shown), strict=True)
    return [row for row in rows if any(one.actions for one in row)]


def _strips(
    lanes: list[tuple[StateRecord, list[charts.Lane]]], first: date, last: date
) -> list[tuple[StateRecord, list[tuple[charts.Lane, str]]]]:
    return [(state, drawings.strips_of(its, first=first, last=last)) for state, its in lanes]
