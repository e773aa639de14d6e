"""
The order of what fits as well: always the same, however the index was written.

The index has things in the order in which it put them together. Those of one rank are put in the
order of their numbers, which are made from their keys. What stands on a page is looked at with its
neighbours, so that no page repeats what another has: with a few, and with many where as many fit as
well. Of more than some hundreds of one rank, which no page would show, the order of the index is kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby
from operator import itemgetter

import tantivy

from .reading import Generation

_FEW, _MOST = 20, 200  # neighbours
_OF = itemgetter(0)
_DIGITS = 3  # of a rank; where parts of it are added up in another order, the others may differ

Hit = tuple[float, tantivy.DocAddress]


def page(generation: Generation, query: tantivy.Query, offset: int, size: int) -> list[int]:
    """Return the numbers of some results of a query, best first, after those that it skips."""
    found = _with_ranks(generation.searcher, query, offset, size, _FEW)
    if found is None:
        found = _with_ranks(generation.searcher, query, offset, size, _MOST) or ([], 0)
    some, skipped = found
    ranked = zip(map(_rank, some), generation.numbers(some), strict=True)
    ordered: list[int] = []
    for _its_rank, pairs in groupby(ranked, _OF):
        numbers = [number for _same_rank, number in pairs]
        ordered += sorted(numbers) if len(numbers) <= _MOST else numbers
    return ordered[skipped : skipped + size]


def _with_ranks(
    searcher: tantivy.Searcher, query: tantivy.Query, offset: int, size: int, neighbours: int
) -> tuple[list[Hit], int] | None:
    """
    Return a page with all of the ranks that it has anything of, and how many come before the page.

    None where a few neighbours do not show that a rank ends.
    """
    start = max(0, offset - neighbours)
    wanted = offset + size + neighbours - start
    hits = searcher.search(query, wanted, count=False, offset=start).hits
    first, end = offset - start, min(offset - start + size, len(hits))
    if first >= end:
        return [], 0
    since = bisect_left(hits, _rank(hits[first]), hi=first, key=_rank)
    until = bisect_right(hits, _rank(hits[end - 1]), lo=end, key=_rank)
    begins, ends = since > 0 or start == 0, until < len(hits) or len(hits) < wanted
    if neighbours < _MOST and not (begins and ends):
        return None
    return hits[since:until], first - since


def _rank(hit: Hit) -> float:
    return -round(hit[0], _DIGITS)
