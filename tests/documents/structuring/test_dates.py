"""Days as they are printed in the six languages."""

from datetime import date

import pytest

from amparo.documents.structuring.dates import date_in

DAY = date(2030, 9, 14)


@pytest.mark.parametrize(
    "text",
    [
        "14 September 2030",
        "September 14, 2030",
        "le 14 septembre 2030",
        "14 de septiembre de 2030",
        "14 сентября 2030 года",
        "2030年9月14日",
        "2030 年 9 月 14 日",
        "14 أيلول/سبتمبر 2030",
        "14 سبتمبر 2030",
        "Date: 14/09/2030",
        "2030-09-14",
        "14 Sep 2030",
    ],
)
def test_a_day_is_read(text: str) -> None:
    assert date_in(text) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er janvier 2030", date(2030, 1, 1)),
        ("3 كانون الثاني/يناير 2030", date(2030, 1, 3)),
        ("7 تشرين الأول/أكتوبر 2030", date(2030, 10, 7)),
    ],
)
def test_months_of_two_names_and_first_days_are_read(text: str, day: date) -> None:
    assert date_in(text) == day


@pytest.mark.parametrize("text", ["31 February 2030", "September 2030", "14 prisons in 2030", ""])
def test_what_is_no_day_is_none(text: str) -> None:
    assert date_in(text) is None
