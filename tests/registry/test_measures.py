"""Figures of participation, and the rows behind them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, measure_named
from amparo.registry import measures  # noqa: F401  (registers the measures)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def figure(name: str, year: int, now: datetime, **choices: str) -> Figure:
    """Return a figure as at the end of a year."""
    return measure_named(name)(AsAt.year(year, now), **choices)


@pytest.mark.parametrize(
    ("name", "year", "choices", "value"),
    [
        ("participation.parties", 2019, {}, 90),
        ("participation.parties", 2025, {}, 96),
        ("participation.parties", 2019, {"region": "africa"}, 23),
        ("participation.parties", 2025, {"treaty": "CAT"}, 175),
        ("participation.signatories", 2019, {}, 13),
        ("participation.signatories", 2025, {"region": "africa"}, 7),
        ("participation.new_parties", 2025, {}, 2),
        ("participation.new_parties", 2019, {}, 2),
        ("participation.deposit_day", 2025, {"state": "COL"}, date(2025, 11, 10)),
        ("participation.deposit_day", 2019, {"state": "ISL"}, date(2019, 2, 20)),
        ("participation.share", 2019, {"region": "africa"}, Decimal("25.56")),
        ("states.members", 2025, {}, 193),
        ("states.members", 2025, {"kind": "observer"}, 2),
    ],
)
def test_a_figure_has_its_value(
    name: str, year: int, choices: dict[str, str], value: object, now: datetime
) -> None:
    assert figure(name, year, now, **choices).value == value


def test_the_signatories_of_2025_are_those_the_report_names(now: datetime) -> None:
    assert figure("participation.signatory_names", 2025, now).value == (
        "Angola",
        "Belgium",
        "Cameroon",
        "Chad",
        "Guinea",
        "Guinea-Bissau",
        "Ireland",
        "Sierra Leone",
        "Timor-Leste",
        "Venezuela (Bolivarian Republic of)",
        "Zambia",
    )


def test_rows_say_who_where_since_when_and_from_what_source(now: datetime) -> None:
    first, second = figure("participation.new_parties", 2025, now).rows

    assert (first.reference, first.label, first.path) == ("BGD", "Bangladesh", "/states/BGD/")
    assert (first.on, first.source) == (date(2025, 7, 17), "UN Treaty Collection")
    assert second.reference == "COL"


def test_a_share_keeps_both_its_numbers(now: datetime) -> None:
    share = figure("participation.share", 2019, now, region="africa")

    assert (share.numerator, share.denominator) == (23, 90)


def test_unknown_choices_are_refused(now: datetime) -> None:
    with pytest.raises(Refused):
        figure("participation.parties", 2025, now, region="atlantis")
    with pytest.raises(Refused):
        figure("participation.deposit_day", 2025, now, state="IND")


@pytest.mark.parametrize(
    ("day", "years"),
    [
        pytest.param("2026-06-21", 19, id="the day before the anniversary"),
        pytest.param("2026-06-22", 20, id="the anniversary"),
        pytest.param("2006-06-22", 0, id="the day itself"),
    ],
)
def test_the_years_since_a_treaty_entered_into_force(day: str, years: int, now: datetime) -> None:
    as_at = AsAt(date.fromisoformat(day), now)

    assert measure_named("participation.years_in_force")(as_at, treaty="OPCAT").value == years


def test_a_treaty_not_yet_in_force_has_no_years(now: datetime) -> None:
    with pytest.raises(Refused, match="was not in force by then"):
        measure_named("participation.years_in_force")(AsAt(date(2006, 6, 21), now), treaty="OPCAT")
