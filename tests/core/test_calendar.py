from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amparo.core import calendar
from amparo.core.calendar import (
    Period,
    Span,
    add_days,
    add_months,
    add_weeks,
    add_years,
    is_overdue,
    is_overdue_by_more_than,
    year_span,
)
from amparo.core.errors import Refused

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
LENGTHS = st.integers(min_value=0, max_value=1200)


# GEN-1: the day of the event is not counted. Deposits and entries into force: RULES 1.1.


@pytest.mark.parametrize(
    ("deposit", "in_force"),
    [
        pytest.param(date(2006, 5, 23), date(2006, 6, 22), id="the twentieth instrument"),
        pytest.param(date(2025, 7, 17), date(2025, 8, 16), id="Bangladesh"),
        pytest.param(date(2025, 11, 10), date(2025, 12, 10), id="Colombia"),
        pytest.param(date(2019, 6, 20), date(2019, 7, 20), id="South Africa"),
        pytest.param(date(2019, 2, 20), date(2019, 3, 22), id="Iceland, over a short February"),
        pytest.param(date(2017, 12, 29), date(2018, 1, 28), id="Palestine, over a new year"),
        pytest.param(date(2024, 2, 1), date(2024, 3, 2), id="over a leap day"),
    ],
)
def test_thirtieth_day_after_deposit(deposit: date, in_force: date):
    assert add_days(deposit, 30) == in_force
    assert calendar.days(30).after(deposit) == in_force


# GEN-2: the same-numbered day, or the last day of the month.


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        pytest.param(date(2025, 8, 31), 6, date(2026, 2, 28), id="31 August and six months"),
        pytest.param(date(2023, 8, 31), 6, date(2024, 2, 29), id="the same, in a leap year"),
        pytest.param(date(2025, 8, 31), 1, date(2025, 9, 30), id="into a month of thirty days"),
        pytest.param(date(2025, 11, 20), 6, date(2026, 5, 20), id="over a new year"),
        pytest.param(date(2025, 12, 15), 12, date(2026, 12, 15), id="twelve months"),
        pytest.param(date(2025, 1, 30), 0, date(2025, 1, 30), id="no months"),
        pytest.param(date(2025, 3, 31), -1, date(2025, 2, 28), id="a month earlier"),
        pytest.param(date(2025, 1, 15), -1, date(2024, 12, 15), id="earlier over a new year"),
    ],
)
def test_months_run_to_the_same_numbered_day(start: date, length: int, end: date):
    assert add_months(start, length) == end
    assert calendar.months(length).after(start) == end


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        pytest.param(date(2025, 7, 17), 1, date(2026, 7, 17), id="Bangladesh's NPM is due"),
        pytest.param(date(2017, 12, 29), 1, date(2018, 12, 29), id="Palestine's NPM was due"),
        pytest.param(date(2024, 2, 29), 1, date(2025, 2, 28), id="from a leap day"),
        pytest.param(date(2024, 2, 29), 4, date(2028, 2, 29), id="from leap day to leap day"),
        pytest.param(date(2096, 2, 29), 4, date(2100, 2, 28), id="a century without a leap day"),
    ],
)
def test_years_run_to_the_same_day(start: date, length: int, end: date):
    assert add_years(start, length) == end
    assert calendar.years(length).after(start) == end


# GEN-3: weeks are seven days; a term under article 8 starts when six weeks have ended.


@pytest.mark.parametrize(
    ("informed", "end"),
    [
        pytest.param(date(2019, 10, 19), date(2019, 11, 30), id="SPT-2019, para. 6"),
        pytest.param(date(2019, 11, 27), date(2020, 1, 8), id="SPT-2019, para. 7"),
    ],
)
def test_six_weeks_end_on_day_forty_two(informed: date, end: date):
    assert add_weeks(informed, 6) == end
    assert calendar.weeks(6).after(informed) == end
    assert (end - informed).days == 42


# GEN-4: overdue by more than a period is strict. Listable days: RULES 1.1.


@pytest.mark.parametrize(
    ("due", "listable"),
    [
        pytest.param(date(2026, 7, 17), date(2029, 7, 18), id="Bangladesh"),
        pytest.param(date(2026, 11, 10), date(2029, 11, 11), id="Colombia"),
        pytest.param(date(2018, 12, 29), date(2021, 12, 30), id="State of Palestine"),
    ],
)
def test_overdue_by_more_than_three_years_is_strict(due: date, listable: date):
    three_years = calendar.years(3)

    assert not is_overdue_by_more_than(listable - timedelta(days=1), due, three_years)
    assert is_overdue_by_more_than(listable, due, three_years)


def test_nothing_is_overdue_on_the_last_day():
    due = date(2026, 5, 20)

    assert [is_overdue(day, due) for day in (date(2026, 5, 19), due, date(2026, 5, 21))] == [
        False,
        False,
        True,
    ]


# GEN-5: nothing moves for a weekend or a holiday.


def test_a_deadline_on_a_sunday_or_a_holiday_stays():
    assert add_days(date(2025, 11, 21), 9) == date(2025, 11, 30)  # a Sunday
    assert date(2025, 11, 30).isoweekday() == 7
    assert add_months(date(2025, 6, 25), 6) == date(2025, 12, 25)
    assert add_months(date(2025, 7, 1), 6) == date(2026, 1, 1)


# What holds for every day and every length.


@given(DAYS, LENGTHS)
def test_the_first_day_counted_is_the_day_after(start: date, length: int):
    counted = [start + timedelta(days=number) for number in range(1, length + 1)]

    assert add_days(start, length) == (counted[-1] if counted else start)


@given(DAYS, LENGTHS)
def test_months_keep_the_day_or_take_the_last_of_the_month(start: date, length: int):
    end = add_months(start, length)

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == length
    if end.day != start.day:
        assert end.day < start.day
        assert (end + timedelta(days=1)).month != end.month


@given(DAYS, DAYS, LENGTHS)
def test_an_earlier_start_never_ends_later(one: date, other: date, length: int):
    first, last = sorted((one, other))

    for unit in calendar.Unit:
        period = Period(length, unit)
        assume(length < 1200 or unit is not calendar.Unit.YEARS)
        assert period.after(first) <= period.after(last)


@given(DAYS, LENGTHS)
def test_units_agree_with_one_another(start: date, length: int):
    assert add_weeks(start, length) == add_days(start, 7 * length)
    assert add_years(start, length) == add_months(start, 12 * length)


@given(DAYS, LENGTHS)
def test_a_day_before_the_29th_comes_back(start: date, length: int):
    assume(start.day <= 28)

    assert add_months(add_months(start, length), -length) == start


@given(DAYS, DAYS, st.integers(min_value=0, max_value=50))
def test_more_than_a_period_overdue_means_overdue(today: date, due: date, length: int):
    if is_overdue_by_more_than(today, due, calendar.years(length)):
        assert is_overdue(today, due)
    assert is_overdue_by_more_than(today, due, calendar.years(0)) == is_overdue(today, due)


@pytest.mark.parametrize(
    "beyond",
    [
        pytest.param(lambda: add_days(date.max, 1), id="a day after the last"),
        pytest.param(lambda: add_days(date(2025, 1, 1), 10**12), id="days without number"),
        pytest.param(lambda: add_weeks(date.max, 1), id="a week"),
        pytest.param(lambda: add_months(date.max, 1), id="a month"),
        pytest.param(lambda: add_months(date(1, 1, 31), -1), id="a month before the first"),
        pytest.param(lambda: add_years(date.max, 1), id="a year"),
    ],
)
def test_a_day_beyond_the_calendar_is_refused_in_a_sentence(beyond):
    with pytest.raises(Refused) as refusal:
        beyond()

    assert str(refusal.value) == "The day lies outside the years 1 to 9999."


# Spans.


def test_a_span_counts_both_its_days():
    span = Span(date(2025, 3, 3), date(2025, 3, 14))

    assert span.days == 12
    assert date(2025, 3, 3) in span
    assert date(2025, 3, 14) in span
    assert date(2025, 3, 2) not in span
    assert date(2025, 3, 15) not in span
    assert str(span) == "2025-03-03/2025-03-14"


def test_a_span_of_one_day_has_one_day():
    assert Span(date(2025, 3, 3), date(2025, 3, 3)).days == 1


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(Refused) as refusal:
        Span(date(2025, 3, 3), date(2025, 3, 2))

    assert str(refusal.value) == "The last day lies before the first day."


@pytest.mark.parametrize(("year", "length"), [(2025, 365), (2024, 366), (2100, 365)])
def test_a_year_runs_from_new_year_to_its_eve(year: int, length: int):
    span = year_span(year)

    assert (span.first, span.last) == (date(year, 1, 1), date(year, 12, 31))
    assert span.days == length


@given(DAYS, LENGTHS)
def test_a_span_holds_as_many_days_as_it_says(first: date, length: int):
    span = Span(first, add_days(first, length))

    around = [first + timedelta(days=number) for number in range(-2, length + 3)]
    assert sum(day in span for day in around) == span.days == length + 1
