"""Entries as they are shown: read from the store by the numbers that the index found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import connections

from . import entries
from .entries.drafts import Draft, unlisted

_FALLBACK = "en"
_AT_ONCE = 500
_COLUMNS = (
    "number",
    "source",
    "key",
    "kind",
    "language",
    "title",
    "citation",
    "address",
    "text",
    "symbol",
    "body",
    "states",
    "topics",
    "precision",
    "on",
)


class Row(NamedTuple):
    """An entry as it is shown."""

    number: int
    source: str
    key: str
    kind: str
    language: str
    title: str
    citation: str
    address: str
    text: str
    symbol: str
    body: str
    states: tuple[str, ...]
    topics: tuple[str, ...]
    precision: str
    on: date | None


def shown(numbers: Sequence[int], language: str) -> dict[int, Row]:
    """
    Return the entries of these numbers that are in the store.

    What is described is given in this language, or else in English; a text in its own.
    """
    found: dict[int, Row] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some: dict[int, Row] = {}
        for row in map(_row, _fetched(numbers[start : start + _AT_ONCE], language)):
            if row.number not in some or row.language == language:
                some[row.number] = row
        found.update(_as_it_stands(some))
    return found


def _as_it_stands(some: dict[int, Row]) -> dict[int, Row]:
    """Return entries as the store is now, where it changed since they were made."""
    changed = entries.sources_of(_changes({one.source for one in some.values()}))
    for kind, sources in changed.items():
        standing = entries.standing(kind, sources)
        for number, row in list(some.items()):
            if row.source not in sources or row.source in standing:
                continue
            draft = standing.get(row.key)
            if draft is None:
                del some[number]
            else:
                some[number] = _of_draft(draft)
    return some


def _changes(sources: set[str]) -> list[tuple[str, str]]:
    """Return what the indexer has not followed yet, of these sources."""
    if not sources:
        return []
    keys = [one.partition("/")[2] for one in sources]
    with connections[settings.PUBLIC_STORE].cursor() as cursor:
        places = ", ".join(["%s"] * len(keys))
        cursor.execute(
            f'SELECT "kind", "key" FROM "publication_change" WHERE "key" IN ({places})',  # noqa: S608
            keys,
        )
        return list(cursor.fetchall())


def _of_draft(draft: Draft) -> Row:
    return Row(
        draft.number,
        draft.source,
        draft.key,
        draft.kind,
        draft.language,
        draft.title,
        draft.citation,
        draft.address,
        draft.text,
        draft.symbol,
        draft.body,
        draft.states,
        draft.topics,
        draft.precision,
        draft.on,
    )


def _fetched(numbers: Sequence[int], language: str) -> Iterable[tuple[object, ...]]:
    # Plain SQL: a page's rows take a tenth of the time they take as objects.
    places = ", ".join(["%s"] * len(numbers))
    columns = ", ".join(f'"{one}"' for one in _COLUMNS)
    with connections[settings.PUBLIC_STORE].cursor() as cursor:
        cursor.execute(
            f'SELECT {columns} FROM "search_entry" WHERE "number" IN ({places})'  # noqa: S608
            ' AND (NOT "is_described" OR "language" IN (%s, %s))',
            [*numbers, language, _FALLBACK],
        )
        return list(cursor.fetchall())


def _row(values: tuple[object, ...]) -> Row:
    *plain, states, topics, precision, on = values
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return Row._make((*plain, unlisted(str(states)), unlisted(str(topics)), precision, day))
