"""Entries written into the public store, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import connections

from .entries.drafts import Draft, listed
from .models import Entry

_AT_ONCE = 500
_COLUMNS = (
    "source",
    "number",
    "key",
    "kind",
    "language",
    "is_described",
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
KEY = _COLUMNS.index("key")


def take_out(sources: Sequence[str]) -> None:
    """Take out all entries of these sources."""
    with connections[settings.PUBLIC_STORE].cursor() as cursor:
        for start in range(0, len(sources), _AT_ONCE):
            some = sources[start : start + _AT_ONCE]
            places = ", ".join(["%s"] * len(some))
            cursor.execute(
                f'DELETE FROM "search_entry" WHERE "source" IN ({places})',  # noqa: S608
                list(some),
            )


def write(drafts: Iterable[Draft]) -> None:
    """Write entries; those of their sources have been taken out before."""
    columns = ", ".join(f'"{one}"' for one in _COLUMNS)
    places = ", ".join(["%s"] * len(_COLUMNS))
    # Plain SQL: as objects, rows would take longer to write than to analyse.
    with connections[settings.PUBLIC_STORE].cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "search_entry" ({columns}) VALUES ({places})',  # noqa: S608
            [values(one) for one in drafts],
        )


def held(sources: Sequence[str]) -> list[tuple[object, ...]]:
    """Return the entries of some sources as `values` has them."""
    rows = Entry.objects.filter(source__in=sources).values_list(*_COLUMNS)
    return [(*row[:-1], row[-1].isoformat() if row[-1] else None) for row in rows]


def values(one: Draft) -> tuple[Any, ...]:
    """Return what a row holds."""
    return (
        one.source,
        one.number,
        one.key,
        one.kind,
        one.language,
        one.is_described,
        one.title,
        one.citation,
        one.address,
        one.text,
        one.symbol,
        one.body,
        listed(one.states),
        listed(one.topics),
        one.precision,
        one.on.isoformat() if one.on else None,
    )
