"""
OHCHR's thematic lists of recommendations of the Universal Periodic Review: as Word files, as tables.

Each row of such a list has the recommendation with its number and who made it, the position of the
State, its themes and the persons affected, and goals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.documents.reading import docx
from amparo.registry.imports import problem

from ..drafts import Draft
from ..sessions import held_in
from .reading import Content, Found, Known, rows_of, words

SOURCE = "OHCHR thematic lists"
BODY = "UPR"
_TITLE = re.compile(r"UPR of (?P<state>.+?)\s*\((?P<rest>[^)]*)\)", re.IGNORECASE)
_SESSION = re.compile(r"(\d+)\s*(?:st|nd|rd|th)?\s+session", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3}\.\d{1,3})\.?\s*(?=\S)")
_POSITION = re.compile(r"Source of Position:?\s*(?P<source>.*)", re.IGNORECASE | re.DOTALL)
_SYMBOL = re.compile(r"A/HRC/\d+/\d+")
_PERSONS = re.compile(r"(?:Affected persons|Groups of Persons):?\s*", re.IGNORECASE)
_MAKERS = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*[;.]?\s*$")
_THEME_ROW = re.compile(r"Theme:", re.IGNORECASE)
_CELLS = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """A recommendation as a list has it, in words."""

    line: int
    number: str
    text: str
    position: str
    symbol: str
    themes: tuple[str, ...]
    persons: tuple[str, ...]
    goals: tuple[str, ...]


def is_it(content: Content) -> bool:
    """Test whether a file is in this form; of Word files there is no other."""
    return bool(content.document) or content.has(
        "sur_iso3", "document_symbol", "number", "text", "position", "themes", "affected_persons"
    )


def read(content: Content, known: Known) -> Found:
    """Return what a file in this form holds."""
    return _of_document(content, known) if content.document else _of_table(content, known)


def _of_table(content: Content, known: Known) -> Found:
    found = Found()
    for line, row in rows_of(content, found):
        entry = _Entry(
            line,
            row["number"],
            words(row["text"]),
            row["position"],
            row["document_symbol"],
            _whole_labels(row["themes"], known),
            tuple(row["affected_persons"].split(";")),
            tuple(row.get("sdgs", "").split(";")),
        )
        session = row.get("upr_session", "")
        on = held_in(int(session)) if session.isdecimal() else None
        found.keep(_draft(entry, row["sur_iso3"], on, known, row.get("language") or "en"), known)
    return found


def _whole_labels(cell: str, known: Known) -> tuple[str, ...]:
    """Return the labels of a cell; some hold the sign that stands between them."""
    pieces, labels = [one.strip() for one in cell.split(";")], []
    while pieces:
        for many in range(len(pieces), 0, -1):
            label = "; ".join(pieces[:many])
            if many == 1 or known.labels.knows("theme", label):
                labels.append(label)
                pieces = pieces[many:]
                break
    return tuple(labels)


def _of_document(content: Content, known: Known) -> Found:
    found = Found()
    lines = list(docx.lines_of(content.document))
    title = _title([line.text for line in lines])
    state = known.states.named(title["state"])
    session = _SESSION.search(title["rest"])
    on = held_in(int(session[1])) if session is not None else None
    entries = [entry for line in lines if line.rows for entry in _entries(line.rows, found)]
    if not entries:
        raise Refused(_("The Word file holds no list of recommendations."))
    usual = _usual_symbol(entries)
    for entry in entries:
        found.keep(_draft(entry, state, on, known, "en", usual), known)
    return found


def _title(lines: list[str]) -> Mapping[str, str]:
    for line in lines:
        if (found := _TITLE.search(line)) is not None:
            return found.groupdict()
    raise Refused(_("The Word file does not say of which State it lists recommendations."))


def _entries(rows: tuple[tuple[str, ...], ...], found: Found) -> Iterator[_Entry]:
    for line, cells in enumerate(rows, start=1):
        first = cells[0].strip()
        if line == 1 or not first or _THEME_ROW.match(first) or not any(cells[1:]):
            continue
        number = _NUMBER.match(first)
        if number is None or len(cells) < _CELLS:
            found.problems.append(problem(line, _("This row has no number of a recommendation.")))
            continue
        yield _entry(line, number, cells)


def _entry(line: int, number: re.Match[str], cells: tuple[str, ...]) -> _Entry:
    said = cells[0].strip()[number.end() :]
    position = _POSITION.search(said)
    text = said[: position.start()] if position is not None else said
    symbol = _SYMBOL.search(position["source"]) if position is not None else None
    themes, _sign, persons = _PERSONS.sub("\0", cells[2], count=1).partition("\0")
    goals = cells[3] if len(cells) > _CELLS else ""
    return _Entry(
        line,
        number[1],
        " ".join(words(text).split()),
        cells[1].strip(),
        symbol[0] if symbol is not None else "",
        _bullets(themes),
        _bullets(persons),
        tuple(one for one in _bullets(goals) if one[:1].isdigit()),
    )


def _bullets(cell: str) -> tuple[str, ...]:
    return tuple(
        plain for line in cell.split("\n") if (plain := line.strip().removeprefix("-").strip())
    )


def _usual_symbol(entries: list[_Entry]) -> str:
    symbols = [one.symbol for one in entries if one.symbol]
    return max(set(symbols), key=symbols.count) if symbols else ""


def _draft(
    entry: _Entry, state: str, on: date | None, known: Known, language: str, usual: str = ""
) -> Draft:
    labels = known.labels
    codes = [
        *labels.codes("theme", entry.themes),
        *labels.codes("person", entry.persons),
        *labels.goals(entry.goals),
    ]
    symbol = entry.symbol or usual
    return Draft(
        entry.line,
        SOURCE,
        f"{symbol} {entry.number}".strip(),
        state,
        {language: entry.text},
        by_body=BODY,
        by_state=_maker(entry.text, known),
        symbol=symbol,
        paragraph=entry.number,
        on=on,
        precision="year",
        response=entry.position,
        topics=tuple(dict.fromkeys(codes)),
    )


def _maker(text: str, known: Known) -> str:
    """Return the State that made a recommendation, if one alone did."""
    found = _MAKERS.search(text)
    if found is None or _MAKERS.search(text[: found.start()].rstrip()) is not None:
        return ""
    return known.states.named(found[1])
