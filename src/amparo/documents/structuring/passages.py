"""Lines become passages: whole paragraphs, items, headings and tables, each with what opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amparo.documents.lines import Line
from amparo.documents.structure import NoteMark

from .openings import Opening
from .roles import Beginning, Beginnings, Role
from .seams import Seams, is_ended, width

_TABULAR = re.compile(r"(\S.{0,60}?)\s+(\d[\d ,.]*%?)")
_LEAST_ROWS = 3
_MOST_HEADING_LINES = 3
_WIDEST_HEADING = 240


@dataclass(slots=True)
class Passage:
    """
    A whole passage: its text without what opens it, and what is known of its looks.

    `spent` is what stood before the text and is kept apart from it.
    """

    role: Role
    text: str = ""
    opening: Opening | None = None
    marks: tuple[NoteMark, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    page: int = 0
    style: str = ""
    size: float = 0.0
    is_bold: bool = False
    is_centered: bool = False
    is_page_top: bool = False
    is_whole: bool = False
    spent: str = ""


def passages(lines: Sequence[Line], seams: Seams) -> tuple[list[Passage], Beginnings]:
    """Return the passages that these lines make, and what was found out about their numbers."""
    beginnings = Beginnings(lines)
    found = [_passage(lines, seams, *span) for span in _spans(lines, beginnings)]
    return list(_with_tables(found)), beginnings


def _spans(lines: Sequence[Line], beginnings: Beginnings) -> Iterator[tuple[int, int, Beginning]]:
    places = [place for place in range(len(lines)) if beginnings.at[place] is not None]
    for start, end in zip(places, [*places[1:], len(lines)], strict=True):
        beginning = beginnings.at[start] or Beginning(Role.TEXT)
        split = _heading_within(lines, start, end, beginnings)
        yield start, split, beginning
        if split < end:
            yield split, end, Beginning(Role.TEXT)


def _heading_within(lines: Sequence[Line], start: int, end: int, beginnings: Beginnings) -> int:
    """
    Return where an unnumbered heading begins that the layout does not set apart.

    Before the next number stand lines that end no sentence, after one that does.
    """
    after = beginnings.at[end] if end < len(lines) else None
    if after is None or after.role not in (Role.PARAGRAPH, Role.SECTION) or lines[start].is_whole:
        return end
    for place in range(end - 1, max(start, end - 1 - _MOST_HEADING_LINES) - 1, -1):
        if is_ended(lines[place].text):
            is_heading = place < end - 1 and not lines[place + 1].text[0].islower()
            wide = sum(width(line.text) for line in lines[place + 1 : end])
            return place + 1 if is_heading and wide < _WIDEST_HEADING else end
    return end


def _passage(
    lines: Sequence[Line], seams: Seams, start: int, end: int, begun: Beginning
) -> Passage:
    first = lines[start]
    cut = begun.opening.end if begun.opening and not first.number else 0
    made, marks = first.text[cut:], [_moved(mark, -cut) for mark in first.marks]
    for line in lines[start + 1 : end]:
        if not line.text:
            continue
        joined = seams.two(made, line.text) if made else line.text
        marks += [_moved(mark, len(joined) - len(line.text)) for mark in line.marks]
        made = joined
    return Passage(
        begun.role,
        made,
        begun.opening,
        tuple(marks),
        first.rows,
        first.page,
        first.style,
        first.size,
        is_bold=all(line.is_bold for line in lines[start:end]),
        is_centered=first.is_centered,
        is_page_top=start > 0 and lines[start - 1].page != first.page,
        is_whole=first.is_whole,
        spent=first.text[:cut],
    )


def _moved(mark: NoteMark, by: int) -> NoteMark:
    return NoteMark(max(0, mark.at + by), mark.mark)


def _with_tables(found: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the passages, with rows of words and a figure made the tables that they were."""
    rows: list[Passage] = []
    for passage in found:
        is_row = passage.role is Role.TEXT and not passage.marks and len(passage.text) < 80
        if is_row and _TABULAR.fullmatch(passage.text) and not is_ended(passage.text):
            rows.append(passage)
            continue
        yield from _table(rows)
        rows = []
        yield passage
    yield from _table(rows)


def _table(rows: list[Passage]) -> list[Passage]:
    if len(rows) < _LEAST_ROWS:
        return rows
    cells = tuple(_cells(one.text) for one in rows)
    return [Passage(Role.TABLE, rows=cells, page=rows[0].page)]


def _cells(text: str) -> tuple[str, ...]:
    found = _TABULAR.fullmatch(text)
    return (found[1], found[2]) if found else (text,)
