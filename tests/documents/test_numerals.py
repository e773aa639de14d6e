"""Numbers as they are printed, in the alphabets of the six languages."""

import pytest

from amparo.documents.numerals import (
    as_letter,
    as_roman,
    chinese,
    circled,
    letter,
    roman,
    whole_number,
)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("i", 1), ("IV", 4), ("xix", 19), ("XL", 40), ("iiii", 0), ("mix", 1009), ("", 0), ("a", 0)],
)
def test_a_roman_numeral_has_its_value(printed: str, value: int) -> None:
    assert roman(printed) == value


@pytest.mark.parametrize(
    ("printed", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("条", 0), ("十条", 0)],
)
def test_a_chinese_numeral_has_its_value(printed: str, value: int) -> None:
    assert chinese(printed) == value


@pytest.mark.parametrize(
    ("printed", "value"),
    [("a", 1), ("Z", 26), ("bb", 28), ("ii", 0), ("в", 3), ("й", 0), ("ج", 3), ("١", 0)],
)
def test_a_letter_has_its_place(printed: str, value: int) -> None:
    assert letter(printed) == value


@pytest.mark.parametrize(("sign", "value"), [("㈠", 1), ("㈩", 10), ("①", 1), ("⑴", 1), ("x", 0)])
def test_a_numeral_in_a_circle_has_its_value(sign: str, value: int) -> None:
    assert circled(sign) == value


@pytest.mark.parametrize("value", range(1, 40))
def test_letters_and_numerals_are_written_as_they_are_read(value: int) -> None:
    assert letter(as_letter(value)) in (value, 0)
    assert roman(as_roman(value)) == value


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,500", 1500),
        ("1 375", 1375),
        ("1\u2009375\u202f000", 1375000),
        ("423.926", 423926),
        ("7", 7),
    ],
)
def test_thousands_are_set_apart_by_comma_space_or_point(printed: str, value: int) -> None:
    assert whole_number(printed) == value


@pytest.mark.parametrize("printed", ["1,50", "12 34", "", "3.5"])
def test_what_is_no_whole_number_is_said_to_be_none(printed: str) -> None:
    with pytest.raises(ValueError, match=f"^{printed}$"):
        whole_number(printed)
