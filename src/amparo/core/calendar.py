"""
The arithmetic of legal time: periods in days, weeks, months and years.

A day in the law is a `date`. No deadline moves for a weekend or a holiday (GEN-5).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .errors import Refused
from .words import gettext_noop


class Unit(StrEnum):
    """The unit of a period in the law."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as the law states it: six weeks, six months, one year."""

    length: int
    unit: Unit

    def after(self, start: date) -> date:
        """Return the last day of the period that starts with the event on `start`. GEN-1, 2, 3."""
        match self.unit:
            case Unit.DAYS:
                return add_days(start, self.length)
            case Unit.WEEKS:
                return add_days(start, 7 * self.length)
            case Unit.MONTHS:
                return add_months(start, self.length)
            case Unit.YEARS:
                return add_years(start, self.length)


def days(length: int) -> Period:
    """Return a period of `length` days."""
    return Period(length, Unit.DAYS)


def weeks(length: int) -> Period:
    """Return a period of `length` weeks."""
    return Period(length, Unit.WEEKS)


def months(length: int) -> Period:
    """Return a period of `length` calendar months."""
    return Period(length, Unit.MONTHS)


def years(length: int) -> Period:
    """Return a period of `length` years."""
    return Period(length, Unit.YEARS)


def add_days(day: date, length: int) -> date:
    """
    Return the last day of a period of `length` days after the event on `day`.

    The day of the event is not counted: 17 July + 30 days = 16 August. Source: GEN-1.
    """
    try:
        return day + timedelta(days=length)
    except OverflowError:
        raise _beyond_the_calendar() from None


def add_weeks(day: date, length: int) -> date:
    """Return the end of a period of `length` weeks after the event on `day`. Source: GEN-3."""
    return add_days(day, 7 * length)


def add_months(day: date, length: int) -> date:
    """
    Return the same-numbered day `length` months later, or the last day of that month.

    31 August + 6 months = 28 or 29 February, not 3 March. Source: GEN-2.
    """
    month = day.year * 12 + (day.month - 1) + length
    year, index = divmod(month, 12)
    if not date.min.year <= year <= date.max.year:
        raise _beyond_the_calendar()
    last = calendar.monthrange(year, index + 1)[1]
    return date(year, index + 1, min(day.day, last))


def add_years(day: date, length: int) -> date:
    """Return the same day `length` years later; 29 February becomes 28. Source: GEN-2."""
    return add_months(day, 12 * length)


def is_overdue(today: date, due: date) -> bool:
    """Test whether a deadline has passed; on the last day it has not."""
    return today > due


def is_overdue_by_more_than(today: date, due: date, by: Period) -> bool:
    """Test whether a deadline was missed by more than a period, strictly. Source: GEN-4."""
    return today > by.after(due)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused(gettext_noop("The last day lies before the first day."))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """The number of days, first and last included."""
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def year_span(year: int) -> Span:
    """Return the days of a calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def _beyond_the_calendar() -> Refused:
    return Refused(gettext_noop("The day lies outside the years 1 to 9999."))
