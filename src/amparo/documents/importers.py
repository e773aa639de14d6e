"""`amparo import documents`: folders and files, each document by itself, with an index beside them."""

from __future__ import annotations

import argparse
import logging
from argparse import ArgumentParser
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.registry.imports import Batch, Job, Said, batch

from . import index, json_lines, reading
from .actions import Imported, Outcome, import_document
from .days import day_of
from .index import Listed
from .json_lines import Collected
from .rules.kinds import KINDS
from .structure import LANGUAGES, Reading

log = logging.getLogger(__name__)

_SAID = {
    Outcome.NEW: _("{symbol} was taken in ({language}), numbered paragraphs: {count}."),
    Outcome.ANOTHER_LANGUAGE: _(
        "{symbol} was taken in, in another language ({language}), numbered paragraphs: {count}."
    ),
    Outcome.REPLACED: _("{symbol} has a new text ({language}), numbered paragraphs: {count}."),
    Outcome.UPDATED: _("{symbol} was brought up to date ({language}); the text is as it was."),
    Outcome.UNCHANGED: _("{symbol} was there already ({language}); nothing changed."),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What holds for all files of a batch, as it was asked for."""

    given: Listed
    public_on: date | None
    body: str
    replace: bool


def _add_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--index",
        type=Path,
        help=gettext("a CSV file that says what files do not: {columns}").format(
            columns=", ".join(index.COLUMNS)
        ),
    )
    add("--symbol", default="", help=gettext("the symbol of the document, where one file is given"))
    add(
        "--language",
        default="",
        choices=("", *LANGUAGES),
        help=gettext("the language of the files"),
    )
    add(
        "--doc-kind",
        default="",
        choices=("", *KINDS),
        metavar="KIND",
        help=gettext("the kind of the documents, where neither symbol nor index says it"),
    )
    add(
        "--body",
        default="",
        metavar="CODE",
        help=gettext("the body that speaks in the documents, where the symbol does not say it"),
    )
    add(
        "--state",
        action="append",
        default=[],
        metavar="ISO3",
        help=gettext("a State that the documents are about"),
    )
    add("--on", type=_day, metavar="DAY", help=gettext("the day of the documents"))
    add(
        "--public-on",
        type=_day,
        metavar="DAY",
        help=gettext(
            "from which day on anybody may see them; without it, nobody outside ever does"
        ),
    )
    add(
        "--replace",
        action="store_true",
        help=gettext("put other texts in the place of those that are there"),
    )


def _jobs(paths: Sequence[Path], options: Mapping[str, Any]) -> list[Job]:
    rows = index.read(options["index"]) if options["index"] else None
    asked = _Asked(
        Listed(
            symbol=options["symbol"],
            on=options["on"],
            language=options["language"],
            kind=options["doc_kind"],
            states=tuple(options["state"]),
        ),
        options["public_on"],
        options["body"],
        options["replace"],
    )
    files = list(_files(paths, rows))
    if asked.given.symbol and len(files) > 1:
        raise Refused(_("A symbol is given for one file; for several, give an index."))
    return [job for file in files for job in _of_file(file, rows or {}, asked)]


def _closing(paths: Sequence[Path], options: Mapping[str, Any]) -> Iterator[Said]:
    if options["index"]:
        told = {*index.read(options["index"]), options["index"].resolve()}
        folders = (path for path in paths if path.is_dir())
        others = {one.resolve() for path in folders for one in _in_folder(path)} - told
        if others:
            yield Said(_("Files that are not in the index: {count}."), {"count": len(others)})


def _files(paths: Sequence[Path], listed: Collection[Path] | None) -> Iterator[Path]:
    """Yield the files that are named, and those in folders; with an index, those that it lists."""
    for path in paths:
        if path.is_dir():
            yield from (
                one for one in _in_folder(path) if listed is None or one.resolve() in listed
            )
        else:
            yield path


def _in_folder(folder: Path) -> Iterator[Path]:
    for one in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith(".") for part in one.relative_to(folder).parts)
        if one.is_file() and not is_hidden:
            yield one


def _of_file(file: Path, rows: Mapping[Path, Mapping[str, str]], asked: _Asked) -> Iterator[Job]:
    if not file.name.endswith(json_lines.SUFFIXES):
        row = rows.get(file.resolve(), {})
        yield Job(str(file), lambda: _take_in(file, row, asked))
        return
    try:
        found = json_lines.collected(file)
    except Refused as reason:
        yield Job(str(file), _refusing(reason))
        return
    for one in found:
        yield Job(f"{file}: {one.name}", _taking_one(file, one, asked))


def _taking_one(file: Path, one: Collected, asked: _Asked) -> Any:
    return lambda: _take_in_one(file, one, asked)


def _refusing(reason: Refused) -> Any:
    def refuse() -> Iterator[Said]:
        raise reason

    return refuse


def _take_in(file: Path, row: Mapping[str, str], asked: _Asked) -> Iterator[Said]:
    if not file.is_file():
        raise Refused(_("There is no such file."))
    given = _over(asked.given, index.listed(row))
    data = file.read_bytes()
    readings = _read(file.name, data, given.language)
    media_type = reading.kinds.kind_of(file.name, data).value
    yield from _all(readings, data, file.name, media_type, given, asked)


def _take_in_one(file: Path, one: Collected, asked: _Asked) -> Iterator[Said]:
    first = one.lines[0]
    given = _over(
        asked.given,
        Listed(symbol=str(first.get("symbol", "")), on=json_lines.year_of(one), precision="year"),
    )
    readings = json_lines.readings(one)
    yield from _all(readings, one.data, file.name, json_lines.MEDIA_TYPE, given, asked)


def _read(name: str, data: bytes, language: str) -> tuple[Reading, ...]:
    try:
        return reading.read_all(name, data, language=language)
    except Refused:
        raise
    except Exception as fault:  # a file that no reader foresaw keeps no other out
        log.exception("A file could not be read.")
        raise Refused(
            _("The file could not be read ({fault})."), fault=type(fault).__name__
        ) from fault


def _all(
    readings: Sequence[Reading],
    data: bytes,
    name: str,
    media_type: str,
    given: Listed,
    asked: _Asked,
) -> Iterator[Said]:
    """Take in a document in each of our languages that a file holds it in, all or none."""
    if len(readings) > 1:
        wanted = (given.language,) if given.language else LANGUAGES
        readings = [one for one in readings if one.head.language in wanted] or readings
    with transaction.atomic():
        done = [
            import_document(
                one,
                data=data,
                name=name,
                media_type=media_type,
                symbol=given.symbol,
                language=given.language if len(readings) == 1 else one.head.language,
                title=given.title,
                on=given.on,
                precision=given.precision or "day",
                kind=given.kind,
                body=asked.body,
                states=given.states,
                public_on=asked.public_on,
                replace=asked.replace,
            )
            for one in readings
        ]
    for one in done:
        yield from _what(one)


def _what(one: Imported) -> Iterator[Said]:
    values = {"symbol": one.symbol, "language": one.language, "count": one.paragraphs}
    yield Said(_SAID[one.outcome], values)
    if one.outcome is not Outcome.UNCHANGED:
        for doubt in one.doubts:
            yield Said(_("To be looked at: {doubt}"), {"doubt": doubt.said(gettext)})


def _over(first: Listed, then: Listed) -> Listed:
    """Return what was asked for, and what the index says where nothing was."""
    return replace(
        then,
        **{name: value for name in Listed.__slots__ if (value := getattr(first, name))},
    )


def _day(text: str) -> date:
    try:
        day = day_of(text)
    except Refused as reason:
        raise argparse.ArgumentTypeError(str(reason)) from None
    if day is None:
        raise argparse.ArgumentTypeError("?")
    return day


batch(Batch("documents", _("Taking in documents"), _add_options, _jobs, _closing))
