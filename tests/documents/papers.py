"""Documents that nobody issued, for tests: built as they would have been read."""

from __future__ import annotations

from datetime import date
from typing import Any

from amparo.documents.actions import Imported, import_document
from amparo.documents.structure import Block, BlockKind, Head, Note, NoteMark, Part, Reading

HEADING, PARAGRAPH, ITEM, TEXT, TABLE = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.TEXT,
    BlockKind.TABLE,
)
ON = date(2031, 2, 3)


def paragraph(number: int | str, text: str, *marks: tuple[int, str], **more: Any) -> Block:
    called = tuple(NoteMark(*one) for one in marks)
    return Block(PARAGRAPH, f"para_{number}", str(number), text=text, marks=called, **more)


def reading(
    *blocks: Block, notes: tuple[Note, ...] = (), annex: tuple[Block, ...] = (), **head: Any
) -> Reading:
    """Return a document of these blocks; without any, one of two paragraphs."""
    said: dict[str, Any] = {
        "symbol": "",
        "title": "Lanterns in Ruritania",
        "on": ON,
        "language": "en",
    }
    parts = [
        Part(
            "main",
            "",
            blocks or (paragraph(1, "Lanterns are lit."), paragraph(2, "They stay lit.")),
        )
    ]
    if annex:
        parts.append(Part("annex_1", "Wicks", annex))
    return Reading(Head(**said | head), tuple(parts), notes)


def taken_in(symbol: str = "CAT/C/99/3", read: Reading | None = None, **given: Any) -> Imported:
    """Take in a document, public from a day long gone unless said."""
    known: dict[str, Any] = {
        "data": f"{symbol} {given.get('language', '')}".encode(),
        "name": "paper.txt",
        "media_type": "text/plain",
        "public_on": date(2020, 1, 1),
    }
    return import_document(read or reading(), symbol=symbol, **known | given)


def rich() -> Reading:
    """Return a document with everything that documents have."""
    return reading(
        Block(TEXT, "preface__p_1", text="Summary of lanterns."),
        Block(HEADING, "sec_1", "I", 1, "Introduction"),
        paragraph(1, "See CAT/OP/12/5, para. 32, and paragraph 3 below.", (49, "1")),
        Block(HEADING, "sec_2", "II", 1, "Lanterns"),
        Block(HEADING, "sec_2__sec_a", "A", 2, "Lit"),
        paragraph(2, "Lanterns are of these kinds:"),
        Block(ITEM, "para_2__list_1__item_a", "(a)", 1, "red;"),
        Block(ITEM, "para_2__list_1__item_a__list_1__item_i", "(i)", 2, "dark red;"),
        Block(ITEM, "para_2__list_1__item_b", "(b)", 1, "green."),
        Block(TEXT, "para_2__p_1", text="Others are not counted."),
        Block(TABLE, "para_2__table_1", text="Counted", rows=(("red", "3"), ("green", "4"))),
        Block(HEADING, "heading_1", "", 3, "Unlit"),
        paragraph(3, "What is unlit is dark.", (13, "2"), (22, "9")),
        Block(TEXT, "p_1", text="The end."),
        notes=(
            Note("*", "Late, for want of wicks."),
            Note("1", "CAT/OP/12/5, paras. 32 and 33."),
            Note("2", "Ibid., para. 40."),
        ),
        annex=(
            Block(
                PARAGRAPH,
                "annex_1__para_1",
                "1",
                text="Wicks are trimmed: see CAT/C/99/4.",
                marks=(NoteMark(5, "1"),),
            ),
            Block(PARAGRAPH, "annex_1__para_2", "2", text="As paragraph 1 above says."),
        ),
        title="Lanterns <of> Ruritania & beyond",
        session="Ninety-ninth session",
        distribution="General",
        original_language="fr",
    )
