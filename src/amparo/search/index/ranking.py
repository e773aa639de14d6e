"""
The order of what fits as well: always the same, however the index was written.

The index has things in the order in which it put them together. Those of one rank are put in the
order of their numbers, which are made from their keys. What stands on a page is looked at with its
neighbours, so that no page repeats what another has. Of more than some hundreds of one rank, which
no page would show, the order of the index is kept.
"""

from __future__ import annotations

from itertools import groupby

import tantivy

from .reading import Generation

_MOST = 200  # things of one rank
_DIGITS = 3  # of a rank; where parts of it are added up in another order, the others may differ


def page(generation: Generation, query: tantivy.Query, offset: int, size: int) -> list[int]:
    """Return the numbers of some results of a query, best first, after those that it skips."""
    found = _Window(generation, query, offset, size, 1)
    if found.has_cut_a_rank:
        found = _Window(generation, query, offset, size, _MOST)
    return found.numbers


class _Window:
    """A page of results and as many before and behind it as are looked at, where there are."""

    def __init__(
        self, generation: Generation, query: tantivy.Query, offset: int, size: int, beside: int
    ) -> None:
        start = max(0, offset - beside)
        hits = generation.searcher.search(
            query, offset + size + beside - start, count=False, offset=start
        ).hits
        ranks = [round(score, _DIGITS) for score, _place in hits]
        self._first, self._end = offset - start, offset - start + size
        self.has_cut_a_rank = any(
            0 < at < len(ranks) and ranks[at - 1] == ranks[at] for at in (self._first, self._end)
        )
        self._pairs = list(zip(ranks, generation.numbers(hits), strict=True))

    @property
    def numbers(self) -> list[int]:
        found: list[int] = []
        for _rank, some in groupby(self._pairs, key=lambda pair: pair[0]):
            its = [number for _its_rank, number in some]
            found += sorted(its) if len(its) <= _MOST else its
        return found[self._first : self._end]
