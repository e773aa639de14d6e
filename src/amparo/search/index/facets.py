"""
How many results have each value of a facet, exactly.

Everything has a kind: by the kinds, all results are counted too.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from tantivy import Query

from . import schema
from .reading import Generation

_ALL = 65_000  # buckets: more than any facet has values
_KEPT = 2_000  # answers of each state of the index that are remembered
_KIND = "kind"

Counts = Mapping[str, Mapping[str, int]]


def counted(
    generation: Generation, question: Hashable, query: Query, facets: Sequence[str]
) -> tuple[int, Counts]:
    """
    Return how many things a query finds, and how many of them have each value of each facet.

    A state of the index never changes: what was counted in it once for a question is remembered.
    """
    kept, key = generation.counted, (question, *facets)
    found: tuple[int, Counts] | None = kept.get(key)
    if found is None:
        found = kept[key] = _counted(generation, query, facets)
        if len(kept) > _KEPT:
            kept.popitem(last=False)
    return found


def _counted(generation: Generation, query: Query, facets: Sequence[str]) -> tuple[int, Counts]:
    columns = {one: generation.columns[one] for one in (_KIND, *facets)}
    answer = generation.searcher.aggregate(query, _asked(tuple(columns.values())))
    counts = {one: _by_value(answer[name] for name in its) for one, its in columns.items()}
    if "language" in counts:
        counts["language"] = _in_each_language(counts["language"])
    return sum(counts[_KIND].values()), counts


@lru_cache(maxsize=500)
def _asked(columns: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    terms = {"size": _ALL, "segment_size": _ALL}
    return {name: {"terms": {"field": name, **terms}} for its in columns for name in its}


def _by_value(columns: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in columns:
        for one in column["buckets"]:
            found[one["key"]] = found.get(one["key"], 0) + one["doc_count"]
    found.pop(schema.NO_VALUE, None)
    return found


def _in_each_language(found: dict[str, int]) -> dict[str, int]:
    """Return the counts with what is described in every language counted in each."""
    described = found.pop(schema.EVERY_LANGUAGE, 0)
    if not described:
        return found
    return {one: found.get(one, 0) + described for one in schema.LANGUAGES}
