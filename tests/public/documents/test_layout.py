"""Laying out a text: runs, units, leaves, two versions beside each other. Plain Python."""

import pytest

from amparo.documents.published import Block, Link, Note
from amparo.public.documents import layout
from amparo.public.documents.layout import Run, leaf_of, leaves, pairs, runs, units


def block(eid: str, text: str = "Words.", kind: str = "paragraph", **more) -> Block:
    """Return a piece of a text."""
    return Block(
        eid=eid,
        part=more.get("part", "main"),
        kind=kind,
        level=1,
        number=more.get("number", ""),
        under="",
        text=text,
        marks=more.get("marks", ()),
        rows=(),
        links=more.get("links", ()),
    )


def link(start: int, end: int, path: str = "/documents/X/") -> Link:
    """Return words that lead elsewhere."""
    return Link(start, end, "X", "", "X", "", path, is_here=True)


def test_a_text_is_cut_where_notes_are_called_and_words_lead_elsewhere():
    found = runs("As in A/1 and more.", [(9, "3")], [link(6, 9)], {"3": "note_3"})

    assert found == (
        Run("As in "),
        Run("A/1", "/documents/X/", "X"),
        Run("", mark="3", note="note_3"),
        Run(" and more."),
    )


@pytest.mark.parametrize(
    ("marks", "links"),
    [
        pytest.param([(4, "1"), (4, "2")], [], id="two notes in one place"),
        pytest.param([(2, "1")], [link(0, 5)], id="a note within a link"),
        pytest.param([(99, "1")], [link(3, 99)], id="beyond the end"),
        pytest.param([], [link(0, 4), link(2, 6)], id="links over each other"),
        pytest.param([(0, "1"), (6, "2")], [link(0, 6)], id="at both ends"),
    ],
)
def test_no_word_is_lost_or_said_twice_however_a_text_is_cut(marks, links):
    text = "abcdef"

    found = runs(text, marks, links, {})

    assert "".join(run.text for run in found) == text
    assert [run.mark for run in found if run.mark] == [mark for _at, mark in marks]


def test_a_paragraph_is_read_with_its_items_and_a_heading_alone():
    found = list(
        units(
            [
                block("sec_1", kind="heading"),
                block("para_1"),
                block("para_1__list_1__item_a", kind="item"),
                block("para_2"),
            ],
            [],
        )
    )

    assert [(one.eid, len(one.pieces)) for one in found] == [
        ("sec_1", 1),
        ("para_1", 2),
        ("para_2", 1),
    ]


def test_a_note_stands_with_the_piece_that_calls_it():
    called = block("para_1", "Said.", marks=((5, "1"),))
    note = Note("note_1", "main", "1", "para_1", "Why.")

    (found,) = units([called], [note])

    assert [one.eid for one in found.pieces[0].notes] == ["note_1"]
    assert found.pieces[0].runs[-1] == Run("", mark="1", note="note_1")


def test_leaves_hold_everything_once_and_turn_at_a_heading():
    every = list(
        units(
            [
                piece
                for section in range(4)
                for piece in (
                    block(f"sec_{section}", kind="heading"),
                    *(block(f"para_{section}{n}", "x" * 500) for n in range(5)),
                )
            ],
            [],
        )
    )

    book = leaves(every, most=6_000)

    assert [one for leaf in book for one in leaf] == every
    assert len(book) > 1
    assert {leaf[0].kind for leaf in book} == {"heading"}
    assert max(sum(map(layout.weight, leaf)) for leaf in book) <= 6_000


def test_a_single_unit_larger_than_a_leaf_is_a_leaf_of_its_own():
    every = list(units([block("para_1"), block("para_2", "x" * 9_000), block("para_3")], []))

    assert [[one.eid for one in leaf] for leaf in leaves(every, most=1_000)] == [
        ["para_1"],
        ["para_2"],
        ["para_3"],
    ]


def test_a_place_is_found_on_its_leaf_by_the_address_of_anything_in_it():
    note = Note("note_1", "main", "1", "para_2", "Why.")
    every = units(
        [
            block("para_1", "x" * 900),
            block("para_2", "x" * 900, marks=((3, "1"),)),
            block("para_2__list_1__item_a", kind="item"),
        ],
        [note],
    )
    book = leaves(every, most=1_200)

    places = ("para_1", "para_2", "para_2__list_1__item_a", "note_1", "nowhere")
    assert [leaf_of(book, eid) for eid in places] == [0, 1, 1, 1, 0]


def test_two_versions_stand_beside_each_other_and_nothing_of_either_is_lost():
    mine = list(units([block(f"para_{n}") for n in (1, 2, 4, 5)], []))
    theirs = list(units([block(f"para_{n}") for n in (1, 3, 4, 6)], []))

    found = [(a.eid if a else None, b.eid if b else None) for a, b in pairs(mine, theirs)]

    assert found == [
        ("para_1", "para_1"),
        ("para_2", None),
        (None, "para_3"),
        ("para_4", "para_4"),
        ("para_5", None),
        (None, "para_6"),
    ]


def test_a_link_to_a_place_in_a_document_finds_its_leaf():
    assert layout.path_of("/documents/A-61-311/en/#sec_2") == "/documents/A-61-311/en/sec_2/"
    assert layout.path_of("/documents/A-61-311/#sec_2") == "/documents/A-61-311/#sec_2"
    assert layout.path_of("/documents/A-61-311/en/para_3/") == "/documents/A-61-311/en/para_3/"
