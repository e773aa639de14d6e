"""Documents, their versions and paragraphs, and what leads from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """
    A document in a list, with its title in the reader's language or the best there is.

    `path` is the page's, without a language of the site before it.
    """

    symbol: str
    name: str
    kind: str
    kind_title: str
    body: str
    states: tuple[str, ...]
    on: date | None
    precision: str
    languages: tuple[str, ...]
    language: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a document: its language, and the file that it was read from."""

    language: str
    title: str
    session: str
    distribution: str
    original_language: str
    job_number: str
    source: str
    media_type: str
    size: int
    sha256: str
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class Tie:
    """
    What a document is to another: `corrects`, `replaces`, `supplements`, or the same turned
    round (`corrected_by` and so on).

    `path` is empty where the other is not here.
    """

    kind: str
    symbol: str
    path: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document, its versions and its ties to others."""

    line: DocumentLine
    versions: tuple[VersionLine, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """
    Words of a text, from `start` to `end`, that lead to a document or a place in it.

    `words` is how that is cited. `printed` is what the text says where that is known to be
    wrong. `path` leads to the place, or, of a document that is not here, to a page of who cites
    it.
    """

    start: int
    end: int
    symbol: str
    point: str
    words: str
    printed: str
    path: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Citing:
    """A place that cites another: the document it stands in, and its paragraph."""

    symbol: str
    language: str
    title: str
    eid: str
    words: str
    printed: str
    path: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text. `marks` are pairs: where a note is called, and its mark."""

    eid: str
    part: str
    kind: str
    level: int
    number: str
    under: str
    text: str
    marks: tuple[tuple[int, str], ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note; `caller` is the address of the block that calls it, empty where none does."""

    eid: str
    part: str
    mark: str
    caller: str
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The paragraph before or after."""

    eid: str
    number: str
    path: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    A numbered paragraph with its items and notes, and what stands around it.

    `headings` are those above it, the highest first. `languages` have the paragraph too.
    `cited_by` are the places that cite it.
    """

    symbol: str
    title: str
    language: str
    eid: str
    number: str
    citation: str
    path: str
    headings: tuple[Block, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    before: Neighbour | None
    after: Neighbour | None
    languages: tuple[str, ...]
    cited_by: tuple[Citing, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """
    A piece of a text in its order: a heading, a paragraph, an item, a table.

    `eid` is its address within the version, `under` that of the heading it stands below.
    `cites` are the words that lead elsewhere.
    """

    symbol: str
    language: str
    order: int
    part: str
    eid: str
    kind: str
    level: int
    number: str
    under: str
    text: str
    rows: tuple[tuple[str, ...], ...]
    cites: tuple[Link, ...]
    path: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note in its order; `caller` is the address of the piece of text that calls it."""

    symbol: str
    language: str
    order: int
    part: str
    eid: str
    mark: str
    caller: str
    text: str
    cites: tuple[Link, ...]
