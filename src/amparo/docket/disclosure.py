"""
What the world may know of a docket on a day, and when that will next be more.

Pure: entries in, entries out. The gate lets out what is said here and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .entries import Entry, Fields
from .folding import in_force
from .procedure import STRIKE, WITHHELD, ActType, Procedure


@dataclass(frozen=True, slots=True)
class Shown:
    """An act that the world may know of, and since when."""

    entry: Entry
    act: ActType
    since: date


def shown(
    procedure: Procedure, entries: Sequence[Entry], *, today: date, on: date | None = None
) -> dict[int, Shown]:
    """
    Return the acts that the world may know of on the day `today`, as at `on`, by number.

    Acts that were struck are among them, that which strikes them is not.
    """
    open_ones = {one.entry.number: one for one in _opened(procedure, entries, today, on)}
    standing = {one.kind for one in in_force(entries, on=on) if one.number in open_ones}
    return {
        number: one
        for number, one in open_ones.items()
        if not one.act.discloses.once or one.act.discloses.once in standing
    }


def disclosed(procedure: Procedure, entries: Sequence[Entry], *, today: date) -> list[Entry]:
    """
    Return a docket as the world may know it on a day: its open acts, with their open fields only.

    Who entered an act is not said. Where something that the world may not know of replaced an open
    act, an entry without content stands in its place, so that the open one counts no more.
    """
    known = shown(procedure, entries, today=today)
    left: list[Entry] = []
    for entry in entries:
        if entry.number in known:
            fields = open_fields(known[entry.number].act, entry.fields)
            left.append(entry._replace(fields=fields, by="", reason=""))
        elif entry.rectifies in known:
            left.append(_in_its_place(entry, known[entry.rectifies].entry))
    return left


def next_change_on(procedure: Procedure, entries: Iterable[Entry], *, today: date) -> date | None:
    """Return the next day on which the world may know more of a docket, if nothing is entered."""
    days = (procedure.act(one.kind).discloses.public_from(one.on, one.fields) for one in entries)
    return min((day for day in days if day is not None and day > today), default=None)


def open_fields(act: ActType, fields: Fields) -> Fields:
    """Return what the world may see of an act's content once the act is disclosed."""
    allowed = act.public_fields()
    return {name: value for name, value in fields.items() if name in allowed}


def _opened(
    procedure: Procedure, entries: Iterable[Entry], today: date, on: date | None
) -> Iterable[Shown]:
    for entry in entries:
        if entry.kind == STRIKE or (on is not None and entry.on > on):
            continue
        act = procedure.act(entry.kind)
        since = act.discloses.public_from(entry.on, entry.fields)
        if since is not None and since <= today:
            yield Shown(entry, act, since)


def _in_its_place(entry: Entry, replaced: Entry) -> Entry:
    """Return what is said of an act that replaces an open one and is not open itself."""
    if entry.kind == STRIKE:
        return entry._replace(fields={}, by="", reason="", source="")
    # Not its own day: that would say something of what happened.
    return Entry(entry.number, WITHHELD, replaced.on, entry.entered_at, {}, entry.rectifies)
