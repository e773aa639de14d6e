from datetime import UTC, date, datetime

from amparo.core.calendar import Span
from amparo.docket.entries import Precision
from amparo.meetings.published import DecisionRecord, sessions

TODAY = date(2026, 6, 1)


def test_the_sessions_of_a_year_in_order(load):
    load()
    found = sessions(today=TODAY, body="SPT", year=2025)

    assert [(one.reference, one.standing) for one in found] == [
        ("SPT/SESSION/55", "held"),
        ("SPT/SESSION/2025-06", "cancelled"),
        ("SPT/SESSION/SPECIAL-FUND/2025-10", "held"),
        ("SPT/SESSION/56", "held"),
    ]


def test_a_session_that_was_held(load):
    load()
    (session,) = [one for one in sessions(today=TODAY) if one.reference == "SPT/SESSION/56"]

    assert session.days == Span(date(2025, 11, 10), date(2025, 11, 14))
    assert (session.ordinal, session.place, session.in_person) == (56, "Geneva", True)
    assert session.joint_with == ("CAT",)
    assert session.decisions == (
        DecisionRecord(
            date(2025, 11, 14), Precision.MONTH, "Two sessions in 2026 instead of three", ""
        ),
    )


def test_a_session_that_was_moved_says_where(load):
    load()
    (session,) = [one for one in sessions(today=TODAY) if one.reference == "SPT/SESSION/2025-06"]

    assert session.first_planned == Span(date(2025, 6, 16), date(2025, 6, 20))
    assert session.window == Span(date(2025, 11, 1), date(2025, 11, 30))
    assert (session.into, session.reason_title) == ("SPT/SESSION/56", "Lack of funds")


def test_a_session_is_planned_before_it_is_held(load):
    load()
    (session,) = sessions(today=TODAY, on=date(2026, 4, 20), body="CAT", year=2026)

    assert (session.standing, session.days) == (
        "planned",
        Span(date(2026, 4, 13), date(2026, 5, 8)),
    )


def test_nothing_shows_before_it_was_known(load):
    load()

    assert sessions(today=TODAY, known_at=datetime(2020, 1, 1, tzinfo=UTC)) == ()


def test_the_list_takes_two_statements(load, django_assert_num_queries):
    load()

    with django_assert_num_queries(2):
        assert len(sessions(today=TODAY)) == 14
