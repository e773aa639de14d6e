"""
The order of what fits as well: always the same, however the index was written.

The index has things in the order in which it put them together. Those of one rank are put in the
order of their numbers, which are made from their keys. What stands on a page is looked at with its
neighbours, so that no page repeats what another has. Of more than some hundreds of one rank, which
no page would show, the order of the index is kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby
from operator import itemgetter

import tantivy

from .reading import Generation

_MOST = 200  # things of one rank
_OF = itemgetter(0)
_DIGITS = 3  # of a rank; where parts of it are added up in another order, the others may differ


def page(generation: Generation, query: tantivy.Query, offset: int, size: int) -> list[int]:
    """Return the numbers of some results of a query, best first, after those that it skips."""
    start = max(0, offset - _MOST)
    hits = generation.searcher.search(
        query, offset + size + _MOST - start, count=False, offset=start
    ).hits
    first, end = offset - start, min(offset - start + size, len(hits))
    if first >= end:
        return []
    # With all of the ranks that the page has anything of.
    since = bisect_left(hits, _rank(hits[first]), hi=first, key=_rank)
    until = bisect_right(hits, _rank(hits[end - 1]), lo=end, key=_rank)
    some = hits[since:until]
    ranked = zip(map(_rank, some), generation.numbers(some), strict=True)
    found: list[int] = []
    for _its_rank, pairs in groupby(ranked, _OF):
        numbers = [number for _same_rank, number in pairs]
        found += sorted(numbers) if len(numbers) <= _MOST else numbers
    return found[first - since : end - since]


def _rank(hit: tuple[float, tantivy.DocAddress]) -> float:
    return -round(hit[0], _DIGITS)
