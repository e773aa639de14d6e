"""The first rows of a list that is asked for in parts, each read along an index of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def first_of(
    rows: QuerySet[Row],
    parts: Sequence[QuerySet[Row]],
    columns: Sequence[str],
    limit: int,
    *,
    besides: Collection[int] = (),
) -> list[Row]:
    """
    Return the first of these rows, in an order, that are in a part of theirs or have keys `besides`.

    A row may be in several parts.
    """
    if len(parts) == 1 and not besides:
        return list(parts[0].order_by(*columns)[:limit])
    keys = set(besides).union(*(keys_of(part, columns, limit) for part in parts))
    # Put in order by the database, which may order references otherwise than Python does.
    return list(rows.filter(pk__in=keys).order_by(*columns)[:limit]) if keys else []


def keys_of(part: QuerySet[Row], columns: Sequence[str], limit: int) -> Collection[int]:
    """Return the keys of the first rows of a part in an order."""
    return part.order_by(*columns).values_list("pk", flat=True)[:limit]
