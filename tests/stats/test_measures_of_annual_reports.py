from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from amparo.core.calendar import Span
from amparo.core.errors import Refused
from amparo.core.measures import AsAt
from amparo.stats import measures_of_annual_reports as measures
from tests.shipped import shipped

AT_ISSUE = AsAt(date(2026, 3, 11), datetime(2026, 3, 11, 23, tzinfo=UTC))
BEFORE = AsAt(date(2026, 3, 10), datetime(2026, 3, 10, 23, tzinfo=UTC))

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


@pytest.fixture(scope="module")
def record(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The shipped record of the annual reports."""
    with shipped(django_db_blocker, "annual-reports"):
        yield


@pytest.mark.parametrize(
    ("measure", "year", "expected"),
    [
        pytest.param(measures.ordinal, "2025", 19, id="ordinal"),
        pytest.param(measures.ordinal, "2007-2008", 1, id="ordinal of the first"),
        pytest.param(measures.distributed_on, "2019", date(2020, 3, 16), id="distributed"),
        pytest.param(measures.job_number, "2019", "GE.20-03979", id="job number"),
        pytest.param(measures.committee_session, "2025", 84, id="session it goes to"),
        pytest.param(measures.rule_of_procedure, "2025", 33, id="rule"),
        pytest.param(measures.adopted_at_session, "2019", 40, id="session that adopted it"),
        pytest.param(measures.presented_to_committee_on, "2024", date(2025, 4, 14), id="CAT"),
        pytest.param(measures.presented_to_assembly_on, "2024", date(2025, 10, 14), id="GA"),
        pytest.param(
            measures.period, "2025", Span(date(2025, 1, 1), date(2025, 12, 31)), id="period"
        ),
        pytest.param(
            measures.committee_days,
            "2025",
            Span(date(2026, 4, 13), date(2026, 5, 8)),
            id="days of the session",
        ),
    ],
)
def test_what_is_on_record_of_a_report(measure: Any, year: str, expected: object):
    assert measure(AT_ISSUE, year=year).value == expected


def test_what_is_not_on_record_is_refused():
    with pytest.raises(Refused, match="not on record for the report on 2020"):
        measures.ordinal(AT_ISSUE, year="2020")
    with pytest.raises(Refused, match="not on record for the report on 2025"):
        measures.ordinal(BEFORE, year="2025")
    with pytest.raises(Refused, match="does not say so"):
        measures.adopted_at_session(AT_ISSUE, year="2025")


def test_2025_was_the_second_year_in_a_row_without_a_presentation_in_person():
    found = measures.years_not_in_person(AT_ISSUE)

    assert found.value == 2
    assert [row.reference for row in found.rows] == [
        "SPT/ANNUAL-REPORT/2024",
        "SPT/ANNUAL-REPORT/2023",
    ]


def test_a_presentation_of_which_it_is_not_known_ends_the_row():
    assert measures.years_not_in_person(AsAt(date(2023, 12, 31), AT_ISSUE.known_at)).value == 0
