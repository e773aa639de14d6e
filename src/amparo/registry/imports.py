"""
Reading files strictly: every problem with its line and its reason, and nothing taken in by halves.

No database here. An area registers what it can import with `@importer`, beside the action that
writes it.
"""

from __future__ import annotations

import csv
import io
from argparse import ArgumentParser
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _


class Reader(Protocol):
    """What `csv.reader` returns: rows, and the line it has come to."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on one line of a file."""

    line: int
    refusal: Refused

    @property
    def reason(self) -> str:
        """What is wrong, as a sentence."""
        return str(self.refusal)


def problem(line: int, message: str, **values: object) -> Problem:
    """Return a problem from a sentence marked for translation and what fills it."""
    return Problem(line, Refused(message, rule="", **values))


class FileRefused(Refused):
    """A file cannot be taken in; `problems` say where and why. Nothing of it was imported."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda one: (one.line, one.reason)))
        super().__init__(
            _("{path} was not imported; lines with problems: {count}."),
            path=path,
            count=len({problem.line for problem in self.problems}),
        )

    def lines(self, translate: Callable[[str], str] = str) -> Iterator[str]:
        """Return `file:line: reason` for every problem, in the order of the lines."""
        for problem in self.problems:
            yield f"{self.path}:{problem.line}: {problem.refusal.said(translate)}"


@dataclass(frozen=True, slots=True)
class Importer:
    """
    A kind of file that can be imported.

    `load` reads a file and writes it in one transaction; it returns how many rows were new.

    :raises FileRefused: from `load`, if anything in the file is wrong.
    """

    kind: str
    title: str
    columns: tuple[str, ...]
    optional: tuple[str, ...]
    load: Callable[[Path, datetime], int]


IMPORTERS: dict[str, Importer] = {}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about what was done, marked for translation, and what fills it."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, translate: Callable[[str], str]) -> str:
        """Return the sentence in the language of `translate`."""
        return translate(self.message).format(**self.values)


@dataclass(frozen=True, slots=True)
class Job:
    """
    A part of a batch, taken in whole or not at all: a file, or a document of a file.

    :raises Refused: from `run`; then nothing of it was taken in.
    """

    name: str
    run: Callable[[], Iterable[Said]]


@dataclass(frozen=True, slots=True)
class Batch:
    """
    A kind of files that are taken in many at a time, from folders too, with options of their own.

    `jobs` lists what there is to do, in the order in which it is done; `closing` says, after all
    of it, what was left aside.
    """

    kind: str
    title: str
    add_options: Callable[[ArgumentParser], None]
    jobs: Callable[[Sequence[Path], Mapping[str, Any]], Sequence[Job]]
    closing: Callable[[Sequence[Path], Mapping[str, Any]], Iterable[Said]] = lambda *_asked: ()


BATCHES: dict[str, Batch] = {}


def batch(one: Batch) -> Batch:
    """Register a kind of files that are taken in many at a time."""
    if one.kind in BATCHES or one.kind in IMPORTERS:
        raise ValueError(f"Two importers are named {one.kind}.")
    BATCHES[one.kind] = one
    return one


def importer(
    kind: str, *, title: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> Callable[[Callable[[Path, datetime], int]], Callable[[Path, datetime], int]]:
    """Register a function as the importer of a kind of file; it takes the path and this moment."""

    def register(load: Callable[[Path, datetime], int]) -> Callable[[Path, datetime], int]:
        if kind in IMPORTERS:
            raise ValueError(f"Two importers are named {kind}.")
        IMPORTERS[kind] = Importer(kind, title, tuple(columns), tuple(optional), load)
        return load

    return register


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of a file: the line it starts on and its cells by column."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def get(self, column: str) -> str:
        """Return a cell, or nothing if the file does not have the column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file, and the rows that are not as long as the header."""

    path: Path
    rows: tuple[FileRow, ...]
    problems: tuple[Problem, ...]

    def checked(self) -> tuple[FileRow, ...]:
        """Return the rows. :raises FileRefused: if some are not as long as the header."""
        if self.problems:
            raise FileRefused(self.path, self.problems)
        return self.rows


def read_csv(path: Path, columns: Collection[str], optional: Collection[str] = ()) -> Sheet:
    """
    Return the rows of a CSV file in UTF-8 with a header, cells without surrounding blanks.

    Rows of the wrong length are reported with the sheet, so that a caller can report what is wrong
    with the others at the same time.

    :raises FileRefused: if it is not UTF-8, or has no header or the wrong columns.
    """
    reader = csv.reader(io.StringIO(_text_of(path), newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(path, header, columns, optional)
        rows, problems = _body(reader, header)
    except csv.Error as error:
        said = _("This is not a row of a CSV file ({error}).")
        raise FileRefused(path, [problem(max(reader.line_num, 1), said, error=error)]) from None
    return Sheet(path, tuple(rows), tuple(problems))


def day_of(text: str) -> date:
    """Return the day written as year-month-day. :raises Refused: if there is no such day."""
    try:
        if len(text) != len("2002-12-18"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("“{text}” is not a day of the calendar, written as year-month-day (2002-12-18)."),
            text=text,
        ) from None


def _text_of(path: Path) -> str:
    if not path.is_file():
        raise Refused(_("There is no file {path}."), path=path)
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        said = _(
            "This is not UTF-8 text: the byte {byte} cannot be read."
            " Save the file as UTF-8 and try again."
        )
        byte = f"0x{content[error.start]:02X}"
        raise FileRefused(path, [problem(line, said, byte=byte)]) from None


def _check_header(
    path: Path, header: Sequence[str], columns: Collection[str], optional: Collection[str]
) -> None:
    problems = []
    if not any(header):
        said = _("The file has no header; it needs the columns {columns}.")
        problems.append(problem(1, said, columns=", ".join(columns)))
    else:
        for column in columns:
            if column not in header:
                problems.append(problem(1, _("The column “{column}” is missing."), column=column))
        for column in dict.fromkeys(header):
            if header.count(column) > 1:
                said = _("The column “{column}” stands {times} times.")
                problems.append(problem(1, said, column=column, times=header.count(column)))
            if column not in columns and column not in optional:
                known = ", ".join([*columns, *optional])
                said = _("The column “{column}” is not known; there are {known}.")
                problems.append(problem(1, said, column=column, known=known))
    if problems:
        raise FileRefused(path, problems)


def _body(reader: Reader, header: Sequence[str]) -> tuple[list[FileRow], list[Problem]]:
    rows, problems = [], []
    last = reader.line_num
    for cells in reader:
        line, last = last + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            said = _("This row has {cells} cells where the header has {columns}.")
            problems.append(problem(line, said, cells=len(cells), columns=len(header)))
            continue
        stripped = [cell.strip() for cell in cells]
        rows.append(FileRow(line, dict(zip(header, stripped, strict=True))))
    return rows, problems
