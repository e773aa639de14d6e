"""Taking in files of treaty actions: all of a file, or nothing of it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from amparo.registry import queries
from amparo.registry.actions import import_treaty_actions, load_shipped
from amparo.registry.imports import FileRefused
from amparo.registry.models import StateGroup, StateName, TreatyAction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

HEADER = "treaty,state,action,on,takes_effect_on,known_on,rectifies,source,note"
CODES = (
    "CAT, CEDAW, CEDAW-OP, CPED, CRC, CRC-OP-AC, CRC-OP-IC, CRC-OP-SC, CRPD, CRPD-OP, ICCPR,"
    " ICCPR-OP1, ICCPR-OP2, ICERD, ICESCR, ICESCR-OP, ICRMW, OPCAT"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file to fill."""
    return tmp_path / "late.csv"


def take_in(path: Path, *rows: str, now: datetime) -> int:
    """Write the rows below the header, and import them."""
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return import_treaty_actions(path, now)


GOOD = "OPCAT,JPN,accession,2026-04-01,,,,A test,"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(
            "OPCAT,XXA,accession,2024-01-02,,,,S,",
            "“XXA” is not the three-letter code of a State on record.",
            id="unknown State",
        ),
        pytest.param(
            "NOPE,FRA,accession,2024-01-02,,,,S,",
            f"There is no treaty “NOPE” on record; there are: {CODES}.",
            id="unknown treaty",
        ),
        pytest.param(
            "OPCAT,IND,ratified,2024-01-02,,,,S,",
            "“ratified” is not an action on a treaty; there are: signature, succession to"
            " signature, ratification, accession, succession, acceptance, formal confirmation,"
            " denunciation.",
            id="unknown action",
        ),
        pytest.param(
            "OPCAT,IND,signature,2023-02-29,,,,S,",
            "“2023-02-29” is not a day of the calendar, written as year-month-day (2002-12-18).",
            id="impossible day",
        ),
        pytest.param(
            "OPCAT,IND,signature,20230201,,,,S,",
            "“20230201” is not a day of the calendar, written as year-month-day (2002-12-18).",
            id="day written otherwise",
        ),
        pytest.param(
            "OPCAT,IND,signature,2026-06-02,,,,S,",
            "The day 2026-06-02 has not come yet.",
            id="future day",
        ),
        pytest.param(
            "OPCAT,IND,ratification,2002-12-17,,,,S,",
            "OPCAT was adopted on 2002-12-18; on 2002-12-17 there was nothing to act on yet.",
            id="before the treaty existed",
        ),
        pytest.param(
            "OPCAT,COL,accession,2025-11-10,,,,S,",
            "The record has this action already.",
            id="on record already",
        ),
        pytest.param(
            GOOD,
            "The same action stands on line 2 already.",
            id="twice in the file",
        ),
        pytest.param(
            "OPCAT,COL,accession,2026-01-10,,,,S,",
            "COL has an instrument to OPCAT on record already, of 2025-11-10.",
            id="second instrument",
        ),
        pytest.param(
            "OPCAT,FRA,signature,2026-01-10,,,,S,",
            "FRA has signed OPCAT already, on 2005-09-16.",
            id="second signature",
        ),
        pytest.param(
            "OPCAT,ALB,signature,2026-01-10,,,,S,",
            "ALB was a party to OPCAT before it signed, since 2003-10-01.",
            id="signature of a party",
        ),
        pytest.param(
            "OPCAT,KOR,ratification,2026-01-10,,,,S,",
            "KOR had not signed OPCAT: without a signature it accedes.",
            id="ratification without signature",
        ),
        pytest.param(
            "OPCAT,IND,accession,2026-01-10,,,,S,",
            "Only a State that has ratified or acceded to the Convention against Torture may"
            " ratify or accede to its Optional Protocol.",
            id="OPCAT-27-1",
        ),
        pytest.param(
            "OPCAT,IND,denunciation,2026-01-10,,,,S,",
            "IND was no party to OPCAT on 2026-01-10: there is nothing to denounce.",
            id="denunciation by no party",
        ),
        pytest.param(
            "ICCPR,FRA,denunciation,2026-01-10,,,,S,",
            "This treaty does not provide for denunciation: give the day it takes effect.",
            id="denunciation of a treaty without a clause",
        ),
        pytest.param(
            "OPCAT,FRA,denunciation,2026-01-10,2026-01-09,,,S,",
            "A denunciation notified on 2026-01-10 cannot have taken effect on 2026-01-09.",
            id="effect before notice",
        ),
        pytest.param(
            "OPCAT,KOR,accession,2026-01-10,2026-02-09,,,S,",
            "Only a denunciation takes effect on another day.",
            id="effect of another action",
        ),
        pytest.param(
            "OPCAT,KOR,accession,2026-01-10,,2026-01-09,,S,",
            "What happened on 2026-01-10 cannot have been known on 2026-01-09.",
            id="known before it happened",
        ),
        pytest.param(
            "OPCAT,COL,accession,2025-11-11,,,2025-11-09,S,",
            "There is no accession of 2025-11-09 on record to rectify.",
            id="nothing to rectify",
        ),
        pytest.param(
            "OPCAT,KOR,accession,2026-01-10,,,,,",
            "The source is empty: say where the fact comes from.",
            id="no source",
        ),
        pytest.param(
            "OPCAT,KOR",
            "This row has 2 cells where the header has 9.",
            id="short row",
        ),
    ],
)
def test_a_wrong_row_is_named_and_nothing_of_its_file_is_imported(
    path: Path, row: str, reason: str, now: datetime
) -> None:
    before = TreatyAction.objects.count()

    with pytest.raises(FileRefused) as refused:
        take_in(path, GOOD, row, now=now)

    assert list(refused.value.lines()) == [f"{path}:3: {reason}"]
    assert TreatyAction.objects.count() == before
    assert take_in(path, GOOD, now=now) == 1


def test_every_wrong_row_is_named_in_the_order_of_the_lines(path: Path, now: datetime) -> None:
    with pytest.raises(FileRefused) as refused:
        take_in(
            path,
            "OPCAT,XXA,accession,2024-01-02,,,,S,",
            GOOD,
            "OPCAT,COL,accession,2025-11-10,,,,S,",
            "OPCAT",
            "OPCAT,IND,signature,2023-02-29,,,,S,",
            now=now,
        )

    assert [problem.line for problem in refused.value.problems] == [2, 4, 5, 6]


def test_what_is_imported_is_known_from_now_on(path: Path, now: datetime) -> None:
    assert take_in(path, GOOD, now=now) == 1

    action = TreatyAction.objects.get(treaty="OPCAT", state="JPN")
    assert action.entered_at == now
    assert action.on == date(2026, 4, 1)


def test_a_file_may_say_when_each_fact_was_learned(path: Path, now: datetime) -> None:
    take_in(path, "OPCAT,JPN,accession,2026-04-01,,2026-04-20,,A test,", now=now)

    known = TreatyAction.objects.get(treaty="OPCAT", state="JPN").entered_at
    assert known == datetime(2026, 4, 20, tzinfo=UTC)


def test_both_steps_may_stand_in_one_file_in_any_order(path: Path, now: datetime) -> None:
    rows = [
        "OPCAT,KNA,accession,2026-02-20,,,,A test,",
        "OPCAT,KOR,ratification,2026-03-01,,,,A test,",
        "OPCAT,KOR,signature,2026-02-01,,,,A test,",
    ]

    assert take_in(path, *rows, now=now) == 3


def test_a_denunciation_takes_effect_as_the_treaty_says_if_no_day_is_given(
    path: Path, now: datetime
) -> None:
    take_in(path, "OPCAT,FRA,denunciation,2026-01-10,,,,A test,", now=now)

    assert queries.standing_of("OPCAT", "FRA", date(2027, 1, 9), now).is_party
    assert not queries.standing_of("OPCAT", "FRA", date(2027, 1, 10), now).is_party


def test_a_state_that_left_may_accede_again(path: Path, now: datetime) -> None:
    take_in(path, "ICCPR-OP1,BLR,accession,2026-01-10,,,,A test,", now=now)

    its = queries.standing_of("ICCPR-OP1", "BLR", date(2026, 1, 10), now)
    assert its.is_party
    assert its.since == date(2026, 1, 10)


def test_a_rectification_replaces_the_row_from_then_on(path: Path, now: datetime) -> None:
    take_in(path, "OPCAT,COL,accession,2026-01-02,,,2025-11-10,A test,", now=now)
    year_end = date(2025, 12, 31)

    before = queries.participation("OPCAT", year_end, datetime(2026, 3, 1, tzinfo=UTC))
    after = queries.participation("OPCAT", year_end, now)

    assert len(before.parties) == 96
    assert len(after.parties) == 95


def test_loading_the_shipped_record_again_changes_nothing() -> None:
    before = list(TreatyAction.objects.order_by("id").values_list())
    groups = list(StateGroup.objects.order_by("id").values_list())
    told: list[tuple[str, int]] = []

    load_shipped(lambda step, rows: told.append((step, rows)))

    assert list(TreatyAction.objects.order_by("id").values_list()) == before
    assert list(StateGroup.objects.order_by("id").values_list()) == groups
    assert [rows for step, rows in told if step == "Treaty actions"] == [0, 0]


def test_loading_again_brings_names_and_groups_up_to_date() -> None:
    StateName.objects.filter(state="FRA", language="en").update(short="Elsewhere")
    StateGroup.objects.filter(state="FRA").update(group="africa")

    load_shipped()

    assert queries.state_names("en")["FRA"] == "France"
    assert queries.groups_on(date(2025, 1, 1))["FRA"] == "western-europe-other"
    assert StateGroup.objects.filter(state="FRA").count() == 1
