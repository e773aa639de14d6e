"""
Reading record files: one act a line, as JSON. The format is described in data/record/README.md.

Every line that cannot be read is reported with its place and a reason; a file with one such line
yields nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .actions import Draft
from .entries import Precision
from .procedure import procedure_named

_REQUIRED = ("procedure", "docket", "act", "on")
_OPTIONAL = ("precision", "fields", "known_on", "source", "rectifies", "reason")


@dataclass(frozen=True, slots=True)
class Problem:
    """A place in a file and why it cannot be used."""

    where: str
    refusal: Refused


def read(path: Path, *, now: datetime) -> tuple[list[Draft], list[Problem]]:
    """Return the acts of a record file, and what is wrong with it; `now` dates undated lines."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for number, line in _lines(path, problems):
        where = f"{path.name}:{number}"
        try:
            drafts.append(_draft(line, where, now))
        except Refused as refusal:
            problems.append(Problem(where, refusal))
    return drafts, problems


def start_of(day: date) -> datetime:
    """Return the first moment of a day: when what a source of that day says became known."""
    return datetime.combine(day, time.min, UTC)


def end_of(day: date) -> datetime:
    """Return the last moment of a day: "as known on" a day means by its end."""
    return datetime.combine(day, time.max, UTC)


def _lines(path: Path, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    for number, raw in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError:
            refusal = Refused(_("The line is not in UTF-8."))
            problems.append(Problem(f"{path.name}:{number}", refusal))
            continue
        if line.strip():
            yield number, line


def _draft(line: str, where: str, now: datetime) -> Draft:
    said = _object(line)
    procedure = procedure_named(str(said["procedure"]))
    fields = said.get("fields", {})
    if not isinstance(fields, dict):
        raise Refused(_("The fields are not given as names and values."))
    known_on = said.get("known_on")
    rectifies = said.get("rectifies")
    if rectifies is not None and not isinstance(rectifies, int):
        raise Refused(_("The act to rectify is named by its number."))
    return Draft(
        procedure=procedure,
        reference=str(said["docket"]),
        content=procedure.act(str(said["act"])).content(fields),
        on=_day(said["on"]),
        precision=_precision(said.get("precision", Precision.DAY.value)),
        entered_at=now if known_on is None else start_of(_day(known_on)),
        source=str(said.get("source", "")),
        reason=str(said.get("reason", "")),
        rectifies=rectifies,
        where=where,
    )


def _object(line: str) -> dict[str, object]:
    try:
        said = json.loads(line)
    except json.JSONDecodeError as error:
        raise Refused(_("The line is not JSON: {why}."), why=error.msg) from None
    if not isinstance(said, dict):
        raise Refused(_("The line is not one act."))
    missing = [name for name in _REQUIRED if not said.get(name)]
    if missing:
        raise Refused(_("The line lacks: {names}."), names=", ".join(missing))
    unknown = sorted(set(said) - {*_REQUIRED, *_OPTIONAL})
    if unknown:
        raise Refused(_("The line says what is not understood: {names}."), names=", ".join(unknown))
    return said


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Refused(
            _("There is no such day: {day}. Days are written 2025-12-31."), day=value
        ) from None


def _precision(value: object) -> Precision:
    try:
        return Precision(str(value))
    except ValueError:
        raise Refused(
            _("The precision {value} is none of: day, month, year, by."), value=value
        ) from None
