"""What stands in a document from its first paragraph to its last, as lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from amparo.documents.lines import Line

from .markup import Element, W, child, children, is_on, number_of, value, value_of
from .notes import Notes
from .numbering import Numbering
from .styles import Look, Styles
from .words import Speaker, Words, is_deleted

_INSIDE = {W + one for one in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DEEPEST = 30
_HEADINGS = 9


class Body:
    """Walks through a document once, counting its lists and its notes."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Notes) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._page = 1
        self._blank = False
        self._going_on: Words | None = None
        self._told: set[tuple[str, str]] = set()

    def lines(self, parent: Element, *, depth: int = 0) -> Iterator[Line]:
        """Yield the lines of a body, a cell, a box or a note."""
        if depth > _DEEPEST:
            return
        for one in parent:
            if one.tag == W + "p":
                yield from self._paragraph(one, depth)
            elif one.tag == W + "tbl":
                yield from self._table(one, depth)
            elif one.tag in _INSIDE:
                yield from self.lines(one, depth=depth + 1)

    def beside(self, part: Element, style: str) -> Iterator[Line]:
        """Yield what a header or a footer says, without the numbers of pages."""
        for paragraph in part.iter(W + "p"):
            look, _name = self._styles.paragraph(child(paragraph, "pPr"))
            words = self._speaker(look, with_page_numbers=False).read(paragraph)
            text = words.text.strip()
            if text:
                yield Line(text, is_whole=True, style=style, is_bold=_mostly(words.bold, words))

    def _paragraph(self, element: Element, depth: int) -> Iterator[Line]:
        properties = child(element, "pPr")
        look, name = self._styles.paragraph(properties)
        words = self._speaker(look).read(element)
        self._page += words.pages
        if self._going_on is not None:
            words = _joined(self._going_on, words)
            self._going_on = None
        if is_deleted(properties):
            self._going_on = words
            return
        yield from self._said(look, name, words)
        yield from self._notes_of(words, depth)
        for box in words.boxes:
            yield from self.lines(box, depth=depth + 1)
        if (section := child(properties, "sectPr")) is not None:
            self._notes.section(section)

    def _said(self, look: Look, name: str, words: Words) -> Iterator[Line]:
        text = words.text.rstrip()
        lead = len(text) - len(text.lstrip(" \n"))
        text = text[lead:]
        level = self._level(look, name)
        if not text.strip() and not words.marks:
            self._blank = True
            return
        number = ""
        if look.num and look.num != "0":
            number = self._numbering.next(look.num, level)
        yield Line(
            text,
            page=self._page,
            is_whole=True,
            indent=self._indent(look, level, numbered=bool(number)),
            size=words.size or look.letters.size or 0.0,
            is_bold=_mostly(words.bold, words),
            is_italic=_mostly(words.italic, words),
            is_centered=look.align == "center",
            style=_style(look),
            number=number,
            marks=tuple(
                replace(one, at=min(max(one.at - lead, 0), len(text))) for one in words.marks
            ),
            is_blank_before=self._blank,
        )
        self._blank = False

    def _speaker(self, look: Look, *, with_page_numbers: bool = True) -> Speaker:
        return Speaker(
            self._styles,
            look.letters,
            self._notes.mark_of,
            with_page_numbers=with_page_numbers,
        )

    def _level(self, look: Look, name: str) -> int:
        if look.level is not None or not look.num:
            return min(max(look.level or 0, 0), 8)
        return self._numbering.level_of_style(look.num, name) or 0

    def _indent(self, look: Look, level: int, *, numbered: bool) -> float:
        left = look.left
        if left is None and numbered and look.num:
            own = self._numbering.level(look.num, level)
            left = own.indent if own is not None else None
        return (left or 0.0) + (look.first or 0.0)

    def _notes_of(self, words: Words, depth: int) -> Iterator[Line]:
        """Yield the words of the notes that were called, right after what called them."""
        for kind, number, mark in words.calls:
            element = self._notes.text_of(kind, number)
            if element is None or (kind, number) in self._told:
                continue
            self._told.add((kind, number))
            blank, self._blank = self._blank, False
            for line in self.lines(element, depth=depth + 1):
                yield replace(line, note=line.note or mark)
            self._blank = blank

    def _table(self, table: Element, depth: int) -> Iterator[Line]:
        rows = [row for row in _rows(table) if not _is_struck(row)]
        if all(len(_cells(row)) == 1 for row in rows):
            # A frame around words, and no table.
            for row in rows:
                for cell in _cells(row):
                    yield from self.lines(cell, depth=depth + 1)
            return
        page, after = self._page, list[Line]()
        grid = [self._row(row, after, depth) for row in rows]
        width = max(map(len, grid), default=0)
        filled = tuple((*row, *[""] * (width - len(row))) for row in grid)
        if any(any(row) for row in filled):
            yield Line("", page=page, is_whole=True, rows=filled, is_blank_before=self._blank)
        self._blank = False
        yield from after

    def _row(self, row: Element, after: list[Line], depth: int) -> tuple[str, ...]:
        cells: list[str] = []
        properties = child(row, "trPr")
        cells += [""] * number_of(value_of(properties, "gridBefore"))
        for cell in _cells(row):
            own = child(cell, "tcPr")
            merged = child(own, "vMerge")
            is_gone = merged is not None and value(merged) != "restart"
            said = list(self.lines(cell, depth=depth + 1))
            after += [line for line in said if line.note]
            cells.append("" if is_gone else "\n".join(_in_cell(said)))
            # One cell over several columns: its words stand in the first.
            cells += [""] * (min(number_of(value_of(own, "gridSpan"), 1), 100) - 1)
        return tuple(cells)


def _in_cell(said: list[Line]) -> Iterator[str]:
    for line in said:
        if line.note:
            continue
        if line.rows:
            yield from (" ".join(one for one in row if one) for row in line.rows)
            continue
        text = line.text
        for mark in sorted(line.marks, key=lambda one: -one.at):
            text = text[: mark.at] + mark.mark.translate(_RAISED) + text[mark.at :]
        yield f"{line.number} {text}".strip()


def _rows(table: Element) -> Iterator[Element]:
    for one in table:
        if one.tag == W + "tr":
            yield one
        elif one.tag in _INSIDE:
            yield from _rows(one)


def _cells(row: Element) -> list[Element]:
    found: list[Element] = []
    for one in row:
        if one.tag == W + "tc":
            found.append(one)
        elif one.tag in _INSIDE:
            found += _cells(one)
    return found


def _is_struck(row: Element) -> bool:
    properties = child(row, "trPr")
    return child(properties, "del") is not None or bool(is_on(properties, "hidden"))


def _style(look: Look) -> str:
    """Return the style's name; a paragraph that was given a place in the outline is a heading."""
    outline = look.outline
    if look.style.startswith("heading "):
        return look.style.capitalize()  # as the program shows it
    if outline is not None and outline < _HEADINGS and "heading" not in look.style.lower():
        return f"Heading {outline + 1}"
    return look.style


def _mostly(some: int, words: Words) -> bool:
    return words.letters > 0 and some * 10 >= words.letters * 9


def _joined(first: Words, second: Words) -> Words:
    moved = [replace(one, at=one.at + len(first.text)) for one in second.marks]
    return Words(
        text=first.text + second.text,
        marks=[*first.marks, *moved],
        calls=[*first.calls, *second.calls],
        boxes=[*first.boxes, *second.boxes],
        bold=first.bold + second.bold,
        italic=first.italic + second.italic,
        size=max(first.size, second.size),
    )


def sections(body: Element) -> list[Element]:
    """Return the properties of the sections of a document, in their order."""
    inner = [
        found
        for paragraph in body.iter(W + "p")
        if (found := child(child(paragraph, "pPr"), "sectPr")) is not None
    ]
    return [*inner, *children(body, "sectPr")]
