"""
Many documents in one file, as JSON Lines: a line for each paragraph, or for each document's text.

Lines of paragraphs have `symbol`, `paragraph` and `text`, and may have `title`, `year`, `language`;
lines of documents have `symbol` and `text`, and may have `state`, `year` and `language`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from . import reading
from .structure import Block, BlockKind, Doubt, Head, Part, Reading

SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson")
MEDIA_TYPE = "application/jsonl"
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Collected:
    """A document of a collection: its name among the others, its lines, and the bytes they are."""

    name: str
    lines: tuple[Line, ...]

    @property
    def data(self) -> bytes:
        """The lines as they would stand in a file of their own."""
        return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in self.lines)


def collected(path: Path) -> list[Collected]:
    """Return the documents of a collection. :raises Refused: naming the line that is none."""
    lines = list(_lines(path))
    found = []
    for _key, some in groupby(enumerate(lines, 1), key=lambda one: _key_of(*one)):
        numbered = list(some)
        number, first = numbered[0]
        name = str(first.get("symbol") or f"{first.get('state', '')} {first.get('year', number)}")
        found.append(Collected(name.strip(), tuple(one for _number, one in numbered)))
    return found


def readings(one: Collected) -> tuple[Reading, ...]:
    """Return a document of a collection as it is read."""
    first = one.lines[0]
    if "paragraph" in first:
        return (_of_paragraphs(one.lines),)
    text = str(first.get("text", ""))
    return reading.read_all(
        f"{one.name}.txt", text.encode(), language=str(first.get("language", ""))
    )


def year_of(one: Collected) -> date | None:
    """Return the first day of the year that is given, where a year is all there is. Source: AKN-6."""
    year = one.lines[0].get("year")
    return date(year, 1, 1) if isinstance(year, int) and 1900 < year < 2200 else None


def _of_paragraphs(lines: Iterable[Line]) -> Reading:
    some = list(lines)
    blocks = []
    for line in some:
        number = str(line["paragraph"]).strip().rstrip(".")
        text = str(line.get("text", ""))
        blocks.append(Block(BlockKind.PARAGRAPH, f"para_{number}", number, text=text))
    head = Head(
        symbol=str(some[0].get("symbol", "")),
        title=str(some[0].get("title", "")),
        language=str(some[0].get("language", "en")),
    )
    doubt = _("Headings, notes and tables are not in the collection that this was taken from.")
    return Reading(head, (Part("main", "", tuple(blocks)),), doubts=(Doubt(doubt),))


def _key_of(number: int, line: Line) -> tuple[str, int]:
    """Return what lines of one document have in common; a document in one line stands alone."""
    return (str(line.get("symbol", "")), 0) if "paragraph" in line else ("", number)


def _lines(path: Path) -> Iterator[Line]:
    open_file = gzip.open if path.suffix == ".gz" else open
    at = 0
    try:
        with open_file(path, "rt", encoding="utf-8") as file:
            for at, text in enumerate(file, 1):  # noqa: B007  told below
                if not text.strip():
                    continue
                line = json.loads(text)
                if not isinstance(line, dict):
                    raise ValueError
                yield line
    except (OSError, EOFError, ValueError):
        raise Refused(
            _("{path}:{line}: this is not a line of JSON."), path=path, line=max(at, 1)
        ) from None
