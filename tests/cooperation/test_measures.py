from datetime import UTC, date, datetime

import pytest

from amparo.cooperation import measures
from amparo.core.calendar import Span
from amparo.core.errors import Refused
from amparo.core.measures import AsAt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

IN_2019 = AsAt.year(2019, datetime(2020, 3, 16, 23, tzinfo=UTC))
IN_2025 = AsAt.year(2025, datetime(2026, 3, 11, 23, tzinfo=UTC))
DRUG_POLICY = "Drug policy and the prevention of torture"


def test_the_days_of_an_event():
    chairs = measures.days(IN_2025, event="SPT/EVENT/2025/CHAIRS")

    assert chairs.value == Span(date(2025, 6, 2), date(2025, 6, 6))
    assert chairs.rows[0].path == "/dockets/SPT/EVENT/2025/CHAIRS/"


def test_a_day_is_given_only_for_an_event_of_one_day():
    commission = "SPT/EVENT/2025/INTER-AMERICAN-COMMISSION"

    assert measures.day(IN_2025, event=commission).value == date(2025, 5, 21)
    with pytest.raises(Refused, match="more than a day"):
        measures.day(IN_2025, event="SPT/EVENT/2025/CHAIRS")


def test_what_is_not_known_is_refused_and_not_guessed():
    with pytest.raises(Refused, match="The days of the event are not known."):
        measures.days(IN_2025, event="SPT/EVENT/2025/NARCOTIC-DRUGS")
    with pytest.raises(Refused, match="does not say that"):
        measures.stated(IN_2025, event="SPT/EVENT/2025/CHAIRS", what="npm_count")
    with pytest.raises(Refused, match="does not say that"):
        measures.stated(IN_2025, event="SPT/EVENT/2025/CHAIRS", what="title")
    with pytest.raises(Refused, match="There is no event SPT/EVENT/2025/CHAIRS on record by then."):
        measures.days(IN_2019, event="SPT/EVENT/2025/CHAIRS")


def test_both_days_of_the_meeting_in_chile_are_kept():
    event = "SPT/EVENT/2025/NPM-MEETING-CHILE"

    assert measures.days(IN_2025, event=event).value == Span(date(2025, 7, 24), date(2025, 7, 25))
    other = measures.days_stated_differently(IN_2025, event=event)
    assert other.value == Span(date(2025, 7, 23), date(2025, 7, 24))
    assert "INC-08" in other.rows[0].source
    chile = [row for row in measures.events(IN_2025, kind="meeting").rows if row.reference == event]
    assert len(chile) == 1


def test_who_took_part():
    americas = measures.mechanisms_named(IN_2025, event="SPT/EVENT/2025/DRUG-POLICY-AMERICAS")
    asia = measures.mechanisms_named(IN_2025, event="SPT/EVENT/2025/DRUG-POLICY-ASIA-PACIFIC")
    met = measures.mechanisms_named(IN_2019, event="SPT/EVENT/2019/NPM-MEETINGS")

    assert (len(americas.value), len(asia.value)) == (11, 7)
    assert met.value == (
        "Cyprus",
        "Denmark",
        "Guatemala",
        "Honduras",
        "New Zealand",
        "Panama",
        "Peru",
        "United Kingdom of Great Britain and Northern Ireland",
        "Uruguay",
    )
    assert len(measures.issuers(IN_2025, event="SPT/EVENT/2025/TORTURE-VICTIMS-DAY").value) == 5


@pytest.mark.parametrize(
    ("event", "what", "expected"),
    [
        pytest.param("2025/INFORMAL-PUBLIC-MEETING", "state_count", 36, id="States"),
        pytest.param("2025/AFRICAN-NPM-NETWORK", "npm_count", 14, id="mechanisms"),
        pytest.param("2025/NARCOTIC-DRUGS", "side_events", 4, id="side events"),
        pytest.param("2025/NARCOTIC-DRUGS", "session", 68, id="session"),
        pytest.param("2024/GENERAL-COMMENT-1", "number", 1, id="number"),
        pytest.param("2025/DRUG-POLICY-ADVICE", "paragraphs", "40-45", id="paragraphs"),
    ],
)
def test_what_the_source_states(event: str, what: str, expected: object):
    assert measures.stated(IN_2025, event=f"SPT/EVENT/{event}", what=what).value == expected


def test_a_series_held_and_planned():
    at_issue = AsAt(date(2026, 3, 11), datetime(2026, 3, 11, 23, tzinfo=UTC))

    assert measures.events(IN_2025, series=DRUG_POLICY).value == 2
    assert measures.series(at_issue, series=DRUG_POLICY).value == 4


def test_every_activity_counts_towards_one_part_of_the_mandate():
    parts = ["11a", "11b-i", "11b-ii", "11b-iii", "11b-iv", "11c"]

    counted = [measures.events(IN_2025, mandate=part).value for part in parts]

    assert sum(counted) == measures.events(IN_2025).value


def test_liberia_is_where_the_mechanism_was_supported():
    places = {row.reference: row.source for row in measures.events(IN_2025, kind="support").rows}

    assert sorted(places) == [
        "SPT/EVENT/2025/GABON",
        "SPT/EVENT/2025/LIBERIA-ROUND-TABLE",
        "SPT/EVENT/2025/MONROVIA",
    ]
    assert "INC-09" in places["SPT/EVENT/2025/LIBERIA-ROUND-TABLE"]
