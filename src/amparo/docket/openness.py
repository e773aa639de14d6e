"""Since when the world may know of the matters of a list: read for all of them at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connections

from .disclosure import shown
from .entries import Entry
from .listing import Listed
from .models import Act
from .procedure import PROCEDURES, Procedure

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def public_since(found: Collection[Listed], today: date) -> dict[str, date]:
    """Return since when the world may know of those of these dockets of which it may."""
    first, deciding = _read([one.pk for one in found], today) if found else ({}, {})
    since: dict[str, date] = {}
    for one in found:
        public = shown(one.procedure, deciding.get(one.pk, []), today=today).values()
        days = [other.since for other in public]
        if one.pk in first:
            days.append(first[one.pk])
        if days:
            since[one.reference] = min(days)
    return since


class _Kinds(NamedTuple):
    """Kinds of acts: those open from their day on, and those of which more has to be looked at."""

    at_once: tuple[str, ...]
    in_time: tuple[str, ...]


@lru_cache(maxsize=10)
def _kinds(procedures: tuple[Procedure, ...]) -> _Kinds:
    public = [(one, act) for one in procedures for act in one.acts if act.discloses.public]
    awaited = {(one.name, act.discloses.once) for one, act in public}
    in_time = {
        f"{one.name}.{act.name}"
        for one, act in public
        if not act.discloses.from_its_day or (one.name, act.name) in awaited
    }
    at_once = (f"{one.name}.{act.name}" for one, act in public if act.discloses.from_its_day)
    return _Kinds(tuple(at_once), tuple(sorted(in_time)))


def _read(keys: Collection[int], today: date) -> tuple[dict[int, date], dict[int, list[Entry]]]:
    """
    Return the first day of an act that is open from its day on, and the acts that say of others.

    By the keys of matters. Of most dockets that is a day and nothing more, however long they are.
    """
    first: dict[int, date] = {}
    deciding: dict[int, list[Entry]] = {}
    for key, number, kind, on, fields, rectifies in _asked(keys, today):
        day = date.fromisoformat(on) if isinstance(on, str) else on
        if number:
            # When it was entered says nothing here.
            name, said = kind.partition(".")[2], json.loads(fields)
            entry = Entry(number, name, day, _LONG_AGO, said, rectifies)
            deciding.setdefault(key, []).append(entry)
        elif day is not None:
            first[key] = day
    return first, deciding


def _asked(keys: Collection[int], today: date) -> Iterator[tuple[Any, ...]]:
    kinds = _kinds(tuple(PROCEDURES.values()))
    connection = connections[Act.objects.db]
    # Plain SQL, and one statement: nothing else of a list is as long as its acts.
    of_these = f'"matter_id" IN ({_gaps(keys)})'
    words = (
        'SELECT "matter_id", 0, \'\', MIN(CASE WHEN "on" <= %s'  # noqa: S608
        f' AND "kind" IN ({_gaps(kinds.at_once)}) THEN "on" END), \'\', NULL'
        f' FROM "docket_act" WHERE {of_these} GROUP BY "matter_id" UNION ALL'
        ' SELECT "matter_id", "number", "kind", "on", "fields", "rectifies"'
        f' FROM "docket_act" WHERE {of_these}'
        f' AND ("kind" IN ({_gaps(kinds.in_time)}) OR "rectifies" IS NOT NULL) ORDER BY 1, 2'
    )
    day = connection.ops.adapt_datefield_value(today)
    with connection.cursor() as cursor:
        cursor.execute(words, [day, *kinds.at_once, *keys, *keys, *kinds.in_time])
        yield from cursor.fetchall()


def _gaps(values: Collection[object]) -> str:
    # Of nothing there is no list: a gap that nothing fills.
    return ", ".join(["%s"] * len(values)) or "NULL"
