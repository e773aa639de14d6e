from datetime import date
from decimal import Decimal

import pytest

from amparo.core.calendar import Span
from amparo.core.measures import Figure, Value
from amparo.stats.rules.comparison import Published, agrees, is_lower_bound, period_of


def _figure(value: Value, numerator: int | None = None, denominator: int | None = None) -> Figure:
    return Figure(value, (), numerator, denominator)


@pytest.mark.parametrize(
    ("published", "counted", "same"),
    [
        pytest.param(Published("96", "States"), _figure(96), True, id="equal numbers"),
        pytest.param(Published("96", "States"), _figure(95), False, id="one less"),
        pytest.param(
            Published("900", "persons", at_least=True), _figure(912), True, id="more than a bound"
        ),
        pytest.param(
            Published("900", "persons", at_least=True), _figure(899), False, id="less than a bound"
        ),
        pytest.param(
            Published("33", "percent"),
            _figure(Decimal("33.33"), 4, 12),
            True,
            id="a share printed without decimals",
        ),
        pytest.param(
            Published("55", "percent"), _figure(Decimal("56.52"), 13, 23), False, id="INC-01"
        ),
        pytest.param(
            Published("12.5", "percent"),
            _figure(Decimal("12.50"), 12, 96),
            True,
            id="a share printed with one decimal",
        ),
        pytest.param(
            Published("61.05", "percent"),
            _figure(Decimal("61.05"), 58, 95),
            True,
            id="a share printed with two decimals",
        ),
        pytest.param(
            Published("2025-07-17", "date"), _figure(date(2025, 7, 17)), True, id="equal days"
        ),
        pytest.param(
            Published("2025-07-17", "date"), _figure(date(2025, 7, 18)), False, id="the day after"
        ),
        pytest.param(
            Published("2025-06-15/2025-06-21", "date-range"),
            _figure(Span(date(2025, 6, 15), date(2025, 6, 21))),
            True,
            id="equal ranges",
        ),
        pytest.param(
            Published("2025-06-15/2025-06-21", "date-range"),
            _figure(Span(date(2025, 6, 15), date(2025, 6, 20))),
            False,
            id="a range a day shorter",
        ),
        pytest.param(
            Published("Chad; Angola", "list"), _figure(("Angola", "Chad")), True, id="equal lists"
        ),
        pytest.param(
            Published("Chad; Angola", "list"), _figure(("Angola",)), False, id="a name missing"
        ),
        pytest.param(
            Published("3", "States"), _figure(("A", "B", "C")), True, id="as many as are named"
        ),
        pytest.param(
            Published("40-45", "paragraphs"), _figure("40-45"), True, id="words as they are"
        ),
        pytest.param(Published("", "no date"), _figure(""), True, id="nothing is nothing"),
        pytest.param(Published("1", "ordinal"), _figure("one"), False, id="a word is no number"),
    ],
)
def test_a_counted_figure_agrees_with_the_published_one(
    published: Published, counted: Figure, same: bool
):
    assert agrees(published, counted) is same


def test_names_of_one_state_are_one_state():
    codes = {"Turkey": "TUR", "Türkiye": "TUR"}

    counted = _figure(("Türkiye",))
    assert agrees(Published("Turkey", "list"), counted, code_of=lambda name: codes[name])


def test_only_a_note_that_begins_so_makes_a_lower_bound():
    assert is_lower_bound('lower bound: the source says "more than"')
    assert not is_lower_bound('"more than three years"; four years in all since ratification')


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        pytest.param("", None, None, id="no day"),
        pytest.param("2025", date(2025, 1, 1), date(2025, 12, 31), id="a year"),
        pytest.param("2020-02", None, date(2020, 2, 29), id="by the end of a month"),
        pytest.param("2025-12-31", None, date(2025, 12, 31), id="by a day"),
        pytest.param("2019/2023", date(2019, 1, 1), date(2023, 12, 31), id="some years"),
    ],
)
def test_what_a_figure_speaks_of_is_read_from_how_it_is_written(
    as_of: str, first: date | None, last: date | None
):
    assert period_of(as_of) == (first, last)
