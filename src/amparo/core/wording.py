"""
Dates, numbers and lengths of time in the reader's language.

Nothing here decides anything; the words come from Unicode's locale data and from our catalogs.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_interval
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from .calendar import Span, add_months

# English is written as in the documents of the mechanisms: 20 May 2026.
_LOCALES = {"en": "en_GB", "zh-hans": "zh_Hans"}

DAYS_SHOWN_IN_DAYS = 60
MONTHS_SHOWN_IN_MONTHS = 24


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language))


def locale() -> Locale:
    """Return the locale of the language that is being spoken."""
    return _locale(get_language() or "en")


def day(value: date | None) -> str:
    """Return a date in full: 20 May 2026. Nothing for no date."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).date()
    text = format_date(value, "long", locale=locale())
    if value.day == 1 and locale().language == "fr":
        return "1er" + text[1:]
    return text


def month(value: date) -> str:
    """Return a month in full: May 2026."""
    return format_date(value, "LLLL y", locale=locale())


def short_day(value: date) -> str:
    """Return a date for a table: 20 May 2026, with the month shortened."""
    return format_date(value, "medium", locale=locale())


def span(value: Span) -> str:
    """Return both days of a span: 3–14 March 2025."""
    if value.first == value.last:
        return day(value.first)
    return format_interval(value.first, value.last, "yMMMMd", locale=locale())


def number(value: int | Decimal) -> str:
    """Return a number with the separators of the language."""
    return format_decimal(value, locale=locale(), decimal_quantization=False)


def percentage(value: int | Decimal) -> str:
    """Return a number of per cent, with as many decimals as it has: 48.98%."""
    return format_percent(Decimal(value) / 100, locale=locale(), decimal_quantization=False)


def listed(values: tuple[str, ...] | list[str]) -> str:
    """Return words as a list in a sentence: a, b and c."""
    return format_list(list(values), locale=locale()) if values else ""


def shown(value: object) -> str:
    """Return the value of a figure, whatever its kind, in the reader's language."""
    match value:
        case bool() | str():
            return str(value)
        case int() | Decimal():
            return number(value)
        case date():
            return day(value)
        case Span():
            return span(value)
        case tuple() | list():
            return listed([str(one) for one in value])
    return str(value)


def length(first: date, last: date) -> str:
    """
    Return the time between two days in words: 12 days, 3 months, 4 years.

    Whole units only, rounded down: 3 months are over when the fourth has not yet passed.
    """
    days = (last - first).days
    if days < DAYS_SHOWN_IN_DAYS:
        return ngettext("%(number)s day", "%(number)s days", days) % {"number": number(days)}
    months = (last.year - first.year) * 12 + last.month - first.month
    if add_months(first, months) > last:
        months -= 1
    if months < MONTHS_SHOWN_IN_MONTHS:
        return ngettext("%(number)s month", "%(number)s months", months) % {
            "number": number(months)
        }
    years = months // 12
    return ngettext("%(number)s year", "%(number)s years", years) % {"number": number(years)}


def time_left(due: date, on: date) -> str:
    """Return how long there is until `due`, or by how much it is late; on the day itself, today."""
    if due == on:
        return _("due today")
    if on < due:
        return _("%(length)s left") % {"length": length(on, due)}
    return _("late by %(length)s") % {"length": length(due, on)}
