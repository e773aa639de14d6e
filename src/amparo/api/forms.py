"""
The forms in which a list can be had: JSON by pages, JSON Lines, CSV and XLSX to the end.

Of what goes to the end, no more is in memory than some items at a time.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import IO, Any, Generic, TypeVar

from django.http import HttpRequest
from ninja import Field, Schema
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from amparo.core.spreadsheets import as_csv

T = TypeVar("T")

JSON, LINES, CSV, XLSX = "json", "jsonl", "csv", "xlsx"
TYPES = {
    JSON: "application/json",
    LINES: "application/jsonl",
    CSV: "text/csv",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ALSO = {"application/x-ndjson": LINES, "application/ndjson": LINES}
_BY_TYPE = {**{media: form for form, media in TYPES.items()}, **_ALSO}
# What a spreadsheet holds at most: rows of a sheet, with the line of names; characters of a cell.
_SHEET_ROWS, _CELL_CHARACTERS = 1_048_576, 32_767
_NOT_IN_CELLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PIECE = 64 * 1024
_PAGES: dict[Any, Any] = {}


class Page(Schema, Generic[T]):
    """A part of a list. `next` is where the list goes on, from the root of the site; null at its end."""

    items: list[T]
    next: str | None = Field(None)


def form_of(request: HttpRequest, ending: str) -> str:
    """Return the form asked for: by the ending of the address, else by what is accepted, else JSON."""
    if ending:
        return ending
    accepted = request.get_preferred_type(list(_BY_TYPE))
    return _BY_TYPE.get(accepted or "", JSON)


def page_of(record: Any) -> type[Page[Any]]:
    """Return the page of a list of such records, which writes JSON in a thousandth of a second."""
    if record not in _PAGES:
        _PAGES[record] = Page[record]
    return _PAGES[record]


def as_page(record: type[T], items: Sequence[T], following: str | None) -> bytes:
    """Return a page as JSON."""
    # Constructed, not validated: the records are ours, and of the types they say.
    page = page_of(record).model_construct(items=list(items), next=following)
    return page.model_dump_json().encode()


def as_one(record: type[T], item: T) -> bytes:
    """Return one record as JSON."""
    return as_page(record, [item], None)[len('{"items":[') : -len('],"next":null}')]


def as_lines(record: type[T], batches: Iterable[Sequence[T]]) -> Iterator[bytes]:
    """Yield records as JSON Lines, some at a time."""
    for some in batches:
        lines = (
            json.dumps(one, ensure_ascii=False, separators=(",", ":"))
            for one in _plain(record, some)
        )
        yield ("\n".join(lines) + "\n").encode()


def as_table(record: type[T], batches: Iterable[Sequence[T]]) -> Iterator[bytes]:
    """Yield records as CSV, some at a time; what is within a field is written as JSON."""
    names = columns_of(record)
    yield "".join(as_csv(names, ())).encode()
    for some in batches:
        table = _plain(record, some, mode="python")
        lines = as_csv(names, ([_text(one[name]) for name in names] for one in table))
        next(lines)
        yield "".join(lines).encode()


def as_workbook(record: type[T], title: str, batches: Iterable[Sequence[T]]) -> IO[bytes]:
    """
    Return records as a spreadsheet, in a temporary file that is gone once it is closed.

    Written row by row; a sheet that is full is followed by another.
    """
    names = columns_of(record)
    book, left = Workbook(write_only=True), 0
    sheet: Any = book.create_sheet(title[:25])
    sheet.append(names)
    left = _SHEET_ROWS - 1
    for some in batches:
        for one in _plain(record, some, mode="python"):
            if left == 0:
                sheet = book.create_sheet()
                sheet.append(names)
                left = _SHEET_ROWS - 1
            sheet.append([_cell(sheet, one[name]) for name in names])
            left -= 1
    file = tempfile.TemporaryFile()  # noqa: SIM115  (closed by whoever reads it)
    book.save(file)
    file.seek(0)
    return file


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what is in a file, and close it."""
    with file:
        while piece := file.read(_PIECE):
            yield piece


def columns_of(record: Any) -> tuple[str, ...]:
    """Return the columns of a table of such records: their fields."""
    if isinstance(record, type) and issubclass(record, Schema):
        return tuple(record.model_fields)
    return tuple(one.name for one in fields(record))


def _plain(record: type[T], items: Sequence[T], mode: str = "json") -> list[dict[str, Any]]:
    page = page_of(record).model_construct(items=list(items), next=None)
    dumped: list[dict[str, Any]] = page.model_dump(mode=mode)["items"]
    return dumped


def _text(value: object) -> object:
    """Return a value as a cell of a table of text."""
    match value:
        case Enum():
            return value.value
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat()
        case Mapping() | list() | tuple():
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_said)
    return value


def _cell(sheet: Any, value: object) -> object:
    """Return a value as a cell of a spreadsheet: numbers and days as such, all else as text."""
    match value:
        case Enum():
            return _cell(sheet, value.value)
        case None | bool() | int() | float() | Decimal():
            return value
        case date() if not isinstance(value, datetime):
            # Spreadsheets begin to count days in 1900.
            if value.year >= 1900:
                cell = WriteOnlyCell(sheet, value)
                cell.number_format = "yyyy-mm-dd"
                return cell
    text = _NOT_IN_CELLS.sub("", str(_text(value)))[:_CELL_CHARACTERS]
    cell = WriteOnlyCell(sheet, text)
    # Whatever it begins with, it is text and no formula.
    cell.data_type = "s"
    return cell


def _said(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)
