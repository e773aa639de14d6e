"""The first page: what this is, the system today, what is new, what is due next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from amparo.core.calendar import year_span
from amparo.core.doors import open_to_public
from amparo.core.measures import MEASURES, AsAt
from amparo.docket import published as dockets
from amparo.docket.published import PublicAct, PublicClock
from amparo.public.answers import answer
from amparo.public.asking import Asked, asked
from amparo.public.docket.words import docket_path, title_of
from amparo.public.registry import drawings
from amparo.registry import published as registry
from amparo.registry.published import TreatyRecord
from amparo.stats import published as stats
from amparo.stats.published import FigureRecord

PRINCIPAL = "OPCAT"
# The system today in five figures.
FIGURES = (
    "participation.parties",
    "npms.designated",
    "visits.conducted",
    "visits.reports_transmitted",
    "npms.listed",
)
NEWS, CLOCKS = 10, 5


@dataclass(frozen=True, slots=True)
class News:
    """A public act, with the title and the address of its docket."""

    title: str
    path: str
    act: PublicAct


@dataclass(frozen=True, slots=True)
class Due:
    """A public clock that runs, with the title and the address of its docket."""

    title: str
    path: str
    clock: PublicClock


@dataclass(frozen=True, slots=True)
class HomePage:
    """The system on a day."""

    on: date
    figures: tuple[FigureRecord, ...]
    treaty: TreatyRecord
    news: tuple[News, ...]
    due: tuple[Due, ...]


@open_to_public
def home(request: HttpRequest) -> HttpResponse:
    """Show the system as at a day, today unless the address says another."""
    dates, spoken = asked(request), get_language() or "en"
    states = registry.states(dates.on, language=spoken)
    names = {one.iso3: one.name for one in states}
    treaty = registry.treaty(PRINCIPAL, dates.on, dates.known_at, language=spoken)
    page = HomePage(
        on=dates.on,
        figures=tuple(_figures(dates)),
        treaty=treaty,
        news=tuple(
            News(title_of(docket, names), docket_path(docket), act)
            for docket, act in dockets.latest_acts(
                NEWS, today=dates.today, on=dates.on, known_at=dates.known_at
            )
        ),
        due=tuple(
            Due(title_of(docket, names), docket_path(docket), clock)
            for docket, clock in dockets.next_clocks(CLOCKS, today=dates.today)
        ),
    )
    return answer(
        request,
        "public/home.html",
        page,
        asked=dates,
        map=drawings.map_of(treaty, states),
        keys=drawings.keys(),
    )


def _figures(dates: Asked) -> list[FigureRecord]:
    """Return the figures: as at the day, and those of a period over the last whole year."""
    last = year_span(max(dates.on.year - 1, 1))
    year = AsAt(on=last.last, known_at=dates.known_at, since=last.first)
    return [
        stats.figure(name, year if MEASURES[name].over_a_period else dates.as_at())
        for name in FIGURES
    ]
