"""Which numbered lines are paragraphs: those whose numbers follow one another."""

from dataclasses import replace

from amparo.documents.structuring.numbering import Candidate, sequence


def lines(*numbers: float | str) -> list[Candidate]:
    """Candidates in order: `3` a paragraph's number, `"3h"` one before a short line, `7.2` a double one."""
    made = []
    for place, one in enumerate(numbers):
        text = str(one)
        major, _dot, minor = text.rstrip("h").partition(".")
        made.append(Candidate(place, int(major), int(minor or 0), is_short=text.endswith("h")))
    return made


def test_numbers_that_follow_one_another_are_paragraphs() -> None:
    assert sequence(lines(1, 2, 3)).paragraphs == {0, 1, 2}


def test_a_number_before_a_short_line_out_of_the_sequence_is_a_heading() -> None:
    found = sequence(lines(1, 2, "1h", 3, "2h", 4))

    assert found.headings == {2, 4}
    assert found.paragraphs == {0, 1, 3, 5}


def test_of_the_same_number_twice_the_short_line_is_the_heading() -> None:
    found = sequence(lines("1h", 1, 2, "3h", 3))

    assert found.headings == {0, 3}
    assert found.paragraphs == {1, 2, 4}


def test_a_list_inside_a_paragraph_does_not_end_the_sequence() -> None:
    found = sequence(lines(1, 2, 1, 2, 3, 3, 4))

    assert found.missing == []
    assert {0, 1, 6} <= found.paragraphs


def test_a_list_longer_than_the_paragraphs_before_it_keeps_its_numbers() -> None:
    found = sequence(
        [replace(one, is_in_list=one.place in (3, 4, 5)) for one in lines(1, 2, 1, 2, 3, 4, 3, 4)]
    )

    assert found.listed == {2, 3, 4, 5}
    assert found.paragraphs == {0, 1, 6, 7}


def test_a_lost_number_is_told_and_the_sequence_goes_on() -> None:
    found = sequence(lines(1, 2, 5, 6))

    assert found.paragraphs == {0, 1, 2, 3}
    assert [number for _place, number in found.missing] == ["3", "4"]


def test_a_year_at_the_beginning_of_a_line_is_no_paragraph() -> None:
    found = sequence(lines(1, 2, 2019, 3))

    assert found.paragraphs == {0, 1, 3}


def test_numbers_of_decisions_are_two() -> None:
    found = sequence(lines(1.1, 1.2, 2.1, 2.2, 3, 4.1, 5.1))

    assert 4 in found.paragraphs
    assert found.missing == []
    assert len(found.paragraphs) == 7


def test_a_decimal_at_the_beginning_of_a_line_is_no_paragraph_where_numbers_are_single() -> None:
    assert sequence(lines(1, 2, 2.5, 3)).paragraphs == {0, 1, 3}


def test_numbers_that_begin_again_and_go_on_are_paragraphs_too() -> None:
    found = sequence(lines(1, 2, 3, 4, 1, 2, 3))

    assert found.restarts == {4}
    assert len(found.paragraphs) == 7


def test_numbers_before_short_lines_throughout_are_those_of_headings() -> None:
    found = sequence(lines("1h", "2h", "3h"))

    assert found.paragraphs == set()
    assert found.headings == {0, 1, 2}
