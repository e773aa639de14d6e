from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest

from amparo.core.calendar import Span
from amparo.core.records import plain
from amparo.docket.entries import Precision
from amparo.visits.procedures.report import (
    COMMITTEE_ASKED,
    DIALOGUE_HELD,
    PUBLICATION_REQUESTED,
    REPLY_RECEIVED,
    REPORT,
    TRANSMITTED,
)
from amparo.visits.procedures.visit import (
    BEGUN,
    DATES_NOTIFIED,
    DEBRIEFED,
    PREPARED,
    PROGRAMMED,
    RESCHEDULED,
    SUSPENDED,
    VISIT,
)
from amparo.visits.published import DayRecord, reports, visits

TODAY = date(2026, 6, 1)


@pytest.fixture
def secret(docket):
    """A visit and its report, full of what must not come out."""
    docket(
        VISIT,
        "SPT/VISIT/PER/2025",
        [
            (PROGRAMMED(state="PER", year=2025, type="country"), date(2025, 1, 10)),
            (
                DATES_NOTIFIED(planned_first_day="2025-06-15", planned_last_day="2025-06-21"),
                date(2025, 5, 20),
            ),
            (
                PREPARED(nationalities=["DNK", "SEN"], places=["Secret prison"]),
                date(2025, 6, 1),
            ),
            (BEGUN(), date(2025, 6, 15)),
            (DEBRIEFED(observations="Secret observations"), date(2025, 6, 20)),
        ],
    )
    docket(
        REPORT,
        "SPT/REPORT/PER/2025/STATE",
        [
            (TRANSMITTED(state="PER", recipient="state"), date(2025, 11, 20)),
            (REPLY_RECEIVED(content="Secret reply"), date(2026, 4, 1)),
            (PUBLICATION_REQUESTED(report_requested=True), date(2026, 4, 2)),
            (COMMITTEE_ASKED(refusal="art12_14"), date(2026, 4, 3)),
            (DIALOGUE_HELD(content="Secret dialogue"), date(2026, 5, 1)),
        ],
    )


@pytest.mark.usefixtures("secret")
def test_what_is_sealed_does_not_come_out():
    out = str(plain([visits(today=TODAY), reports(today=TODAY)]))

    assert "Secret" not in out
    assert "DNK" not in out
    assert "art12_14" not in out


@pytest.mark.usefixtures("secret")
def test_a_visit_under_way_shows_only_the_dates_that_were_announced():
    (visit,) = visits(today=TODAY)

    assert (visit.standing, visit.made) == ("dates_notified", False)
    assert visit.since == DayRecord(date(2025, 5, 20), Precision.DAY)
    assert visit.days == Span(date(2025, 6, 15), date(2025, 6, 21))
    assert visit.type_title == "Country visit"


@pytest.mark.usefixtures("secret")
@pytest.mark.parametrize(
    ("today", "standing", "days"),
    [
        (date(2025, 5, 26), "programmed", None),
        (date(2025, 5, 27), "dates_notified", Span(date(2025, 6, 15), date(2025, 6, 21))),
    ],
)
def test_dates_come_out_one_week_after_the_state_was_told(today, standing, days):
    (visit,) = visits(today=today)

    assert (visit.standing, visit.days) == (standing, days)


@pytest.mark.usefixtures("secret")
def test_a_report_shows_that_it_was_replied_to_and_no_request_before_publication():
    (report,) = reports(today=TODAY, state="PER")

    assert report.standing == "in_dialogue"
    assert report.replied == DayRecord(date(2026, 4, 1), Precision.DAY)
    assert report.dialogue == DayRecord(date(2026, 5, 1), Precision.DAY)
    assert (report.published, report.symbol) == (None, "")
    assert report.reply_due is not None
    assert (report.reply_due.due_on, report.reply_due.stopped_on) == (
        date(2026, 5, 20),
        date(2026, 4, 1),
    )
    assert "request" not in " ".join(asdict(report))


@pytest.mark.usefixtures("secret")
def test_nothing_comes_out_before_it_was_known():
    assert visits(today=TODAY, known_at=datetime(2025, 1, 1, tzinfo=UTC)) == ()


def test_days_of_a_plan_that_was_given_up_count_no_more(load):
    load("visits.jsonl")
    (bulgaria,) = visits(today=TODAY, state="BGR")

    assert (bulgaria.year, bulgaria.standing, bulgaria.days) == (2020, "programmed", None)
    assert bulgaria.postponement_title == ""


def test_a_visit_is_listed_in_every_year_it_was_planned_for(load):
    load("visits.jsonl")

    assert len(visits(today=TODAY, year=2019)) == 10
    assert len(visits(today=TODAY, year=2020)) == 10
    assert len(visits(today=TODAY, year=2025)) == 8
    assert len(visits(today=TODAY, year=2026)) == 6


def test_a_visit_that_was_made_shows_its_days_and_its_press_release(load):
    load("visits.jsonl")
    (peru,) = [one for one in visits(today=TODAY, state="PER") if one.year == 2025]

    assert (peru.standing, peru.made) == ("concluded", True)
    assert peru.days == Span(date(2025, 6, 15), date(2025, 6, 21))
    assert peru.press_release == (
        "https://www.ohchr.org/en/press-releases/2025/06/"
        "peru-un-experts-raise-concern-over-juvenile-detention-adult-prisons"
    )
    assert peru.sources == (
        "OHCHR news release of 29 November 2024",
        "SPT-2025 para. 18",
        "SPT-2025 para. 21, fn 7",
    )


def test_a_suspended_visit_says_so_although_its_beginning_is_sealed(load):
    load("visits.jsonl")
    (australia,) = [one for one in visits(today=TODAY, state="AUS") if one.year == 2022]

    assert australia.standing == "terminated"


def test_a_published_report_whose_transmission_is_not_on_record(load):
    load("reports.jsonl")
    (croatia,) = reports(today=TODAY, state="HRV")

    assert (croatia.standing, croatia.transmitted, croatia.reply_due) == ("published", None, None)
    assert (croatia.symbol, croatia.reply_symbol) == ("CAT/OP/HRV/ROSP/1", "CAT/OP/HRV/CSPRO/1")
    assert croatia.published == DayRecord(date(2025, 12, 31), Precision.YEAR)
    assert croatia.dialogue == DayRecord(date(2025, 12, 31), Precision.YEAR)


def test_lists_take_the_same_few_statements_whatever_their_length(
    docket, load, django_assert_num_queries
):
    docket(VISIT, "SPT/VISIT/XXX/1", [(PROGRAMMED(state="XXX", year=2000), date(2000, 1, 1))])
    with django_assert_num_queries(2):
        assert len(visits(today=TODAY)) == 1

    load("visits.jsonl")
    with django_assert_num_queries(2):
        assert len(visits(today=TODAY)) == 91


def test_a_suspended_visit_planned_again_has_no_days_left_over(docket):
    docket(
        VISIT,
        "SPT/VISIT/PER/2025",
        [
            (PROGRAMMED(state="PER", year=2025), date(2025, 1, 10)),
            (
                DATES_NOTIFIED(planned_first_day="2025-06-15", planned_last_day="2025-06-21"),
                date(2025, 5, 20),
            ),
            (BEGUN(), date(2025, 6, 15)),
            (SUSPENDED(), date(2025, 6, 17)),
            (RESCHEDULED(year=2026), date(2025, 11, 24)),
        ],
    )
    (visit,) = visits(today=TODAY)

    assert (visit.standing, visit.year, visit.days) == ("programmed", 2026, None)
