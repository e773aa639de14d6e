"""
The order of what fits as well: always the same, however the index was written.

The index has things in the order in which it put them together. Those of one rank are put in the
order of their numbers, which are made from their keys. What stands on a page is looked at with its
neighbours, so that no page repeats what another has. Of more than some hundreds of one rank, which
no page would show, the order of the index is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

import tantivy

from .reading import Generation

_MOST = 200  # things of one rank
_FIRST = itemgetter(0)
_DIGITS = 3  # of a rank; where parts of it are added up in another order, the others may differ

_Hit = tuple[float, tantivy.DocAddress]


def page(generation: Generation, query: tantivy.Query, offset: int, size: int) -> list[int]:
    """Return the numbers of some results of a query, best first, after those that it skips."""
    start = max(0, offset - _MOST)
    hits = generation.searcher.search(
        query, offset + size + _MOST - start, count=False, offset=start
    ).hits
    first, end = offset - start, min(offset - start + size, len(hits))
    since, until = _whole_ranks(hits, first, end)
    some = hits[since:until]
    found: list[int] = []
    of_one_rank = groupby(zip(map(_rank, some), generation.numbers(some), strict=True), _FIRST)
    for _its_rank, pairs in of_one_rank:
        numbers = [number for _rank_again, number in pairs]
        found += sorted(numbers) if len(numbers) <= _MOST else numbers
    return found[first - since : end - since]


def _whole_ranks(hits: Sequence[_Hit], first: int, end: int) -> tuple[int, int]:
    """Return from where to where the ranks go that a page has anything of."""
    since, until = first, end
    while 0 < since < end and _rank(hits[since - 1]) == _rank(hits[first]):
        since -= 1
    while first < until < len(hits) and _rank(hits[until]) == _rank(hits[end - 1]):
        until += 1
    return since, until


def _rank(hit: _Hit) -> float:
    return round(hit[0], _DIGITS)
