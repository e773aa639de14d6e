"""Whether a figure that was counted is the figure that was published."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from amparo.core.calendar import Span, year_span
from amparo.core.measures import Figure

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Shape(StrEnum):
    """What kind of value a published figure is."""

    NUMBER = "number"
    DATE = "date"
    RANGE = "range"
    NAMES = "names"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Published:
    """A figure as a report prints it."""

    value: str
    unit: str
    at_least: bool = False

    @property
    def shape(self) -> Shape:
        """The kind of value, from its unit and the way it is written."""
        match self.unit:
            case "date":
                return Shape.DATE
            case "date-range":
                return Shape.RANGE
            case "list":
                return Shape.NAMES
        return Shape.NUMBER if _NUMBER.fullmatch(self.value) else Shape.TEXT

    @property
    def names(self) -> frozenset[str]:
        """The names of a list."""
        return frozenset(one.strip() for one in self.value.split(";") if one.strip())


def is_lower_bound(notes: str) -> bool:
    """Test whether a published figure says "more than" or "at least". Source: STAT-2."""
    return notes.startswith("lower bound")


def agrees(
    published: Published, figure: Figure, *, code_of: Callable[[str], str] = str.casefold
) -> bool:
    """
    Test whether a counted figure is the one that was published.

    Numbers are compared with as many decimals as were printed (GEN-7), lower bounds with "not
    less" (STAT-2), lists as sets whatever their order; `code_of` brings two spellings of one name
    together.
    """
    value = figure.value
    match published.shape:
        case Shape.DATE:
            return value == date.fromisoformat(published.value)
        case Shape.RANGE:
            first, _slash, last = published.value.partition("/")
            return value == Span(date.fromisoformat(first), date.fromisoformat(last))
        case Shape.NAMES:
            if not isinstance(value, tuple):
                return False
            return {code_of(name) for name in value} == {code_of(n) for n in published.names}
        case Shape.NUMBER:
            return _agrees_in_number(published, figure)
    return str(value) == published.value


def _agrees_in_number(published: Published, figure: Figure) -> bool:
    stated = Decimal(published.value)
    counted = _counted(figure)
    if counted is None:
        return False
    exponent = stated.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    rounded = counted.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return rounded >= stated if published.at_least else rounded == stated


def _counted(figure: Figure) -> Decimal | None:
    """Return a figure as a number: a share from its two numbers, a list as how many it names."""
    if figure.numerator is not None and figure.denominator:
        return Decimal(100 * figure.numerator) / Decimal(figure.denominator)
    match figure.value:
        case bool():
            return None
        case int() | Decimal():
            return Decimal(figure.value)
        case tuple():
            return Decimal(len(figure.value))
    return None


def period_of(as_of: str) -> tuple[date | None, date | None]:
    """
    Return the first and last day that a published figure speaks of.

    `2025` is a year, `2025-03` up to the end of that month, `2025-12-31` up to that day,
    `2019/2023` from the first to the last of these years; nothing is no day.
    Source: the column `as_of` in data/published/README.md.
    """
    if not as_of:
        return None, None
    first, slash, last = as_of.partition("/")
    if slash:
        return date(int(first), 1, 1), date(int(last), 12, 31)
    match [int(part) for part in as_of.split("-")]:
        case [year]:
            whole = year_span(year)
            return whole.first, whole.last
        case [year, month]:
            return None, date(year, month, calendar.monthrange(year, month)[1])
    return None, date.fromisoformat(as_of)
