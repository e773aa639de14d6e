"""The first rows of a list that is asked for in parts, each read along an index of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def first_of(parts: Sequence[QuerySet[Row]], columns: Sequence[str], limit: int) -> list[Row]:
    """Return the first rows, in an order, of parts of one table; a row may be in several parts."""
    pages = [list(part.order_by(*columns)[:limit]) for part in parts]
    pages = [one for one in pages if one]
    if len(pages) < 2:
        return pages[0] if pages else []
    # Put in order by the database, which may order references otherwise than Python does.
    every = {one.pk: one for page in pages for one in page}
    rows = parts[0].model._default_manager.filter(pk__in=every).order_by(*columns)
    return [every[key] for key in rows.values_list("pk", flat=True)[:limit]]
