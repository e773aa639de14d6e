from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core import measures
from amparo.core.calendar import Span
from amparo.core.errors import Refused
from amparo.core.measures import (
    AsAt,
    Figure,
    Row,
    count_of,
    measure,
    measure_named,
    names_of,
    percent,
    share_of,
    sum_of,
)

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
ROWS = [
    Row("v-1", "Mexico", amount=3),
    Row("v-2", "Serbia", amount=Decimal("2.50")),
    Row("v-3", "Burundi", amount=0),
]


@pytest.fixture(autouse=True)
def _measures_of_this_test_only(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(measures, "MEASURES", {})


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "expected"),
    [
        pytest.param(48, 98, 2, "48.98", id="two places"),
        pytest.param(1, 3, 2, "33.33", id="down below a half"),
        pytest.param(2, 3, 2, "66.67", id="up above a half"),
        pytest.param(1, 8, 0, "13", id="up at exactly a half, to an odd number"),
        pytest.param(1, 40, 0, "3", id="up at a half, where the even neighbour is below"),
        pytest.param(1, 16, 1, "6.3", id="a half in the first place"),
        pytest.param(25, 2000, 1, "1.3", id="a half after an odd digit"),
        pytest.param(0, 7, 2, "0.00", id="none"),
        pytest.param(7, 7, 2, "100.00", id="all"),
        pytest.param(9, 4, 0, "225", id="more than all"),
    ],
)
def test_per_cent_is_rounded_half_up(numerator, denominator, places, expected):
    assert str(percent(numerator, denominator, places=places)) == expected


@given(
    st.integers(min_value=0, max_value=10**9),
    st.integers(min_value=1, max_value=10**9),
    st.integers(min_value=0, max_value=4),
)
def test_per_cent_is_half_up_exactly(numerator: int, denominator: int, places: int):
    shown = percent(numerator, denominator, places=places)

    # In whole numbers: the largest n with n <= exact + 1/2 of the last place.
    scaled = 100 * 10**places * numerator
    assert int(shown.scaleb(places)) == (2 * scaled + denominator) // (2 * denominator)
    assert -shown.as_tuple().exponent == places


def test_a_share_of_nothing_is_refused_by_its_rule():
    with pytest.raises(Refused) as refusal:
        percent(0, 0)

    assert str(refusal.value) == "There is nothing to take a share of."
    assert refusal.value.rule == "GEN-7"


def test_a_share_keeps_numerator_denominator_and_rows():
    figure = share_of(iter(ROWS[:2]), 3, places=0)

    assert figure == Figure(Decimal("67"), tuple(ROWS[:2]), numerator=2, denominator=3)


def test_count_sum_and_names_keep_the_rows_they_count():
    assert count_of(iter(ROWS)) == Figure(3, tuple(ROWS))
    assert sum_of(iter(ROWS)) == Figure(Decimal("5.50"), tuple(ROWS))
    assert names_of(iter(ROWS)) == Figure(("Mexico", "Serbia", "Burundi"), tuple(ROWS))


def test_nothing_counts_as_nothing():
    assert (count_of([]).value, sum_of([]).value, names_of([]).value) == (0, 0, ())


def test_the_frame_of_a_year_runs_from_new_year_to_its_eve():
    frame = AsAt.year(2025, NOW)

    assert frame == AsAt(on=date(2025, 12, 31), known_at=NOW, since=date(2025, 1, 1))
    assert frame.span == Span(date(2025, 1, 1), date(2025, 12, 31))


def test_a_frame_without_a_first_day_has_no_period():
    with pytest.raises(Refused) as refusal:
        _ = AsAt(on=date(2025, 12, 31), known_at=NOW).span

    assert str(refusal.value) == "This figure counts over a period: say since when."


def _visits(as_at: AsAt, /, **choices: str) -> Figure:
    kept = [row for row in ROWS if choices.get("state", row.label) == row.label]
    return count_of(kept)


def _define(name: str, **options):
    return measure(
        name, title="Visits", unit="visit", counts="Visits.", rule="OPCAT-11-1", **options
    )(_visits)


def test_a_measure_is_found_by_its_name_and_answers():
    defined = _define("visits.conducted", choices=["state"])

    found = measure_named("visits.conducted")

    assert found is defined
    assert found.choices == ("state",)
    assert found(AsAt.year(2025, NOW)).value == 3
    assert found(AsAt.year(2025, NOW), state="Serbia") == Figure(1, (ROWS[1],))


def test_a_measure_refuses_a_choice_it_does_not_have():
    defined = _define("visits.conducted", choices=["state"])

    with pytest.raises(Refused) as refusal:
        defined(AsAt.year(2025, NOW), region="Africa")

    assert str(refusal.value) == "This figure does not have that choice."


def test_an_unknown_measure_is_refused():
    with pytest.raises(Refused) as refusal:
        measure_named("visits.imagined")

    assert str(refusal.value) == "There is no figure of that name."


def test_two_measures_may_not_share_a_name():
    _define("visits.conducted")

    with pytest.raises(ValueError, match=r"^Two measures are named visits\.conducted\.$"):
        _define("visits.conducted")
