"""
Figures as the world sees them: the value, what it counts, and the rows behind it.

A measure reads only what is public, so its rows may be shown as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode

from amparo.core.measures import MEASURES, AsAt, Measure, Row, Value, measure_named

from .models import PublishedAggregate

# Copied into the public store as they are: every column of them is public.
TABLES = (PublishedAggregate,)


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """What a measure counts. All words are marked for translation, not yet translated."""

    name: str
    title: str
    unit: str
    counts: str
    leaves_out: str
    rule: str
    over_a_period: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """A figure as at a day, as known at a moment, with the rows it counts."""

    measure: MeasureRecord
    value: Value
    numerator: int | None
    denominator: int | None
    on: date
    since: date | None
    known_at: datetime
    choices: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()


def measures() -> list[MeasureRecord]:
    """Return every measure there is, by name."""
    return [_record(MEASURES[name]) for name in sorted(MEASURES)]


def measure(name: str) -> MeasureRecord:
    """Return one measure. :raises Refused: if there is none of that name."""
    return _record(measure_named(name))


def figure(name: str, as_at: AsAt, **choices: str) -> FigureRecord:
    """
    Return a figure with its rows.

    :raises Refused: if there is no such measure, it has no such choice, or it counts over a period
        and `as_at` says none.
    """
    found = measure_named(name)
    counted = found(as_at, **choices)
    return FigureRecord(
        measure=_record(found),
        value=counted.value,
        numerator=counted.numerator,
        denominator=counted.denominator,
        on=as_at.on,
        since=as_at.since,
        known_at=as_at.known_at,
        choices=choices,
        rows=counted.rows,
    )


def figure_path(name: str, as_at: AsAt, choices: Mapping[str, str], known_on: str = "") -> str:
    """
    Return where a figure's rows are shown, from the root of the site.

    `known_on` is the day by whose end it was known; without it, the page shows what is known today.
    """
    asked = {"on": as_at.on.isoformat()}
    if as_at.since is not None and measure_named(name).over_a_period:
        asked["since"] = as_at.since.isoformat()
    if known_on:
        asked["known_at"] = known_on
    return f"/figures/{name}/?{urlencode({**asked, **choices})}"


def _record(found: Measure) -> MeasureRecord:
    return MeasureRecord(
        found.name,
        found.title,
        found.unit,
        found.counts,
        found.leaves_out,
        found.rule,
        found.over_a_period,
        found.choices,
    )
