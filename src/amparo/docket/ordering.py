"""A list of dockets in parts, read in its order, a page at a time, however long it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from .models import Matter, MatterQuerySet
from .narrowing import Order, Place, rows_of_matters
from .paging import first_of, keys_of


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

    def after(self, place: Place) -> Q:
        """Return what is so of that which has a day, and comes after a place."""
        beyond = "lt" if self.latest_first else "gt"
        # Said so that the database begins to read at the place, and not at the first row.
        return Q(**{f"{self.day}__{beyond}e": place.day}) & (
            Q(**{f"{self.day}__{beyond}": place.day}) | Q(reference__gt=place.reference)
        )


ORDERS = {
    Order.LATEST: Ordering("last_on", latest_first=True),
    Order.DUE: Ordering("next_due_on"),
    Order.REFERENCE: Ordering(),
}
# A row without acts is no docket yet. Where there is a day, there are acts.
ENTERED = Q(acts_entered__gt=0)
LATE_LAST = Ordering("next_due_on", latest_first=True)


@dataclass(frozen=True, slots=True)
class InParts:
    """A list in parts, and its order; `undated` says that it holds what has no day in this order."""

    parts: Sequence[MatterQuerySet]
    ordering: Ordering
    undated: bool = False


def page_of(
    found: InParts, after: Place | None, limit: int, *, besides: Collection[int] = ()
) -> list[Matter]:
    """Return the first rows of a list after a place: those with a day, then the undated."""
    rows: list[Matter] = []
    for wanted, columns in _runs(found, after):
        if len(rows) < limit:
            parts = [part.filter(wanted) for part in found.parts]
            left = limit - len(rows)
            rows += first_of(
                rows_of_matters().filter(wanted), parts, columns, left, besides=besides
            )
    return rows


def _runs(found: InParts, after: Place | None) -> Iterator[tuple[Q, list[str]]]:
    """Yield what is so of each run of a list after a place, and its order."""
    day = found.ordering.day
    if day and (after is None or after.day is not None):
        dated = Q(**{f"{day}__isnull": False}) if after is None else found.ordering.after(after)
        yield dated, found.ordering.columns()
        after = None
    if found.undated or not day:
        later = Q() if after is None else Q(reference__gt=after.reference)
        without = Q(**{f"{day}__isnull": True}) if day else Q()
        yield ENTERED & without & later, ["reference"]


def first_pages(lists: Iterable[InParts], limit: int) -> list[list[Matter]]:
    """Return the first page of each list; of those in several parts all rows come in one statement."""
    lists = list(lists)
    if all(len(one.parts) < 2 for one in lists):
        return [page_of(one, None, limit) for one in lists]
    keys = [_first_keys(one, limit) for one in lists]
    # By reference, as the database orders them, and then by day: where days are the same, it stays.
    rows = list(rows_of_matters().filter(pk__in=set().union(*keys)).order_by("reference"))
    return [
        sorted((row for row in rows if row.pk in some), key=one.ordering.rank)[:limit]
        for one, some in zip(lists, keys, strict=True)
    ]


def _first_keys(found: InParts, limit: int) -> set[int]:
    keys: set[int] = set()
    for wanted, columns in _runs(found, None):
        if len(keys) < limit:
            keys.update(*(keys_of(part.filter(wanted), columns, limit) for part in found.parts))
    return keys
