"""
A document as it is read: what stands at its head, its numbered paragraphs in order, its notes.

Plain data, the same whichever file it came from. Numbers are kept exactly as printed (AKN-10).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
"""The official languages, by their codes in documents. Source: DOC-13."""


class BlockKind(StrEnum):
    """What a piece of a document is."""

    HEADING = "heading"  # level 1 is the highest; its number ("II", "A", "一") may be empty
    PARAGRAPH = "paragraph"  # a numbered paragraph, or a numbered article of a treaty
    ITEM = "item"  # (a), (i), a bullet: level 1 hangs from a paragraph, level 2 from such an item
    TEXT = "text"  # words without a number: what goes on after items, a preamble, a summary
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a note is called: so many characters into the text, by this mark."""

    at: int
    mark: str


@dataclass(frozen=True, slots=True)
class Block:
    """
    A piece of a document.

    `eid` is its address within the part and the version: `para_14`, `para_14__list_1__item_a`,
    `sec_2`, `annex_1__para_3` (AKN-10). `rows` holds the cells of a table, `text` then its caption.
    """

    kind: BlockKind
    eid: str
    number: str = ""
    level: int = 1
    text: str = ""
    marks: tuple[NoteMark, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The body of a document (`main`), or one of its annexes (`annex_1`), whose numbers begin anew."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """
    A note at the foot of a page: `1`, or `*` on the cover (DOC-12).

    `ibid` is what its "Ibid." stands for: the words of an earlier note, as they stand there.
    """

    mark: str
    text: str
    part: str = "main"
    ibid: str = ""


class Doubt(str):
    """
    What a person should look at: its sentence in English, as it is kept.

    It knows the message that it was made of, marked for translation, and what fills it.
    """

    message: str
    values: dict[str, object]

    def __new__(cls, message: str, **values: object) -> Self:
        """Make a doubt of a sentence with {names}, and what fills them."""
        made = super().__new__(cls, message.format(**values))
        made.message, made.values = message, values
        return made

    def said(self, translate: Callable[[str], str]) -> str:
        """Return the sentence in the language of `translate`."""
        return translate(self.message).format(**self.values)


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself before its text; empty where it does not (DOC-6, DOC-7)."""

    symbol: str = ""
    title: str = ""
    body: str = ""  # as printed
    session: str = ""
    distribution: str = ""
    on: date | None = None
    language: str = ""
    original_language: str = ""
    job_number: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A whole document as it was read from one file.

    `doubts` says what a person should look at: a number that is missing, a line that belongs
    nowhere. Nothing is dropped in silence.
    """

    head: Head
    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()
    doubts: tuple[Doubt, ...] = ()
