"""
Figures that explain themselves: a measure returns the rows it counts.

Areas define measures in their `measures.py`; `stats` reads them across areas. Nothing here knows
what is counted or how it is fetched. Source: DESIGN section 6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from .calendar import Span, year_span
from .errors import Refused
from .words import gettext_noop

Value = int | Decimal | date | Span | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AsAt:
    """
    The two dates of every figure: as at a day, as known at a moment.

    `since` is the first day counted by measures of a period ("in 2025"); measures of a state of
    affairs ("as at 31 December 2025") ignore it.
    """

    on: date
    known_at: datetime
    since: date | None = None

    @classmethod
    def year(cls, year: int, known_at: datetime) -> AsAt:
        """Return the frame of a calendar year: from 1 January, as at 31 December."""
        span = year_span(year)
        return cls(on=span.last, known_at=known_at, since=span.first)

    @property
    def span(self) -> Span:
        """The days counted by a measure of a period."""
        if self.since is None:
            raise Refused(gettext_noop("This figure counts over a period: say since when."))
        return Span(self.since, self.on)


@dataclass(frozen=True, slots=True)
class Row:
    """
    One thing that a figure counts.

    `reference` identifies it (a docket's reference, an ISO3 code), `path` is where it can be seen,
    from the root of the site, `on` its day, `amount` what it adds where a figure is a sum.
    `source` says where the fact comes from.
    """

    reference: str
    label: str
    path: str = ""
    on: date | None = None
    amount: Decimal | int = 1
    source: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and the rows behind it; a share also keeps its numerator and denominator (GEN-7)."""

    value: Value
    rows: tuple[Row, ...]
    numerator: int | None = None
    denominator: int | None = None


# The function behind a measure: a frame, and choices by name as text, in; a figure out.
Count = Callable[..., Figure]


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted, in what unit, by which rule, and what is left out."""

    name: str
    title: str
    unit: str
    counts: str
    leaves_out: str
    rule: str
    over_a_period: bool
    choices: tuple[str, ...]
    function: Count

    def __call__(self, as_at: AsAt, **choices: str) -> Figure:
        """Return the figure as at a day, as known at a moment."""
        unknown = set(choices) - set(self.choices)
        if unknown:
            raise Refused(gettext_noop("This figure does not have that choice."))
        return self.function(as_at, **choices)


MEASURES: dict[str, Measure] = {}


def measure(
    name: str,
    *,
    title: str,
    unit: str,
    counts: str,
    rule: str,
    leaves_out: str = "",
    over_a_period: bool = False,
    choices: Iterable[str] = (),
) -> Callable[[Count], Measure]:
    """
    Register a function as a measure under a dotted `name` (`opcat.parties`).

    `title`, `unit`, `counts` and `leaves_out` are marked for translation by the caller.
    `choices` are the keyword arguments the function takes, as strings (`region`, `treaty`).
    """

    def register(function: Count) -> Measure:
        if name in MEASURES:
            raise ValueError(f"Two measures are named {name}.")
        MEASURES[name] = Measure(
            name,
            title,
            unit,
            counts,
            leaves_out,
            rule,
            over_a_period,
            tuple(choices),
            function,
        )
        return MEASURES[name]

    return register


def measure_named(name: str) -> Measure:
    """Return the measure of that name. :raises Refused: if there is none."""
    try:
        return MEASURES[name]
    except KeyError:
        raise Refused(gettext_noop("There is no figure of that name.")) from None


def count_of(rows: Iterable[Row]) -> Figure:
    """Return the number of rows, with the rows."""
    kept = tuple(rows)
    return Figure(len(kept), kept)


def sum_of(rows: Iterable[Row]) -> Figure:
    """Return the sum of the rows' amounts, with the rows."""
    kept = tuple(rows)
    return Figure(sum((row.amount for row in kept), 0), kept)


def names_of(rows: Iterable[Row]) -> Figure:
    """Return the labels of the rows in their order, with the rows."""
    kept = tuple(rows)
    return Figure(tuple(row.label for row in kept), kept)


def share_of(part: Iterable[Row], whole: int, *, places: int = 2) -> Figure:
    """
    Return part/whole in per cent, rounded half up to `places`, keeping both numbers. GEN-7.

    A share of nothing is refused rather than shown as zero.
    """
    kept = tuple(part)
    return Figure(percent(len(kept), whole, places=places), kept, len(kept), whole)


def percent(numerator: int, denominator: int, *, places: int = 2) -> Decimal:
    """Return numerator/denominator in per cent, rounded half up to `places`. Source: GEN-7."""
    if denominator == 0:
        raise Refused(gettext_noop("There is nothing to take a share of."), rule="GEN-7")
    exact = Decimal(100 * numerator) / Decimal(denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
