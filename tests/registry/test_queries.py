"""Participation in the shipped record, as at a day and as known at a moment."""

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings

from amparo.core.errors import Refused
from amparo.registry import queries
from amparo.registry.enums import SIGNINGS, ActionKind, ParticipationStatus, RegionalGroup
from amparo.registry.models import StateGroup, TreatyAction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

Count = Callable[[int], AbstractContextManager[Any]]


def _printed() -> list[dict[str, str]]:
    with (settings.DATA / "treaties" / "treaties.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("printed", _printed(), ids=lambda row: row["code"])
def test_every_treaty_has_the_totals_printed_by_the_depositary(
    printed: dict[str, str], now: datetime
) -> None:
    on = date.fromisoformat(printed["printed_as_at"])

    found = queries.participation(printed["code"], on, now)

    # The depositary counts all that signed, whether or not they ratified, but not who has left.
    histories: dict[str, list[queries.StateAction]] = {}
    for action in queries.actions(treaty=printed["code"], on=on, known_at=now):
        histories.setdefault(action.iso3, []).append(action)
    in_place = {one.iso3 for one in (*found.parties, *found.signatories)}
    signed = [
        iso3
        for iso3, done in histories.items()
        if iso3 in in_place and any(action.kind in SIGNINGS for action in done)
    ]
    assert len(found.parties) == int(printed["printed_parties"])
    assert len(signed) == int(printed["printed_signatories"])


@pytest.mark.parametrize(
    ("on", "parties", "signatories"),
    [
        (date(2019, 12, 31), [23, 12, 19, 15, 21], [8, 1, 1, 1, 2]),
        # The report prints 14 for Asia-Pacific and 20 for Western Europe and other: INC-07.
        (date(2025, 12, 31), [25, 13, 21, 16, 21], [7, 1, 0, 1, 2]),
    ],
    ids=["2019", "2025"],
)
def test_the_optional_protocol_by_region(
    on: date, parties: list[int], signatories: list[int], now: datetime
) -> None:
    found = queries.participation("OPCAT", on, now)

    assert [len(found.parties_of(group)) for group in RegionalGroup] == parties
    assert [len(found.signatories_of(group)) for group in RegionalGroup] == signatories
    assert len(found.parties) == sum(parties)
    assert len(found.signatories) == sum(signatories)


def test_the_list_holds_every_action_the_depositary_lists() -> None:
    assert TreatyAction.objects.count() == 3924 + 7
    assert TreatyAction.objects.filter(kind=ActionKind.DENUNCIATION).count() == 5


def test_those_who_denounced_are_no_parties_and_no_signatories(now: datetime) -> None:
    found = queries.participation("ICCPR-OP1", date(2026, 2, 3), now)

    listed = {one.iso3 for one in (*found.parties, *found.signatories)}
    assert listed & {"BLR", "JAM", "TTO"} == set()
    assert {one.iso3 for one in queries.participation("ICCPR-OP1", date(1997, 1, 1)).parties} >= {
        "BLR",
        "JAM",
        "TTO",
    }


def test_a_group_that_changes_changes_the_regions_and_not_the_total(now: datetime) -> None:
    StateGroup.objects.filter(state="TUR").update(valid_until=date(2020, 6, 30))
    StateGroup.objects.create(
        state_id="TUR",
        group=RegionalGroup.ASIA_PACIFIC,
        valid_from=date(2020, 7, 1),
        source="A test.",
    )

    before = queries.participation("OPCAT", date(2019, 12, 31), now)
    after = queries.participation("OPCAT", date(2025, 12, 31), now)

    assert [len(before.parties_of(group)) for group in RegionalGroup] == [23, 12, 19, 15, 21]
    assert [len(after.parties_of(group)) for group in RegionalGroup] == [25, 14, 21, 16, 20]


def test_what_was_learned_late_counts_only_from_then_on() -> None:
    learned = datetime(2026, 3, 1, 9, tzinfo=UTC)
    TreatyAction.objects.create(
        treaty_id="OPCAT",
        state_id="JPN",
        kind=ActionKind.ACCESSION,
        on=date(2025, 5, 1),
        entered_at=learned,
        source="A test.",
    )
    year_end = date(2025, 12, 31)

    before = queries.participation("OPCAT", year_end, datetime(2026, 2, 28, tzinfo=UTC))
    after = queries.participation("OPCAT", year_end, learned)

    assert len(before.parties) == 96
    assert len(after.parties) == 97


def test_a_rectified_action_stays_in_what_was_known_before() -> None:
    rectified = datetime(2026, 3, 1, 9, tzinfo=UTC)
    TreatyAction.objects.filter(treaty="OPCAT", state="COL").update(rectified_at=rectified)
    year_end = date(2025, 12, 31)

    before = queries.participation("OPCAT", year_end, datetime(2026, 2, 28, tzinfo=UTC))
    after = queries.participation("OPCAT", year_end, rectified)

    assert len(before.parties) == 96
    assert len(after.parties) == 95


def test_an_unknown_treaty_is_refused_with_the_codes_there_are() -> None:
    with pytest.raises(Refused) as refused:
        queries.participation("NOPE", date(2025, 12, 31))

    assert str(refused.value) == (
        "There is no treaty NOPE on record; there are: CAT, CEDAW, CEDAW-OP, CPED, CRC, CRC-OP-AC,"
        " CRC-OP-IC, CRC-OP-SC, CRPD, CRPD-OP, ICCPR, ICCPR-OP1, ICCPR-OP2, ICERD, ICESCR,"
        " ICESCR-OP, ICRMW, OPCAT."
    )


def test_participation_takes_the_same_few_statements_whatever_the_numbers(
    django_assert_num_queries: Count, now: datetime
) -> None:
    for treaty in ("ICESCR-OP", "CRC"):
        with django_assert_num_queries(4):
            queries.participation(treaty, date(2025, 12, 31), now)


def test_the_yearly_series_ends_on_the_day_asked_for(now: datetime) -> None:
    points = queries.yearly_series("OPCAT", date(2019, 12, 31), now)

    assert points[0] == (date(2003, 12, 31), 3, 19)
    assert points[-1] == (date(2019, 12, 31), 90, 13)
    assert [point[0].year for point in points] == list(range(2003, 2020))


def test_names_fall_back_to_english_where_a_language_has_none() -> None:
    assert queries.state_names("fr")["NLD"] == "Pays-Bas"
    assert queries.state_names("zh-hans")["CIV"] == "科特迪瓦"
    assert queries.names("en")["BHS"].short == "Bahamas"
    assert queries.names("en")["BHS"].article == "the"
    assert queries.names("en")["IRN"].short == "Iran (Islamic Republic of)"
    assert queries.treaty_titles("ar")["ICCPR-OP2"] == queries.treaty_titles("en")["ICCPR-OP2"]


def test_every_state_is_named_in_every_language() -> None:
    for language, _name in settings.LANGUAGES:
        assert len(queries.state_names(language)) == 198


def test_new_parties_are_in_the_order_of_their_deposits(now: datetime) -> None:
    found = queries.new_parties("OPCAT", date(2025, 1, 1), date(2025, 12, 31), now)

    assert [(iso3, run.since) for iso3, run in found] == [
        ("BGD", date(2025, 7, 17)),
        ("COL", date(2025, 11, 10)),
    ]


def test_a_state_s_histories_are_bars_on_a_time_axis(now: datetime) -> None:
    found = {one.treaty: one for one in queries.state_histories("TTO", date(2026, 2, 3), now)}

    history = found["ICCPR-OP1"]
    assert [(run.since, run.left_on) for run in history.runs] == [
        (date(1980, 11, 14), date(2000, 6, 27))
    ]
    assert [action.kind for action in history.actions] == [
        ActionKind.ACCESSION,
        ActionKind.DENUNCIATION,
        ActionKind.ACCESSION,
        ActionKind.DENUNCIATION,
    ]
    assert history.standing.status is ParticipationStatus.NONE


def test_a_procedure_holds_from_its_declaration_on(now: datetime) -> None:
    def held(on: date) -> list[tuple[str, str]]:
        found = queries.accepted_procedures(on, now, state="HND")
        return [(one.treaty_id, one.article) for one in found]

    assert held(date(2024, 7, 21)) == []
    assert held(date(2024, 7, 22)) == [("CAT", "22")]
