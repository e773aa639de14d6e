"""Dates, numbers and lengths of time as the languages write them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from amparo.core import wording
from amparo.core.calendar import Span


def plain_spaces(text):
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "1 May 2026"),
        ("fr", "1er mai 2026"),
        ("es", "1 de mayo de 2026"),
        ("ar", "1 مايو 2026"),
        ("ru", "1 мая 2026"),
        ("zh-hans", "2026年5月1日"),
    ],
)
def test_a_day_is_written_in_full(language, text):
    with translation.override(language):
        assert plain_spaces(wording.day(date(2026, 5, 1))) == text


@pytest.mark.parametrize(
    ("precision", "text"),
    [
        pytest.param("day", "31 May 2026", id="the day is known"),
        pytest.param("month", "May 2026", id="only the month is"),
        pytest.param("year", "2026", id="only the year is"),
        pytest.param("by", "by 31 May 2026", id="only by when"),
    ],
)
def test_a_date_says_no_more_than_is_known(precision, text):
    assert wording.dated(date(2026, 5, 31), precision) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "28 February – 14 March 2025"),
        ("fr", "28 février – 14 mars 2025"),
        ("ru", "28 февраля – 14 марта 2025"),
        ("zh-hans", "2025年2月28日至3月14日"),
    ],
)
def test_a_span_names_its_months_in_full(language, text):
    with translation.override(language):
        assert plain_spaces(wording.span(Span(date(2025, 2, 28), date(2025, 3, 14)))) == text


def test_a_span_of_one_day_is_that_day():
    assert wording.span(Span(date(2025, 3, 3), date(2025, 3, 3))) == "3 March 2025"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(96, "96", id="a count"),
        pytest.param(1234567, "1,234,567", id="a large count"),
        pytest.param(Decimal("48.90"), "48.90", id="a decimal keeps its places"),
        pytest.param(("Benin", "Chile", "Niger"), "Benin, Chile and Niger", id="names"),
        pytest.param(date(2025, 12, 31), "31 December 2025", id="a day"),
        pytest.param("none", "none", id="a word"),
    ],
)
def test_the_value_of_a_figure_is_shown_by_its_kind(value, text):
    assert wording.shown(value) == text


def test_a_percentage_keeps_its_decimals():
    assert wording.percentage(Decimal("48.90")) == "48.90%"


@pytest.mark.parametrize(
    ("due", "on", "text"),
    [
        pytest.param(date(2026, 5, 20), date(2026, 5, 20), "due today", id="the last day"),
        pytest.param(date(2026, 5, 20), date(2026, 5, 19), "1 day left", id="the day before"),
        pytest.param(date(2026, 5, 20), date(2026, 2, 20), "3 months left", id="three months"),
        pytest.param(date(2026, 5, 20), date(2026, 2, 21), "2 months left", id="not quite three"),
        pytest.param(date(2026, 5, 20), date(2026, 5, 21), "late by 1 day", id="the day after"),
        pytest.param(date(2020, 6, 20), date(2025, 12, 31), "late by 5 years", id="years"),
        pytest.param(date(2024, 2, 29), date(2024, 8, 31), "late by 6 months", id="short months"),
    ],
)
def test_time_left_is_said_in_whole_units(due, on, text):
    assert wording.time_left(due, on) == text
