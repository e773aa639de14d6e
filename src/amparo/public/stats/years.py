"""A figure year by year: the same measure with the same choices, at the end of ten years or over each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from amparo.core import wording
from amparo.core.calendar import year_span
from amparo.core.errors import Refused
from amparo.core.measures import AsAt
from amparo.stats import charts, published
from amparo.stats.keeping import kept
from amparo.stats.published import FigureRecord, figure_path

MANY = 10


@dataclass(frozen=True, slots=True)
class YearOf:
    """What a figure was in a year, and where its rows are."""

    on: date
    value: int
    path: str


def years_of(figure: FigureRecord, known_on: date | None) -> tuple[YearOf, ...]:
    """
    Return a whole number in the ten years up to its day; nothing for a figure of another kind.

    A figure that names a year among its choices is of that year whatever the day.
    """
    if type(figure.value) is not int or "year" in figure.measure.choices:
        return ()
    first = max(figure.on.year - MANY + 1, 1)
    key = (figure.measure.name, figure.on, known_on or date.today(), get_language())  # noqa: DTZ011
    return kept(
        lambda: tuple(
            found
            for year in range(first, figure.on.year + 1)
            if (found := _in_year(figure, year, known_on)) is not None
        ),
        "years",
        *key,
        sorted(figure.choices.items()),
    )


def drawn(years: tuple[YearOf, ...], figure: FigureRecord, title: str) -> str:
    """Return the years as a picture: bars for what is counted over each, steps for what holds."""
    if figure.measure.over_a_period:
        most = max(one.value for one in years)
        bars = [
            charts.Bar(
                name=wording.year(one.on),
                parts=(charts.Part(one.value),),
                whole=most or 1,
                words=wording.number(one.value),
            )
            for one in years
        ]
        return charts.share_bars(
            bars, title=title, desc="", identifier="years", mirrored=get_language_bidi()
        )
    return charts.counts_over_time(
        [charts.Series(title, tuple((one.on, one.value) for one in years))],
        title=_("%(figure)s, year by year") % {"figure": title},
        desc="",
        first=years[0].on,
        last=years[-1].on,
    )


def _in_year(figure: FigureRecord, year: int, known_on: date | None) -> YearOf | None:
    """Return the figure of a year as far as its day, or None where there is none."""
    span = year_span(year)
    as_at = AsAt(on=min(span.last, figure.on), known_at=figure.known_at, since=span.first)
    choices = dict(figure.choices)
    try:
        found = published.figure(figure.measure.name, as_at, **choices)
    except Refused:
        return None
    if type(found.value) is not int:
        return None
    known = known_on.isoformat() if known_on else ""
    return YearOf(as_at.on, found.value, figure_path(figure.measure.name, as_at, choices, known))
