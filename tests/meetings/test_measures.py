from datetime import UTC, date, datetime

import pytest

from amparo.core.calendar import Span
from amparo.core.errors import Refused
from amparo.core.measures import AsAt, measure_named

ISSUED_2019 = datetime(2020, 3, 16, 23, 59, tzinfo=UTC)
ISSUED_2025 = datetime(2026, 3, 11, 23, 59, tzinfo=UTC)
IN_2025 = AsAt.year(2025, ISSUED_2025)
IN_2019 = AsAt.year(2019, ISSUED_2019)
STATEMENT = "Statement on the 2020 review of the treaty bodies"


@pytest.fixture(autouse=True)
def record(load):
    load()


def value(name: str, as_at: AsAt, **choices: str):
    return measure_named(f"meetings.{name}")(as_at, **choices).value


def test_the_sessions_of_2025_as_reported():
    assert value("sessions_planned", IN_2025) == 3
    assert value("sessions_held", IN_2025) == 2
    assert value("weeks_held", IN_2025) == 3
    assert value("weeks_cancelled", IN_2025) == 1
    assert value("weeks_of", IN_2025, ordinal="56") == 1


@pytest.mark.parametrize(
    ("number", "span"),
    [
        ("1", Span(date(2025, 1, 27), date(2025, 2, 7))),
        ("2", Span(date(2025, 6, 16), date(2025, 6, 20))),
        ("3", Span(date(2025, 11, 10), date(2025, 11, 14))),
    ],
)
def test_days_as_first_planned_stay_although_a_session_was_moved(number, span):
    assert value("planned_days_of", IN_2025, number=number) == span


def test_two_sessions_are_planned_for_2026_without_days():
    as_at = AsAt(date(2026, 3, 11), ISSUED_2025)

    assert value("sessions_planned", as_at, year="2026") == 2
    with pytest.raises(Refused) as refused:
        value("planned_days_of", as_at, number="1")
    assert str(refused.value) == "The record holds 0 planned sessions of that year."


def test_the_sessions_of_2019_as_reported():
    assert value("sessions_held", IN_2019) == 3
    assert value("days_of", IN_2019, ordinal="38") == Span(date(2019, 6, 17), date(2019, 6, 21))
    assert value("decision_day", IN_2019, ordinal="37", subject=STATEMENT) == date(2019, 2, 22)


def test_sessions_of_another_body_and_of_a_group_are_counted_apart():
    as_at = AsAt(date(2026, 3, 11), ISSUED_2025)

    assert value("days_of", as_at, body="CAT", ordinal="84") == Span(
        date(2026, 4, 13), date(2026, 5, 8)
    )
    assert value("sessions_held", IN_2025, body="CAT") == 1
    assert value("group_days", IN_2025, group="special_fund") == Span(
        date(2025, 10, 14), date(2025, 10, 15)
    )


def test_the_joint_meeting_of_2025():
    assert value("joint_meeting_day", IN_2025, ordinal="56") == date(2025, 11, 13)


@pytest.mark.parametrize(
    ("name", "choices", "sentence"),
    [
        ("days_of", {"ordinal": "99"}, "The record holds 0 such sessions."),
        ("days_of", {"ordinal": "40"}, "The days of that session are not on record."),
        (
            "joint_meeting_day",
            {"ordinal": "55"},
            "The record holds 0 such acts of that session.",
        ),
    ],
)
def test_what_is_not_on_record_is_refused(name, choices, sentence):
    with pytest.raises(Refused) as refused:
        value(name, IN_2025, **choices)

    assert str(refused.value) == sentence


def test_nothing_of_2025_was_known_in_2020():
    assert value("sessions_planned", AsAt.year(2025, ISSUED_2019)) == 0


def test_a_figure_takes_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        value("sessions_held", IN_2025)
