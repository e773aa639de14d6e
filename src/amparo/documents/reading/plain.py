"""
Plain text becomes lines: how it is laid out is found out, what it says is left as it is.

Known layouts: a paragraph a line; lines of print with an empty line between paragraphs, or none; and
lines of print with an empty line between all of them, as some programs write out a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from amparo.documents.lines import Line
from amparo.documents.structuring.openings import opening_of
from amparo.documents.structuring.seams import width

from .encodings import UNICODE, decoded

__all__ = ("UNICODE", "decoded", "lines_of")

POINTS_PER_SPACE = 5.0
WIDEST_PRINT = 120

_UNSEEN = re.compile("[\u200b\u2060\ufeff]|\u00ad(?!$)")
_HEADING = re.compile(r"(#{1,6})\s*(?=\S)")
_LINK = re.compile(r"\[([^\]]+)\]\(#?\)")
_ADDRESS = re.compile(r"<(https?://[^\s>]+)>")
_DASHES = re.compile(r":?-{2,}:?")
_CALL_AT_END = re.compile(r"[^\s\d/.:-]\s?\d{1,3}$")


@dataclass(frozen=True, slots=True)
class _Layout:
    is_wrapped: bool
    is_double: bool  # an empty line stands between any two lines


def lines_of(data: bytes) -> Iterator[Line]:
    """
    Return the lines of a text.

    :raises Refused: if it is not text in an encoding that is known.
    """
    text, _encoding = decoded(data)
    pages = text.split("\f")
    rows = [(row, number) for number, page in enumerate(pages, 1) for row in page.splitlines()]
    layout = _layout_of([row for row, _page in rows])
    lines = _with_tables(_lines(rows, layout, has_pages=len(pages) > 1))
    yield from lines


def _layout_of(rows: list[str]) -> _Layout:
    full = [row.strip() for row in rows if row.strip()]
    if not full:
        return _Layout(is_wrapped=False, is_double=False)
    widths = sorted(width(row) for row in full if not row.startswith("|"))
    if not widths or widths[int(len(widths) * 0.95)] > WIDEST_PRINT:
        return _Layout(is_wrapped=False, is_double=False)
    followed = sum(
        1 for row, after in zip(rows, rows[1:], strict=False) if row.strip() and not after.strip()
    )
    is_even = widths[len(widths) // 2] > 0.7 * widths[int(len(widths) * 0.9)]
    return _Layout(
        is_wrapped=True, is_double=len(full) > 20 and is_even and followed > 0.75 * len(full)
    )


def _lines(rows: list[tuple[str, int]], layout: _Layout, *, has_pages: bool) -> Iterator[Line]:
    blank, page, before = 0, 1, ""
    for raw, leaf in _unsplit(rows) if layout.is_double else rows:
        text = _clean(raw)
        if not text:
            blank += 1
            continue
        if layout.is_double and before and not blank:
            page += 1
        style = ""
        if heading := _HEADING.match(text):
            style, text = f"Heading {len(heading[1])}", text[heading.end() :]
        yield Line(
            text,
            page=leaf if has_pages else page if layout.is_double else 0,
            is_whole=not layout.is_wrapped,
            indent=POINTS_PER_SPACE * (len(raw) - len(raw.lstrip())),
            style=style,
            is_blank_before=blank > (1 if layout.is_double else 0),
            is_end=layout.is_double and raw[-1:].isspace() and not _may_go_on(text),
        )
        before, blank = raw, 0


def _clean(raw: str) -> str:
    text = " ".join(raw.split())
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "<http" in text:
        text = _ADDRESS.sub(r"\1", text)
    return text


def _unsplit(rows: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield the lines of print, with what stands beside a raised number put back beside it."""
    held: tuple[str, int] | None = None
    for raw, leaf in rows:
        is_beside = held and raw.startswith(" ") and raw.strip() and opening_of(raw.strip()) is None
        if held and is_beside and _CALL_AT_END.search(held[0].rstrip()):
            held = (held[0].rstrip() + raw, held[1])
            continue
        if held:
            yield held
        held = (raw, leaf)
    if held:
        yield held


def _may_go_on(text: str) -> bool:
    """Test whether the space at the end of a line may be one between words or digits."""
    return text[-1].isascii() and text[-1].isalnum()


def _with_tables(lines: Iterator[Line]) -> Iterator[Line]:
    rows: list[tuple[str, ...]] = []
    first: Line | None = None
    for line in lines:
        if line.text[0] == line.text[-1] == "|" and len(line.text) > 1:
            first = first or line
            cells = tuple(cell.strip() for cell in line.text.strip("|").split("|"))
            if any(cells) and not all(_DASHES.fullmatch(cell) for cell in cells if cell):
                rows.append(cells)
            continue
        if first is not None:
            yield _table(first, rows)
            first, rows = None, []
        yield line
    if first is not None:
        yield _table(first, rows)


def _table(first: Line, rows: list[tuple[str, ...]]) -> Line:
    return Line(
        "", page=first.page, is_whole=True, is_blank_before=first.is_blank_before, rows=tuple(rows)
    )
