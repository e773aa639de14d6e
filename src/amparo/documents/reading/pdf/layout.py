"""
Rows of pages become lines of a document: what belongs to the page alone is left out, notes are told
from text, columns are read one after the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from amparo.documents.lines import Line
from amparo.documents.structure import NoteMark

from .rows import Row

_BAND = 0.13  # of the page's height: where running heads and feet stand
_SMALLER = 0.4  # points: notes are set in smaller letters than the text
_BLANK = 1.28  # of the usual distance between lines
_PAGE_NUMBER = re.compile(
    r"\W*(?:\d{1,4}|[ivxlc]{1,7}|第?\s*\d+\s*页)\W*(?:\D{0,12}\d{1,4}\W*)?", re.IGNORECASE
)
_NOTE_START = re.compile(r"(\*{1,4}|[†‡§]+|\d{1,3})[\s\t]+(?=\S)")
_STARS = re.compile(r"(?<=[^\s*])(\*{1,4})(?!\*)")
_ENDED = re.compile(r"[.;:!?)»”。；！？）؟]$")
_JOB = re.compile(r"[A-Z]{2,3}\.\d\d-\d{4,6}|\d\d-\d{5}")
_LEADERS = re.compile(r"(?:\.\s?){6,}|…{2,}|_{6,}")


@dataclass(slots=True)
class Page:
    """A page: its size and its rows from the top."""

    number: int
    width: float
    height: float
    rows: list[Row]
    notes: list[tuple[str, list[Row]]] = field(default_factory=list)
    more_of_note: list[Row] = field(default_factory=list)  # goes on from the page before


@dataclass(frozen=True, slots=True)
class _Print:
    """How a document is set: its usual size of letters, its margins, the way between lines."""

    size: float
    leading: float
    left: float
    right: float


def lines_of(pages: list[Page]) -> Iterator[Line]:
    """Yield the lines of a document."""
    _leave_out_frame(pages)
    usual = _print_of(pages)
    _tell_notes(pages, usual)
    usual = _print_of(pages)
    last_mark = ""
    for page in pages:
        before: Row | None = None
        rows = _in_columns(page)
        for at, row in enumerate(rows):
            following = rows[at + 1] if at + 1 < len(rows) else None
            yield _line(row, before, following, page, usual)
            before = row
        for row in page.more_of_note:
            yield _note_line(row, last_mark, page, is_first=False)
        for mark, of_note in page.notes:
            last_mark = mark
            for number, row in enumerate(of_note):
                yield _note_line(row, mark, page, is_first=number == 0)


def _leave_out_frame(pages: list[Page]) -> None:
    """Leave out running heads, feet and numbers of pages; the first page's head is the document's."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_key(row) for row in _outer(page)})
    often = 3 if len(pages) > 4 else 2
    for page in pages:
        outer = {id(row) for row in _outer(page)}
        page.rows = [
            row
            for row in page.rows
            if not (
                (row.beside and (page.number > 1 or not any(map(str.isalnum, row.text))))
                or (
                    id(row) in outer
                    and (
                        (page.number > 1 and seen[_key(row)] >= often) or _is_page_number(row, page)
                    )
                )
            )
        ]


def _outer(page: Page) -> list[Row]:
    band = page.height * _BAND
    rows = [row for row in page.rows if row.text]
    top = [row for row in rows if row.y > page.height - band][:2]
    foot = [row for row in rows if row.y < band][-2:]
    return top + [row for row in foot if row not in top]


def _key(row: Row) -> tuple[str, int]:
    text = re.sub(r"[\W_]+", "", re.sub(r"\d+", "#", row.text)) or "#"
    return text if "#" not in text or len(text) > 1 else "#", round(row.y / 4)


def _is_page_number(row: Row, page: Page) -> bool:
    return (
        _PAGE_NUMBER.fullmatch(row.text) is not None
        and re.search(rf"(?<!\d){page.number}(?!\d)", row.text) is not None
    )


def _print_of(pages: list[Page]) -> _Print:
    sizes: Counter[float] = Counter()
    for page in pages:
        for row in page.rows:
            if row.text:
                sizes[round(row.size, 1)] += len(row.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    plain: list[Row] = []
    gaps = []
    for page in pages:
        on_page = [row for row in page.rows if row.text and abs(row.size - size) < _SMALLER]
        plain += on_page
        gaps += [
            above.y - below.y
            for above, below in zip(on_page, on_page[1:], strict=False)
            if 0 < above.y - below.y < size * 2.2
        ]
    leading = sorted(gaps)[len(gaps) // 4] if gaps else size * 1.2
    return _Print(size, leading, *_margins(plain))


def _margins(rows: list[Row]) -> tuple[float, float]:
    """Return where lines begin, and where the longest end: the other side may be ragged."""
    if not rows:
        return 0.0, 0.0
    lefts, rights = sorted(row.x0 for row in rows), sorted(row.x1 for row in rows)
    if sum(row.from_right for row in rows) * 2 > len(rows):
        return lefts[len(rows) // 50], _often(rights)
    return _often(lefts), rights[-1 - len(rows) // 50]


def _often(places: list[float]) -> float:
    return float(Counter(round(one) for one in places).most_common(1)[0][0])


def _tell_notes(pages: list[Page], usual: _Print) -> None:
    """Take the notes at the foot of each page out of its rows; notes after the text are read the same."""
    open_note = False
    for page in pages:
        tail = _below_notes(page)
        page.rows = page.rows[: len(page.rows) - len(tail)]
        start = _notes_start(page, usual, open_note=open_note)
        block, page.rows = page.rows[start:], [*page.rows[:start], *tail]
        for row in block:
            mark, at = _mark_of(row)
            if mark and (page.notes or not open_note or _may_follow(mark, page, pages)):
                page.notes.append((mark, [_without(row, at)]))
            elif page.notes:
                page.notes[-1][1].append(row)
            else:
                page.more_of_note.append(row)
        if page.notes or page.more_of_note:
            last = (page.notes[-1][1] if page.notes else page.more_of_note)[-1]
            open_note = True
            if start == 0:
                continue
            open_note = _ENDED.search(last.text) is None
        else:
            open_note = False
    for page in pages:
        _call_by_stars(page)


def _below_notes(page: Page) -> list[Row]:
    """Return what stands below the notes of a first page: the number of the printing job."""
    tail: list[Row] = []
    for row in reversed(page.rows):
        if not (row.beside or _JOB.match(row.text)):
            break
        tail.insert(0, row)
    return tail


def _notes_start(page: Page, usual: _Print, *, open_note: bool) -> int:
    """Return where the notes begin among the rows of a page; at its end where there are none."""
    rows, start = page.rows, len(page.rows)
    while start and rows[start - 1].text and rows[start - 1].size < usual.size - _SMALLER:
        start -= 1
    block = rows[start:]
    first = next((at for at, row in enumerate(block) if _mark_of(row)[0]), None)
    if first is not None and (first == 0 or open_note):
        return start
    if first is not None:
        return start + first
    if block and open_note and not any(_LEADERS.search(row.text) for row in block):
        return start
    return _raised_start(rows)


def _raised_start(rows: list[Row]) -> int:
    """Return where notes begin that are set like the text: with a raised mark that was called above."""
    called = {mark.mark for row in rows for mark in row.marks}
    for at, row in enumerate(rows):
        if row.starts_raised and row.starts_raised in called:
            return at
    return len(rows)


def _mark_of(row: Row) -> tuple[str, int]:
    """Return the mark that a note begins with, and where its words begin."""
    if row.starts_raised:
        return row.starts_raised, 0
    found = _NOTE_START.match(row.text)
    return (found[1], found.end()) if found is not None else ("", 0)


def _may_follow(mark: str, page: Page, pages: list[Page]) -> bool:
    """Test whether a figure at the start of a row is the next note's, and not of the note before."""
    if not mark.isdecimal():
        return True
    before = [
        int(one) for each in pages[: page.number] for one, _rows in each.notes if one.isdecimal()
    ]
    return not before or int(mark) == before[-1] + 1


def _without(row: Row, at: int) -> Row:
    marks = tuple(replace(one, at=max(one.at - at, 0)) for one in row.marks)
    return replace(row, text=row.text[at:], marks=marks, starts_raised="")


def _call_by_stars(page: Page) -> None:
    """Take the stars that call a note of this page out of its words."""
    stars = {mark for mark, _rows in page.notes if set(mark) == {"*"}}
    for row in page.rows if stars else ():
        for found in reversed(list(_STARS.finditer(row.text))):
            if found[1] in stars:
                row.text = row.text[: found.start()] + row.text[found.end() :]
                moved = [
                    replace(one, at=one.at - len(found[1])) if one.at > found.start() else one
                    for one in row.marks
                ]
                row.marks = tuple(
                    sorted([*moved, NoteMark(found.start(), found[1])], key=lambda one: one.at)
                )


def _in_columns(page: Page) -> list[Row]:
    """Return the rows of a page in the order of reading."""
    from .columns import split

    return split(page.rows, page.width)


def _line(row: Row, before: Row | None, following: Row | None, page: Page, usual: _Print) -> Line:
    if row.table is not None:
        return Line("", page=page.number, rows=row.table.texts(), is_blank_before=True)
    gap = before.y - row.y if before is not None else 0.0
    edge = usual.right - row.x1 if row.from_right else row.x0 - usual.left
    if row.margin is not None:
        edge = row.margin - row.x1 if row.from_right else row.x0 - row.margin
    return Line(
        row.text,
        page=page.number,
        indent=round(edge, 1),
        size=round(row.size, 1),
        is_bold=row.bold,
        is_italic=row.italic,
        is_centered=_is_centered(row, page, usual),
        marks=row.marks,
        is_blank_before=gap > max(usual.leading, row.size * 1.05) * _BLANK or gap < 0,
        is_end=_ends(row, following, usual),
    )


def _note_line(row: Row, mark: str, page: Page, *, is_first: bool) -> Line:
    return Line(
        row.text,
        page=page.number,
        size=round(row.size, 1),
        is_italic=row.italic,
        marks=row.marks,
        note=mark,
        is_blank_before=is_first,
    )


def _is_centered(row: Row, page: Page, usual: _Print) -> bool:
    middle = (usual.left + usual.right) / 2
    off_left, off_right = row.x0 - usual.left, usual.right - row.x1
    return (
        min(off_left, off_right) > row.size * 2
        and min(abs(row.middle - middle), abs(row.middle - page.width / 2)) < row.size * 0.6
    )


def _ends(row: Row, following: Row | None, usual: _Print) -> bool:
    """Test whether the next row's first word would have stood on this one: then this one is an end."""
    if following is None or following.y > row.y or row.from_right != following.from_right:
        return False
    if row.margin is not None or not following.text:
        return row.margin is None
    room = row.x0 - usual.left if row.from_right else usual.right - row.x1
    return room > _first_word(following) + row.size * 0.6


def _first_word(row: Row) -> float:
    solid = [one for one in row.glyphs if one.text.strip()]
    if row.from_right:
        solid = solid[::-1]
    width, edge = 0.0, None
    for one in solid:
        if edge is not None and abs((edge - one.x1) if row.from_right else (one.x0 - edge)) > (
            row.size * 0.17
        ):
            break
        width += one.x1 - one.x0
        edge = one.x0 if row.from_right else one.x1
    return width
