"""
What a report is made of: sections, numbered paragraphs, tables, charts and notes.

Plain frozen records in one language. A figure in a sentence keeps the measure it came from, so that
every form of the report can lead to the rows it counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from amparo.core.measures import Value


@dataclass(frozen=True, slots=True)
class Text:
    """Words. A name or a symbol put into a sentence is `isolated` from the direction around it."""

    kind: ClassVar[str] = "text"
    text: str
    isolated: bool = False


@dataclass(frozen=True, slots=True)
class FigureSpan:
    """
    A figure as it stands in a sentence.

    `text` is the value in the reader's language, `path` where its rows are shown from the root of
    the site. `published` marks a total that was only ever published, not counted.
    """

    kind: ClassVar[str] = "figure"
    text: str
    measure: str
    value: Value
    on: date
    since: date | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    published: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere on the site."""

    kind: ClassVar[str] = "link"
    text: str
    path: str


Span = Text | FigureSpan | Link
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph; `items` are its sub-paragraphs, (a) and on."""

    kind: ClassVar[str] = "paragraph"
    number: int
    spans: Spans
    items: tuple[Spans, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head; columns named in `numeric` (from 0) hold numbers."""

    kind: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Key:
    """What a paint of a map means, with a sample of it for the page and one that stands alone."""

    swatch: str
    standalone: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A drawing, twice: for the page (its colours from the style sheet) and standing alone.

    `description` says in words what it shows, for those who do not see it.
    """

    kind: ClassVar[str] = "chart"
    anchor: str
    title: str
    description: str
    svg: str
    standalone: str
    keys: tuple[Key, ...] = ()
    is_map: bool = False

    @property
    def swatches(self) -> list[tuple[str, str]]:
        """Each sample of a paint with its words, for the page."""
        return [(key.swatch, key.words) for key in self.keys]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside the numbered text."""

    kind: ClassVar[str] = "note"
    spans: Spans


Block = Paragraph | Table | Chart | Note


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under its heading; `number` is how the heading is numbered (II, A)."""

    anchor: str
    number: str
    title: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report in one language, as at a day and as known at the end of another."""

    name: str
    title: str
    subtitle: str
    language: str
    rtl: bool
    on: date
    since: date
    known_on: date
    known_at_issue: bool
    frame: Spans
    sections: tuple[Section, ...]

    def figures(self) -> Iterator[FigureSpan]:
        """Yield every figure, in the order in which it is read."""
        for span in self.spans():
            if isinstance(span, FigureSpan):
                yield span

    def spans(self) -> Iterator[Span]:
        """Yield every span, in the order in which it is read."""
        for section in self.sections:
            for block in section.blocks:
                match block:
                    case Paragraph():
                        yield from block.spans
                        for item in block.items:
                            yield from item
                    case Table():
                        for row in block.rows:
                            for cell in row:
                                yield from cell
                    case Note():
                        yield from block.spans


def plain_text(spans: Spans) -> str:
    """Return the words of a sentence, without what they lead to."""
    return "".join(span.text for span in spans)
