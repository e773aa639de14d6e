"""Whether entries and index are what the public store makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter

import tantivy

from amparo.core.errors import Refused

from . import entries, storing
from .index import querying, reading, schema
from .models import Entry

_SOURCES_AT_ONCE = 200
_NUMBERS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Compared:
    """
    How many things are in the index, and what differs.

    Entries that the store makes and that are missing, left over, or different; things that are in
    the index alone, or in the store alone.
    """

    things: int
    missing: int
    left: int
    different: int
    lost: int

    @property
    def is_alike(self) -> bool:
        """Whether nothing differs."""
        return not (self.missing or self.left or self.different or self.lost)


def compared() -> Compared:
    """Compare the store with its entries, and these with the index; change nothing."""
    missing, left, different = _entries()
    there, lost = _index()
    return Compared(there, missing, left, different, lost)


def _entries() -> tuple[int, int, int]:
    missing = left = different = 0
    seen: set[str] = set()
    by_source = groupby(entries.everything(), key=attrgetter("source"))
    while some := {name: list(them) for name, them in islice(by_source, _SOURCES_AT_ONCE)}:
        seen |= some.keys()
        wanted = {one.key: storing.values(one) for them in some.values() for one in them}
        held = {row[storing.KEY]: row for row in storing.held(list(some))}
        missing += len(wanted.keys() - held.keys())
        left += len(held.keys() - wanted.keys())
        different += sum(wanted[key] != held[key] for key in wanted.keys() & held.keys())
    for source in Entry.objects.order_by("source").values_list("source", flat=True).distinct():
        if source not in seen:
            left += Entry.objects.filter(source=source).count()
    return missing, left, different


def _index() -> tuple[int, int]:
    numbers = Entry.objects.order_by("number").values_list("number", flat=True).distinct()
    try:
        generation = reading.reader().current()
    except Refused:
        return 0, numbers.count()
    return generation.size, _differing(numbers.iterator(), _numbers(generation))


def _numbers(generation: reading.Generation) -> Iterator[int]:
    """Yield the numbers of all things in the index, in their order."""
    query, after = tantivy.Query.all_query(), -1
    while True:
        some = querying.beyond(query, schema.NUMBER, after, tantivy.Order.Asc)
        hits = generation.searcher.search(
            some,
            _NUMBERS_AT_ONCE,
            count=False,
            order_by_field=schema.NUMBER,
            order=tantivy.Order.Asc,
        ).hits
        if not hits:
            return
        yield from (int(number) for number, _at in hits)
        after = int(hits[-1][0])


def _differing(some: Iterable[int], others: Iterable[int]) -> int:
    """Return how many numbers stand in one of two rising rows and not in the other."""
    count = 0
    left, right = iter(some), iter(others)
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        if one == other:
            one, other = next(left, None), next(right, None)
            continue
        count += 1
        if other is None or (one is not None and one < other):
            one = next(left, None)
        else:
            other = next(right, None)
    return count
