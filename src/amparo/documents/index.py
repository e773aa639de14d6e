"""
An index of files: what their symbols, titles, days, languages and kinds are, where they do not say.

A CSV file with the column `file` and any of the others in `COLUMNS`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .days import day_of
from .structure import LANGUAGES

COLUMNS = ("file", "symbol", "title", "date", "language", "kind", "states")


@dataclass(frozen=True, slots=True)
class Listed:
    """
    What an index says of a file. `language` is empty where the file is in several of ours, or in
    none that is said.
    """

    symbol: str = ""
    title: str = ""
    on: date | None = None
    precision: str = ""
    language: str = ""
    kind: str = ""
    states: tuple[str, ...] = ()


def read(path: Path) -> dict[Path, Mapping[str, str]]:
    """Return the rows of an index by the files that they are about, beside it or below."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise Refused(_("{path} cannot be read as a list of files in CSV."), path=path) from None
    if rows and "file" not in rows[0]:
        raise Refused(_("{path} has no column “file”."), path=path)
    return {(path.parent / row["file"]).resolve(): row for row in rows if row["file"]}


def listed(row: Mapping[str, str]) -> Listed:
    """Return what a row says. :raises Refused: if its day is none, or its language is not ours."""
    said = {name: (row.get(name) or "").strip() for name in row if name}
    return Listed(
        symbol=said.get("symbol", ""),
        title=_title(said),
        on=day_of(said.get("date", "")),
        language=_language(said.get("language", "")),
        kind=said.get("kind", ""),
        states=tuple(re.findall(r"[A-Z]{3}", said.get("states", ""))),
    )


def _title(said: Mapping[str, str]) -> str:
    """Return the title; what is only the name of the file is none."""
    title = said.get("title", "")
    return "" if title == PurePath(said.get("file", "")).stem else title


def _language(text: str) -> str:
    codes = list(_codes(text.partition("(")[0]))
    ours = [one for one in codes if one in LANGUAGES]
    if codes and not ours:
        raise Refused(
            _("The file is in a language that documents are not kept in: {language}."),
            rule="DOC-13",
            language=", ".join(codes),
        )
    return ours[0] if len(ours) == 1 else ""


def _codes(text: str) -> Iterator[str]:
    yield from re.findall(r"\b[a-z]{2}\b", text)
