"""A list of dockets in parts, read in its order, a page at a time, however long it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q

from .conditions import Condition, Wanted, dated, keys_of, so
from .models import Matter
from .narrowing import Order, Place, rows_of_matters, rows_with_keys


@dataclass(frozen=True, slots=True)
class Ordering:
    """By which day a list is ordered, and which way; what has none comes last, by reference."""

    day: str = ""
    latest_first: bool = False

    def columns(self) -> list[str]:
        """Return the columns to order by."""
        if not self.day:
            return ["reference"]
        return [f"-{self.day}" if self.latest_first else self.day, "reference"]

    def rank(self, row: Matter) -> tuple[bool, int]:
        """Return what puts rows in this order, but for their references."""
        day: date | None = getattr(row, self.day)
        number = day.toordinal() if day else 0
        return day is None, -number if self.latest_first else number

    def after(self, place: Place) -> Condition:
        """Return what is so of that which has a day, and comes after a place."""
        beyond = "lt" if self.latest_first else "gt"
        # Said so that the database begins to read at the place, and not at the first row.
        return so(
            Q(**{f"{self.day}__{beyond}e": place.day})
            & (Q(**{f"{self.day}__{beyond}": place.day}) | Q(reference__gt=place.reference))
        )


ORDERS = {
    Order.LATEST: Ordering("last_on", latest_first=True),
    Order.DUE: Ordering("next_due_on"),
    Order.REFERENCE: Ordering(),
}
LATE_LAST = Ordering("next_due_on", latest_first=True)
# A row without acts is no docket yet. Where there is a day, there are acts.
_ENTERED = Q(acts_entered__gt=0)


def entered() -> Condition:
    """Return what is so of matters that are a docket: an act was entered."""
    return so(_ENTERED)


@dataclass(frozen=True, slots=True)
class InParts:
    """A list in parts, and its order; `undated` says that it holds what has no day in this order."""

    parts: Sequence[Condition]
    ordering: Ordering
    undated: bool = False


def page_of(
    found: InParts, after: Place | None, limit: int, *, besides: Collection[int] = ()
) -> list[Matter]:
    """Return the first rows of a list after a place: those with a day, then the undated."""
    rows: list[Matter] = []
    for wanted, columns in _runs(found, after):
        if len(rows) < limit:
            rows += _first_of(found.parts, wanted, columns, limit - len(rows), besides)
    return rows


def _first_of(
    parts: Sequence[Condition],
    wanted: Condition,
    columns: Sequence[str],
    limit: int,
    besides: Collection[int],
) -> list[Matter]:
    """
    Return the first of the rows that are wanted and in a part, or have keys `besides`.

    A row may be in several parts.
    """
    # Looked for in an index alone: however many are passed over, only these rows are read.
    found = keys_of([Wanted(wanted & part, columns, limit) for part in parts])
    keys = set(besides).union(*found)
    # Put in order by the database, which may order references otherwise than Python does.
    rows = wanted.of(rows_of_matters().filter(pk__in=keys))
    return list(rows.order_by(*columns)[:limit]) if keys else []


def _runs(found: InParts, after: Place | None) -> Iterator[tuple[Condition, list[str]]]:
    """Yield what is so of each run of a list after a place, and its order."""
    day = found.ordering.day
    if day and (after is None or after.day is not None):
        yield dated(day) if after is None else found.ordering.after(after), found.ordering.columns()
        after = None
    if found.undated or not day:
        wanted = _ENTERED if after is None else _ENTERED & Q(reference__gt=after.reference)
        yield so(wanted & Q(**{f"{day}__isnull": True}) if day else wanted), ["reference"]


def first_pages(lists: Iterable[InParts], limit: int) -> list[list[Matter]]:
    """Return the first page of each list; all of their rows come in one statement."""
    lists = list(lists)
    keys: list[set[int]] = [set() for _one in lists]
    _fill(keys, lists, limit, run=0)
    # Mostly there is no need to look for what has no day.
    _fill(keys, lists, limit, run=1)
    # By reference, as the database orders them, and then by day: where days are the same, it stays.
    rows = rows_with_keys(set().union(*keys))
    return [
        sorted((row for row in rows if row.pk in some), key=one.ordering.rank)[:limit]
        for one, some in zip(lists, keys, strict=True)
    ]


def _fill(keys: Sequence[set[int]], lists: Sequence[InParts], limit: int, *, run: int) -> None:
    """Add to the keys of each list that is not full those of one of its runs."""
    wanted = [
        (some, Wanted(so_of_run & part, columns, limit))
        for some, one in zip(keys, lists, strict=True)
        if len(some) < limit
        for so_of_run, columns in islice(_runs(one, None), run, run + 1)
        for part in one.parts
    ]
    for (some, _one), found in zip(wanted, keys_of([one for _some, one in wanted]), strict=True):
        some.update(found)
