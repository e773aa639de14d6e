"""Lines that stand in columns are told, where there are enough of them close by."""

from __future__ import annotations

import pytest

from amparo.documents.lines import Line
from amparo.documents.structuring import tabular


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("Ruritania\t12\tSent", 2),
        ("1.\tDoors are open.", 0),
        ("115.12\tOpen the doors.", 0),
        ("(a)\tDoors;", 0),
        ("3\tDoors\tOpen", 1),
        ("Doors are open.", 0),
    ],
)
def test_what_follows_a_number_stands_in_no_column(text: str, gaps: int) -> None:
    assert tabular.gaps_of(text) == gaps


@pytest.mark.parametrize(
    ("gaps", "is_told"),
    [
        pytest.param([2, 0, 1, 1], True, id="a cell that goes on below"),
        pytest.param([2, 2, 0], False, id="two lines"),
        pytest.param([1, *[0] * 9, 1, *[0] * 9, 1], False, id="far from one another"),
    ],
)
def test_three_rows_close_by_are_told_once(gaps: list[int], is_told: bool) -> None:
    lines = [Line(f"Ruritania {n}", gaps=count) for n, count in enumerate(gaps)]

    assert [one.split(": ")[1] for one in tabular.doubts(lines)] == ["Ruritania 0"] * is_told
