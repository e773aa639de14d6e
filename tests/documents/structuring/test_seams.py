"""How lines of print become one text again."""

import pytest

from amparo.documents.structuring.seams import Seams, is_ended

SPACED = Seams(["在 2019 年", "于 3 月", "第 4 条"])
PLAIN = Seams(["the word stands here", "cooperation", "long-term plans"])
BROKEN = Seams(["fonda-", "mentaux est", "fondamentaux", "droits"])

JOINED = [
    (PLAIN, ("the State", "party"), "the State party"),
    (PLAIN, ("a long-", "term plan"), "a long-term plan"),
    (PLAIN, ("Secretary-", "General"), "Secretary-General"),
    (PLAIN, ("a hy\u00ad", "phen"), "a hyphen"),
    (PLAIN, ("https://example.org/", "page"), "https://example.org/page"),
    (PLAIN, ("paras. 3-", "5"), "paras. 3-5"),
    (BROKEN, ("fonda-", "mentaux"), "fondamentaux"),
    (BROKEN, ("dispo-", "sitions"), "dispositions"),
    (SPACED, ("防范", "酷刑"), "防范酷刑"),
    (SPACED, ("在 2020 年 2", "月"), "在 2020 年 2 月"),
    (SPACED, ("接替", "Osterfeld"), "接替 Osterfeld"),
    (SPACED, ("截至。", "2019 年"), "截至。2019 年"),
    (Seams(["2019年3月"]), ("于", "2019年"), "于2019年"),
    (PLAIN, ("لجنة", "مناهضة"), "لجنة مناهضة"),
    (PLAIN, ("Государства-", "участники"), "Государства-участники"),
]


@pytest.mark.parametrize(("seams", "lines", "text"), JOINED)
def test_two_lines_are_joined_as_they_were_before_print(
    seams: Seams, lines: tuple[str, str], text: str
) -> None:
    assert seams.two(*lines) == text


@pytest.mark.parametrize(
    "text", ["ended.", "结束。", "ended.”", "ended.12", "ended;", "انتهى؟", "例如："]
)
def test_a_sentence_is_ended(text: str) -> None:
    assert is_ended(text)


@pytest.mark.parametrize("text", ["not ended", "未完", "a comma,", "(a bracket)", "in 2019"])
def test_a_line_that_goes_on_is_not_ended(text: str) -> None:
    assert not is_ended(text)


@pytest.mark.parametrize("left", ["See CAT/C/", "الوثيقة A/HRC/"])
def test_a_symbol_goes_on_in_the_next_line(left: str) -> None:
    assert Seams([]).two(left, "69/3, para. 4") == f"{left}69/3, para. 4"
