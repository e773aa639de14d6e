"""A document that is printed and read again is the same, in six languages and three layouts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.documents.reading import plain
from amparo.documents.structure import BlockKind, Reading
from amparo.documents.structuring import structured

from .printing import TONGUES, Paper, Printed, Tongue, heading, in_print, sentence, spaced, whole

LAYOUTS: dict[str, Callable[[Paper], str]] = {
    "a paragraph a line": whole,
    "lines of print": lambda paper: in_print(paper, 88),
    "paragraphs set apart": lambda paper: spaced(paper, 80),
}


def picks(least: int, most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 40), min_size=least, max_size=most)


@st.composite
def papers(draw: st.DrawFn, tongue: Tongue) -> Paper:
    paragraphs, notes = [], []
    longer = 2 if tongue.is_chinese else 1
    for place in range(draw(st.integers(1, 8))):
        count = draw(st.integers(1, 3))
        sentences = tuple(
            sentence(tongue, draw(picks(8 * longer, 24 * longer))) for _ in range(count)
        )
        if place == 0:
            # All words once: of "La La La" nobody could tell the language.
            sentences = (sentence(tongue, list(range(len(tongue.words)))), *sentences[1:])
        items = tuple(
            sentence(tongue, draw(picks(5 * longer, 20 * longer)))
            for _ in range(draw(st.sampled_from((0, 0, 2, 3))))
        )
        called = draw(st.integers(0, count - 1)) if draw(st.booleans()) else -1
        if called >= 0:
            notes.append(sentence(tongue, draw(picks(3 * longer, 9 * longer))))
        has_heading = place == 0 or draw(st.integers(0, 3)) == 0
        above = heading(tongue, draw(picks(1 * longer, 3 * longer))) if has_heading else ""
        paragraphs.append(Printed(sentences, items, called, above))
    return Paper(tongue, paragraphs, notes)


def read(text: str) -> Reading:
    return structured(plain.lines_of(text.encode()))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", TONGUES)
def test_what_is_printed_is_read(language: str, layout: str) -> None:
    @settings(max_examples=4, deadline=None)
    @given(paper=papers(TONGUES[language]))
    def comes_back(paper: Paper) -> None:
        text = LAYOUTS[layout](paper)

        found = read(text)

        (part,) = found.parts
        told = [one for one in part.blocks if one.kind is BlockKind.PARAGRAPH]
        assert [one.number for one in told] == [str(n) for n in range(1, len(paper.paragraphs) + 1)]
        assert [one.text for one in told] == [paper.text_of(one) for one in paper.paragraphs]
        assert [[mark.mark for mark in one.marks] for one in told] == [
            [mark] if mark else [] for mark in paper.calls()
        ]
        assert [one.text for one in part.blocks if one.kind is BlockKind.ITEM] == [
            item for one in paper.paragraphs for item in one.items
        ]
        assert [one.text for one in part.blocks if one.kind is BlockKind.HEADING] == [
            one.heading for one in paper.paragraphs if one.heading
        ]
        assert [one.text for one in found.notes] == paper.notes
        assert found.head.language == language
        assert found.doubts == ()

    comes_back()


@given(text=st.text(alphabet="ab1.)(\n IVX附件条。¹*-|_", max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_and_no_address_comes_twice(text: str) -> None:
    found = structured(plain.lines_of(("x" + text).encode()))

    blocks = [block for part in found.parts for block in part.blocks]
    assert len({block.eid for block in blocks}) == len(blocks)
    assert len({(note.part, note.mark) for note in found.notes}) == len(found.notes)
