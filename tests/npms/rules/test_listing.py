from datetime import date

import pytest

from amparo.npms.rules.listing import (
    Comparison,
    Establishment,
    compare,
    overdue,
    overdue_by_more_than,
    proposed,
    year_starts_on,
)
from amparo.registry.rules.npm_due import Boundary

LISTED_2019 = [
    "BEN",
    "BIH",
    "BFA",
    "BDI",
    "CHL",
    "COD",
    "GAB",
    "LBR",
    "MNG",
    "NRU",
    "NER",
    "NGA",
    "PHL",
]
LISTED_2025 = ["AFG", "BLZ", "BDI", "CAF", "COD", "GAB", "GHA", "LBR", "NRU", "PHL", "SSD", "PSE"]


def codes(found: list[Establishment]) -> list[str]:
    return [one.state for one in found]


@pytest.mark.parametrize(
    ("deposited", "starts"),
    [
        pytest.param("2004-09-22", "2006-06-22", id="before the Protocol was in force"),
        pytest.param("2006-06-22", "2006-06-22", id="on the day it entered into force"),
        pytest.param("2019-02-20", "2019-02-20", id="afterwards"),
    ],
)
def test_the_year_starts_with_the_deposit_and_never_before_the_protocol(
    deposited: str, starts: str
):
    assert year_starts_on(date.fromisoformat(deposited)) == date.fromisoformat(starts)


def test_a_mechanism_is_overdue_from_the_day_after_the_last_one():
    palestine = Establishment("PSE", date(2018, 12, 29))

    assert overdue([palestine], date(2018, 12, 29)) == []
    assert overdue([palestine], date(2018, 12, 30)) == [palestine]


def test_the_longest_overdue_come_first():
    found = [Establishment("AFG", date(2019, 4, 17)), Establishment("LBR", date(2007, 6, 22))]

    assert codes(overdue(found, date(2025, 12, 31))) == ["LBR", "AFG"]


@pytest.mark.parametrize(
    ("today", "boundary", "expected"),
    [
        pytest.param("2021-12-29", Boundary.MORE_THAN, [], id="three years, more asked"),
        pytest.param("2021-12-30", Boundary.MORE_THAN, ["PSE"], id="three years and a day"),
        pytest.param("2021-12-28", Boundary.AT_LEAST, [], id="a day short of three years"),
        pytest.param("2021-12-29", Boundary.AT_LEAST, ["PSE"], id="three years, so much asked"),
    ],
)
def test_the_boundary_day_of_the_proposal(today: str, boundary: Boundary, expected: list[str]):
    palestine = Establishment("PSE", date(2018, 12, 29))

    found = proposed([palestine], date.fromisoformat(today), boundary=boundary)

    assert codes(found) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({}, ["AAA"], id="nothing"),
        pytest.param({"notified": True}, ["AAA"], id="notification alone"),
        pytest.param({"documents_received": True}, ["AAA"], id="documents alone"),
        pytest.param({"notified": True, "documents_received": True}, [], id="both"),
        pytest.param({"accepted": True}, [], id="accepted by the Subcommittee"),
        pytest.param({"designated": True}, [], id="designated, says another source"),
    ],
)
def test_who_is_not_proposed(known: dict[str, bool], expected: list[str]):
    one = Establishment("AAA", date(2010, 1, 1), **known)

    assert codes(proposed([one], date(2020, 1, 1))) == expected


def test_overdue_by_more_than_a_number_of_years_is_strict():
    chile = Establishment("CHL", date(2009, 12, 12))

    assert overdue_by_more_than([chile], date(2019, 12, 12), 10) == []
    assert overdue_by_more_than([chile], date(2019, 12, 13), 10) == [chile]


def test_the_lists_of_2019_and_2025():
    assert compare(LISTED_2019, LISTED_2025) == Comparison(
        kept=frozenset(["BDI", "COD", "GAB", "LBR", "NRU", "PHL"]),
        left=frozenset(["BEN", "BIH", "BFA", "CHL", "MNG", "NER", "NGA"]),
        joined=frozenset(["AFG", "BLZ", "CAF", "GHA", "SSD", "PSE"]),
    )
