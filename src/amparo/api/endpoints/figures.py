"""Figures, with the rows they count."""

import inspect
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _
from ninja import Field

from amparo.api.asking import OnADay, a_day, dates_of, day_of
from amparo.api.paging import Rows, in_memory
from amparo.api.records import Counted
from amparo.api.service import listed, single
from amparo.core.calendar import year_span
from amparo.core.errors import NotVisible, Refused
from amparo.core.measures import MEASURES, AsAt, Value, measure_named
from amparo.core.words import gettext_noop
from amparo.stats import published
from amparo.stats.published import FigureRecord, MeasureRecord

TAGS = ["Figures"]


class OfAPeriod(OnADay):
    """As at which day, as known when, counted since when; choices of the figure by their names."""

    since: str = Field(
        "",
        description=(
            "From this day on, for a figure of a period; from the first day of the year, if absent."
            " What else a figure can be asked for, its `choices` say, each a parameter of that name."
        ),
        json_schema_extra=a_day,
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A figure as at a day, as known at a moment.

    A share keeps its numerator and denominator. `rows` says how many rows it counts, `rows_path` where
    they are.
    """

    measure: MeasureRecord
    value: Value
    numerator: int | None
    denominator: int | None
    on: date
    since: date | None
    known_at: datetime
    choices: dict[str, str]
    rows: int
    rows_path: str
    path: str


@listed("figures", MeasureRecord, tags=TAGS)
def figures() -> Rows[MeasureRecord]:
    """Every figure that can be asked for, by its name: what it counts, and by which rule."""
    return in_memory(map(_told, published.measures()), lambda one: (one.name,))


@single("figures/{name}", Figure, tags=TAGS)
def figure(name: str, asked: OfAPeriod, choices: dict[str, str]) -> Figure:
    """A figure as at a day, as known when."""
    found = _figure(name, asked, choices)
    place = published.figure_path(name, _frame(name, asked), choices, asked.known_at)
    return Figure(
        measure=_told(found.measure),
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        on=found.on,
        since=found.since,
        known_at=found.known_at,
        choices=dict(found.choices),
        rows=len(found.rows),
        rows_path=place.replace(f"/figures/{name}/", f"/api/v1/figures/{name}/rows"),
        path=place,
    )


@listed("figures/{name}/rows", Counted, tags=TAGS)
def figure_rows(name: str, asked: OfAPeriod, choices: dict[str, str]) -> Rows[Counted]:
    """The rows that a figure counts, by their reference."""
    found = _figure(name, asked, choices)
    seen: dict[str, int] = {}
    counted = []
    for row in found.rows:
        seen[row.reference] = number = seen.get(row.reference, 0) + 1
        counted.append(
            Counted(
                number=number,
                reference=row.reference,
                label=_(row.label) if row.label else "",
                on=row.on,
                amount=str(row.amount),
                source=row.source,
                path=row.path,
            )
        )
    return in_memory(counted, lambda one: (one.reference, one.number), (str, int))


def _figure(name: str, asked: OfAPeriod, choices: dict[str, str]) -> FigureRecord:
    """Return a figure. :raises NotVisible: if there is none. :raises Refused: if a choice is wrong."""
    if name not in MEASURES:
        raise NotVisible(name)
    missing = [one for one in _needed(name) if one not in choices]
    if missing:
        raise Refused(
            gettext_noop("This figure needs to be told: {names}."), names=", ".join(missing)
        )
    return published.figure(name, _frame(name, asked), **choices)


def _frame(name: str, asked: OfAPeriod) -> AsAt:
    """Return the dates of a figure; one of a period counts the last whole year if nothing is said."""
    dates, since = dates_of(asked), day_of(asked.since)
    if MEASURES[name].over_a_period and since is None:
        if asked.on:
            since = year_span(dates.on.year).first
        else:
            year = year_span(dates.on.year - 1)
            dates, since = replace(dates, on=year.last), year.first
    if since is not None and since > dates.on:
        raise Refused(gettext_noop("The last day lies before the first day."))
    return dates.as_at(since)


def _needed(name: str) -> list[str]:
    """Return the choices without which a measure counts nothing."""
    parameters = inspect.signature(measure_named(name).function).parameters.values()
    return [
        one.name for one in parameters if one.kind is one.KEYWORD_ONLY and one.default is one.empty
    ]


def _told(measure: MeasureRecord) -> MeasureRecord:
    """Return what a measure counts, in the language asked for."""
    return replace(
        measure,
        title=_(measure.title),
        unit=_(measure.unit),
        counts=_(measure.counts),
        leaves_out=_(measure.leaves_out) if measure.leaves_out else "",
    )
