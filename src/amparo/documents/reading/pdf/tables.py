"""Tables of PDFs that say which words stand in which cell; of others, lines stay lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf

from .glyphs import Glyph
from .rows import Row, rows_of

_MOST = 300_000
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_GROUPS = {"/THead", "/TBody", "/TFoot"}
_MASTHEAD = 0.8  # of the height of the first page: what begins above is the document's own head


@dataclass(slots=True)
class Cell:
    """A cell: how many columns it takes, and the numbers of its words on each page."""

    width: int = 1
    tags: set[tuple[int, int]] = field(default_factory=set)
    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """A table, row by row."""

    rows: list[list[Cell]] = field(default_factory=list)

    def is_one(self) -> bool:
        """Test whether it is more than a frame around words."""
        return sum(len(row) > 1 for row in self.rows) > 1

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Return what its cells say; a cell over several columns says it in the first."""
        said = [
            [text for cell in row for text in (_text(cell), *[""] * (cell.width - 1))]
            for row in self.rows
        ]
        width = max(map(len, said), default=0)
        return tuple((*row, *[""] * (width - len(row))) for row in said)


def tables_of(reader: pypdf.PdfReader) -> list[Table]:
    """Return the tables that a document tells of, without their words yet."""
    try:
        root = _solid(_solid(reader.trailer["/Root"]).get("/StructTreeRoot"))
        pages = {
            page.indirect_reference.idnum: number
            for number, page in enumerate(reader.pages, start=1)
            if page.indirect_reference is not None
        }
        return [one for one in _found(root, pages) if one.is_one()]
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return []  # what tells of the structure is damaged: the words are not


def taken_out(
    glyphs: list[Glyph], page: int, height: float, tables: list[Table]
) -> tuple[list[Glyph], list[Row]]:
    """Return the letters of a page outside of tables, and a row for each table that begins on it."""
    cells = {
        tag: (table, cell)
        for table in tables
        for row in table.rows
        for cell in row
        for number, tag in cell.tags
        if number == page
    }
    tops: dict[int, float] = {}
    for one in glyphs:
        if (found := cells.get(one.tag)) is not None:
            tops[id(found[0])] = max(tops.get(id(found[0]), one.y), one.y)
    if page == 1:
        tops = {table: top for table, top in tops.items() if top < height * _MASTHEAD}
    rest: list[Glyph] = []
    for one in glyphs:
        found = cells.get(one.tag)
        if found is None or id(found[0]) not in tops:
            rest.append(one)
        else:
            found[1].glyphs.setdefault(page, []).append(one)
    begun = [one for one in tables if id(one) in tops and _begins_on(one, page)]
    return rest, [Row([], tops[id(one)], 0.0, table=one) for one in begun]


def _begins_on(table: Table, page: int) -> bool:
    pages = [number for row in table.rows for cell in row for number in cell.glyphs]
    return bool(pages) and min(pages) == page


def _text(cell: Cell) -> str:
    lines: list[str] = []
    for page in sorted(cell.glyphs):
        for row in rows_of(cell.glyphs[page]):
            text = row.text
            for mark in sorted(row.marks, key=lambda one: -one.at):
                text = text[: mark.at] + mark.mark.translate(_RAISED) + text[mark.at :]
            lines.append(text)
    return " ".join(lines)


def _found(root: Any, pages: dict[int, int]) -> Iterator[Table]:
    waiting, left = [root], _MOST
    while waiting and left:
        left -= 1
        element = waiting.pop()
        if not isinstance(element, dict):
            continue
        if element.get("/S") == "/Table":
            yield _table(element, pages)
        else:
            waiting += [_solid(one) for one in reversed(_kids(element))]


def _table(element: Any, pages: dict[int, int]) -> Table:
    table = Table()
    for kid in _kids(element):
        one = _solid(kid)
        if not isinstance(one, dict):
            continue
        rows = map(_solid, _kids(one)) if one.get("/S") in _GROUPS else [one]
        for row in rows:
            if isinstance(row, dict) and row.get("/S") == "/TR":
                cells = [_solid(each) for each in _kids(row)]
                table.rows.append([_cell(each, pages) for each in cells if isinstance(each, dict)])
    return table


def _cell(element: Any, pages: dict[int, int]) -> Cell:
    cell = Cell(_width(element))
    waiting = [(element, pages.get(_number(element), 0))]
    left = _MOST
    while waiting and left:
        left -= 1
        one, page = waiting.pop()
        for kid in _kids(one):
            inner = _solid(kid)
            if isinstance(inner, int):
                cell.tags.add((page, int(inner)))
            elif isinstance(inner, dict):
                on = pages.get(_number(inner), page)
                if isinstance(inner.get("/MCID"), int):
                    cell.tags.add((on, int(inner["/MCID"])))
                else:
                    waiting.append((inner, on))
    return cell


def _width(element: Any) -> int:
    attributes = _solid(element.get("/A"))
    for one in attributes if isinstance(attributes, list) else [attributes]:
        found = _solid(one)
        if isinstance(found, dict) and isinstance(width := found.get("/ColSpan"), int):
            return min(max(int(width), 1), 100)
    return 1


def _number(element: Any) -> int:
    """Return the number of the page that an element stands on, as the file numbers its objects."""
    page = _solid(element.get("/Pg"))
    reference = getattr(page, "indirect_reference", None)
    return int(reference.idnum) if reference is not None else -1


def _kids(element: Any) -> list[Any]:
    kids = _solid(element.get("/K"))
    return list(kids) if isinstance(kids, list) else [] if kids is None else [kids]


def _solid(one: Any) -> Any:
    return one.get_object() if hasattr(one, "get_object") else one
