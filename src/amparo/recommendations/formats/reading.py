"""What all forms of files are read with: rows with their lines, what is known, what was found."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from amparo.core.words import gettext_noop as _
from amparo.registry.imports import Problem, problem

from ..drafts import Draft
from ..states import States
from ..topics import Labels

MOST_TOPICS = 1000  # characters that they take together
_MOST_CELL = 1_000_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LENGTHS = {
    "source": 80,
    "number": 60,
    "by_body": 20,
    "symbol": 120,
    "paragraph": 40,
    "response": 60,
}


@dataclass
class Content:
    """A file: the text of a table, values from JSON, or the bytes of a document."""

    path: Path
    text: str = ""
    values: object = None
    document: bytes = b""

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, where it is a table."""
        if not self.text:
            return ()
        try:
            return tuple(one.strip() for one in next(csv.reader(io.StringIO(self.text)), []))
        except csv.Error:
            return ()

    def has(self, *columns: str) -> bool:
        """Test whether it is a table with these columns, and perhaps others."""
        return set(columns) <= set(self.header)


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record, by which a file is checked."""

    states: States
    bodies: frozenset[str]
    topics: frozenset[str]
    labels: Labels = field(default_factory=Labels)


@dataclass(slots=True)
class Found:
    """What a file holds: drafts, what is wrong with other lines, and how many are of another kind."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passed_over: int = 0

    def keep(self, draft: Draft, known: Known) -> None:
        """Keep a draft if it can be stored, or say why it cannot."""
        wrong = check(draft, known)
        if wrong is None:
            self.drafts.append(draft)
        else:
            self.problems.append(wrong)


def rows_of(content: Content, found: Found) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each row of a table with the line it begins on; rows of another length are problems."""
    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(io.StringIO(content.text, newline=""), strict=True)
    header = [one.strip() for one in next(reader)]
    last = reader.line_num
    while True:
        line = last + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            said = _(
                "This line cannot be read: a quotation mark is missing, or a cell is too long."
            )
            found.problems.append(problem(line, said))
            return
        last = reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            said = _("This row has {cells} cells where the header has {columns}.")
            found.problems.append(problem(line, said, cells=len(cells), columns=len(header)))
            continue
        yield line, dict(zip(header, (cell.strip() for cell in cells), strict=True))


def words(text: str) -> str:
    """Return words as they are kept: one form of each letter, no signs that cannot be seen."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _UNSEEN.sub("", plain).strip()


def check(draft: Draft, known: Known) -> Problem | None:
    """Return what keeps a draft from being stored."""
    if not draft.number or not draft.source:
        return problem(draft.line, _("The recommendation has no number, or no source."))
    if draft.state not in known.states.codes:
        return problem(draft.line, _("There is no State {code}."), code=draft.state or "?")
    if draft.by_state and draft.by_state not in known.states.codes:
        return problem(draft.line, _("There is no State {code}."), code=draft.by_state)
    if not any(draft.wordings.values()):
        return problem(draft.line, _("The recommendation has no words."))
    for name, most in _LENGTHS.items():
        if len(getattr(draft, name)) > most:
            said = _("“{column}” is longer than {most} characters.")
            return problem(draft.line, said, column=name, most=most)
    if sum(len(one) + 1 for one in draft.topics) >= MOST_TOPICS:
        return problem(draft.line, _("The recommendation has more topics than can be kept."))
    return None
