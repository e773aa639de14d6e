from datetime import UTC, date, datetime

import pytest

from amparo.access.permissions import RECORD_LOADER
from amparo.core.calendar import Span
from amparo.core.errors import Refused
from amparo.core.measures import AsAt, measure_named
from amparo.docket import actions
from amparo.docket.entries import Precision
from amparo.docket.queries import matter_named
from amparo.visits.procedures.report import REPLY_RECEIVED, REPORT
from amparo.visits.procedures.visit import CONDUCTED, POSTPONED, PROGRAMMED, VISIT

ISSUED_2019 = datetime(2020, 3, 16, 23, 59, tzinfo=UTC)
ISSUED_2025 = datetime(2026, 3, 11, 23, 59, tzinfo=UTC)
IN_2025 = AsAt.year(2025, ISSUED_2025)
IN_2019 = AsAt.year(2019, ISSUED_2019)


@pytest.fixture
def record(load):
    load("visits.jsonl", "reports.jsonl")


def value(name: str, as_at: AsAt, **choices: str):
    return measure_named(name)(as_at, **choices).value


def states(name: str, as_at: AsAt, **choices: str) -> list[str]:
    return sorted(row.detail["state"] for row in measure_named(name)(as_at, **choices).rows)


@pytest.mark.usefixtures("record")
def test_the_visits_of_2025_as_reported():
    by_march = AsAt(date(2025, 3, 31), ISSUED_2025)

    assert value("visits.planned", IN_2025) == 8
    assert value("visits.conducted", IN_2025) == 4
    assert states("visits.postponed", IN_2025) == ["AFG", "BDI", "FRA", "MEX"]
    assert states("visits.postponed", by_march) == ["BDI", "MEX", "MOZ", "SRB"]
    assert states("visits.not_made", IN_2025) == ["AFG", "BDI", "FRA", "MEX"]
    assert value("visits.share_completed", IN_2025) == 50
    assert value("visits.share_postponed", IN_2025) == 50
    assert value("visits.press_releases", IN_2025) == 4
    assert value("visits.days_of", IN_2025, state="MOZ") == Span(
        date(2025, 10, 18), date(2025, 10, 30)
    )


@pytest.mark.usefixtures("record")
def test_only_three_of_the_four_postponed_visits_are_planned_again():
    assert states("visits.rescheduled", IN_2025, year="2026") == ["BDI", "FRA", "MEX"]
    assert states("visits.newly_planned", IN_2025, year="2026") == ["LKA", "PRY", "RWA"]
    assert value("visits.planned", IN_2025, year="2026") == 6


@pytest.mark.usefixtures("record")
def test_the_visits_of_2019_as_reported():
    assert value("visits.planned", IN_2019) == 10
    assert value("visits.conducted", IN_2019) == 7
    assert states("visits.not_made", IN_2019) == ["BGR", "PRY", "PSE"]
    assert states("visits.postponed", IN_2019, reason="budget") == ["BGR", "PRY"]
    assert states("visits.postponed", IN_2019, reason="administrative") == ["PSE"]
    assert value("visits.planned_days_of", IN_2019, state="BGR") == Span(
        date(2019, 10, 13), date(2019, 10, 24)
    )
    assert value("visits.planned_days_of", IN_2019, state="PRY") == ""
    assert value("visits.conducted", AsAt.year(2018, ISSUED_2019)) == 6


@pytest.mark.usefixtures("record")
def test_ten_visits_were_announced_for_2020_three_of_them_again():
    in_2020 = AsAt(date(2020, 3, 16), ISSUED_2019)

    assert value("visits.planned", in_2020) == 10
    assert states("visits.rescheduled", in_2020) == ["BGR", "PRY", "PSE"]


@pytest.mark.usefixtures("record")
def test_reports_and_replies_as_reported():
    assert states("visits.reports_transmitted", IN_2025, recipient="state") == [
        "ALB",
        "BOL",
        "GAB",
        "GRC",
        "MNG",
        "PER",
    ]
    assert states("visits.reports_published", IN_2025) == ["HRV", "KAZ", "SEN"]
    assert value("visits.replies_received", IN_2025) == 6
    assert states("visits.replies_published", IN_2025) == ["HRV", "MOZ", "SEN"]
    assert value("visits.dialogues", IN_2025, recipient="state") == 8
    assert value("visits.dialogues", AsAt(date(2025, 12, 31), ISSUED_2025), recipient="npm") == 3
    assert value("visits.reports_transmitted", IN_2019, recipient="state") == 7
    assert states("visits.reports_transmitted", IN_2019, recipient="npm") == ["CRI", "KGZ", "POL"]
    assert value("visits.reports_published", IN_2019) == 7
    assert states("visits.reports_published", IN_2019, recipient="npm") == ["CRI", "KGZ", "PRT"]
    assert states("visits.replies_received", IN_2019) == ["PRT", "TUR", "URY"]


def test_the_time_for_a_reply_is_the_one_of_the_procedure():
    assert value("visits.reply_months", IN_2025) == 6


@pytest.mark.usefixtures("record")
def test_what_had_happened_by_a_day_is_not_counted_in_a_period():
    to_date = AsAt(date(2025, 12, 31), ISSUED_2025)

    assert "HRV" not in states("visits.reports_transmitted", IN_2025)
    assert "HRV" in states("visits.reports_transmitted", to_date)


@pytest.mark.usefixtures("record")
def test_every_row_names_its_docket_its_day_and_its_source():
    row = next(
        row
        for row in measure_named("visits.conducted")(IN_2025).rows
        if row.reference == "SPT/VISIT/PER/2025"
    )

    assert row.path == "/dockets/SPT/VISIT/PER/2025/"
    assert (row.on, row.source) == (date(2025, 6, 21), "SPT-2025 para. 18")


@pytest.mark.usefixtures("record")
def test_a_late_reply_changes_the_year_as_known_today_and_not_as_known_at_issue():
    today = datetime(2026, 6, 2, tzinfo=UTC)
    known_today = AsAt.year(2025, today)
    actions.enter(
        matter_named("SPT/REPORT/GAB/2025/STATE"),
        REPLY_RECEIVED(),
        on=date(2025, 12, 31),
        precision=Precision.YEAR,
        by=RECORD_LOADER,
        at=today,
    )

    assert value("visits.replies_received", known_today) == 7
    assert value("visits.replies_received", IN_2025) == 6


@pytest.mark.usefixtures("record")
def test_nothing_was_known_of_2025_when_the_report_on_2019_was_issued():
    assert value("visits.planned", AsAt.year(2025, ISSUED_2019)) == 0


def test_days_are_refused_where_there_is_no_visit_or_no_day(docket):
    docket(
        VISIT,
        "SPT/VISIT/PER/2025",
        [
            (PROGRAMMED(state="PER", year=2025), date(2025, 1, 1)),
            (CONDUCTED(), date(2025, 12, 31)),
        ],
    )

    with pytest.raises(Refused) as none:
        value("visits.days_of", IN_2025, state="SRB")
    with pytest.raises(Refused) as no_days:
        value("visits.days_of", IN_2025, state="PER")

    assert str(none.value) == "The record holds 0 visits to SRB in that period."
    assert str(no_days.value) == "The record does not hold the days of that visit."


@pytest.mark.usefixtures("db")
def test_a_share_of_no_programme_is_refused():
    with pytest.raises(Refused) as refused:
        value("visits.share_completed", IN_2025)

    assert refused.value.rule == "GEN-7"


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("name", "choices", "sentence"),
    [
        ("visits.planned", {"year": "soon"}, "soon is not a year."),
        (
            "visits.dialogues",
            {"recipient": "press"},
            "press is not a recipient of visit reports.",
        ),
    ],
)
def test_a_choice_that_there_is_not_is_refused(name, choices, sentence):
    with pytest.raises(Refused) as refused:
        value(name, IN_2025, **choices)

    assert str(refused.value) == sentence


@pytest.mark.usefixtures("record")
def test_figures_take_few_statements(django_assert_num_queries):
    with django_assert_num_queries(2):
        value("visits.conducted", IN_2025)


def test_the_procedures_are_known_by_their_names():
    assert (VISIT.name, REPORT.name) == ("visit", "visit_report")


def test_a_plan_rectified_on_the_day_of_a_postponement_keeps_its_place(docket):
    on = date(2025, 2, 20)
    matter = docket(
        VISIT,
        "SPT/VISIT/PER/2025",
        [(PROGRAMMED(state="SRB", year=2025), on), (POSTPONED(reason="budget"), on)],
    )
    actions.enter(
        matter,
        PROGRAMMED(state="PER", year=2025),
        on=on,
        by=RECORD_LOADER,
        at=datetime(2025, 3, 1, tzinfo=UTC),
        rectifies=1,
        reason="Another State.",
    )

    assert states("visits.postponed", IN_2025) == ["PER"]
    assert states("visits.postponed", AsAt.year(2025, datetime(2025, 2, 21, tzinfo=UTC))) == ["SRB"]
