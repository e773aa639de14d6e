"""
Dates, numbers and lengths of time in the reader's language.

Nothing here decides anything; the words come from Unicode's locale data and from our catalogs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
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
    return _in_full(value, get_language() or "en")


@lru_cache(maxsize=5_000)
def _in_full(value: date, language: str) -> str:
    # The same days stand on page after page, and a list writes a hundred of them.
    text = _without_year_word(format_date(value, "long", locale=_locale(language)))
    if value.day == 1 and _locale(language).language == "fr":
        return "1er" + text[1:]
    return text


def dated(value: date, precision: str = "day") -> str:
    """
    Return a date as exactly as it is known: to the day, the month, the year, or only by when.

    Source: the precision of an act's day (docket).
    """
    match precision:
        case "month":
            return month(value)
        case "year":
            return year(value)
        case "by":
            return _("by %(day)s") % {"day": day(value)}
    return day(value)


def year(value: date) -> str:
    """Return a year as the language writes it: 2026, 2026年."""
    return format_date(value, "y年" if locale().language == "zh" else "y", locale=locale())


def month(value: date) -> str:
    """Return a month in full: May 2026."""
    return _without_year_word(format_skeleton("yMMMM", value, locale=locale()))


def span(value: Span) -> str:
    """Return both days of a span: 3–14 March 2025."""
    if value.first == value.last:
        return day(value.first)
    text = format_interval(value.first, value.last, "yMMMMd", locale=locale())
    # Most languages have intervals with shortened months only; dates here are in full.
    short, full = (locale().months["format"][width] for width in ("abbreviated", "wide"))
    for one in {value.first.month, value.last.month}:
        if full[one] not in text and not short[one][0].isdigit():
            text = text.replace(short[one], full[one])
    return _without_year_word(text)


def _without_year_word(text: str) -> str:
    """Return a Russian date without «г.», or a sentence that ends with one would end twice."""
    return text.removesuffix("г.").rstrip() if locale().language == "ru" else text


def number(value: int | Decimal) -> str:
    """Return a number with the separators of the language and the decimals it has."""
    if isinstance(value, int):
        return _whole(value, get_language() or "en")
    return format_decimal(value, f"#,##0{_places(value)}", locale=locale())


def numbers() -> Callable[[int], str]:
    """Return what writes whole numbers in the language being spoken, looked up once for many."""
    language = get_language() or "en"
    return lambda value: _whole(value, language)


def days() -> Callable[[date, str], str]:
    """Return what writes days as exactly as they are known, the language looked up once for many."""
    language = get_language() or "en"
    return lambda value, precision: (
        _in_full(value, language) if precision == "day" else dated(value, precision)
    )


@lru_cache(maxsize=5_000)
def _whole(value: int, language: str) -> str:
    return format_decimal(value, "#,##0", locale=_locale(language))


def percentage(value: int | Decimal) -> str:
    """Return a number of per cent, with as many decimals as it has: 48.98%."""
    pattern = locale().percent_formats[None].pattern.replace("#,##0", f"#,##0{_places(value)}")
    return format_percent(Decimal(value) / 100, pattern, locale=locale())


def _places(value: int | Decimal) -> str:
    """Return the decimals of a number as a pattern keeps them: 48.90 stays 48.90."""
    decimals = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
    return f".{'0' * decimals}" if decimals > 0 else ""


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
    return _length(*_units(first, last), get_language() or "en")


def _units(first: date, last: date) -> tuple[str, int]:
    days = (last - first).days
    if days < DAYS_SHOWN_IN_DAYS:
        return "days", days
    months = (last.year - first.year) * 12 + last.month - first.month
    if add_months(first, months) > last:
        months -= 1
    if months < MONTHS_SHOWN_IN_MONTHS:
        return "months", months
    return "years", months // 12


@lru_cache(maxsize=2_000)
def _length(unit: str, count: int, language: str) -> str:
    match unit:
        case "days":
            text = ngettext("%(number)s day", "%(number)s days", count)
        case "months":
            text = ngettext("%(number)s month", "%(number)s months", count)
        case _:
            text = ngettext("%(number)s year", "%(number)s years", count)
    return text % {"number": _whole(count, language)}


def time_left(due: date, on: date) -> str:
    """Return how long there is until `due`, or by how much it is late; on the day itself, today."""
    return times_left()(due, on)


def times_left() -> Callable[[date, date], str]:
    """Return what writes `time_left`, the language looked up once for many."""
    language = get_language() or "en"

    def left(due: date, on: date) -> str:
        if due == on:
            return _("due today")
        return _left(*_units(min(due, on), max(due, on)), on > due, language)

    return left


@lru_cache(maxsize=2_000)
def _left(unit: str, count: int, is_late: bool, language: str) -> str:
    # A list says it in every row, and there are few lengths.
    text = _("late by %(length)s") if is_late else _("%(length)s left")
    return text % {"length": _length(unit, count, language)}
