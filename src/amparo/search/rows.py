"""Entries as they are shown: read from the store by the numbers that the index found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import connections

from .entries.drafts import unlisted

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
    on: date | None


def shown(numbers: Sequence[int], language: str) -> dict[int, Row]:
    """
    Return the entries of these numbers that are in the store.

    What is described is given in this language, or else in English; a text in its own.
    """
    found: dict[int, Row] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        for row in _fetched(numbers[start : start + _AT_ONCE], language):
            if row[0] not in found or row[4] == language:
                found[row[0]] = _row(row)
    return found


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
    *plain, states, topics, on = values
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return Row(*plain, unlisted(str(states)), unlisted(str(topics)), day)  # type: ignore[arg-type]
