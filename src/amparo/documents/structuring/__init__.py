"""Lines become a document: its head, its numbered paragraphs, its notes, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable

from amparo.documents.lines import Line
from amparo.documents.structure import Block, BlockKind, Head, Part, Reading


def structured(lines: Iterable[Line], *, language: str = "") -> Reading:
    """Return the document that these lines make, in `language` where it is known."""
    blocks = tuple(
        Block(
            BlockKind.TABLE if line.rows else BlockKind.TEXT,
            f"p_{number}",
            text=line.text,
            rows=line.rows,
        )
        for number, line in enumerate((one for one in lines if one.text or one.rows), 1)
    )
    return Reading(Head(language=language), (Part("main", "", blocks),))


def structured_all(lines: Iterable[Line], *, language: str = "") -> tuple[Reading, ...]:
    """Return the documents that these lines make, one for each language."""
    return (structured(lines, language=language),)
