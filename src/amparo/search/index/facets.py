"""
How many results have each value of a facet, exactly.

Everything has a kind: by the kinds, all results are counted too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from tantivy import Query

from . import schema
from .reading import Generation

_ALL = 65_000  # buckets: more than any facet has values
_KIND = "kind"

Counts = Mapping[str, Mapping[str, int]]


def counted(generation: Generation, query: Query, facets: Sequence[str]) -> tuple[int, Counts]:
    """Return how many things a query finds, and how many of them have each value of each facet."""
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
    first, *others = (
        {one["key"]: one["doc_count"] for one in column["buckets"]} for column in columns
    )
    for column in others:
        for value, count in column.items():
            first[value] = first.get(value, 0) + count
    first.pop(schema.NO_VALUE, None)
    return first


def _in_each_language(found: dict[str, int]) -> dict[str, int]:
    """Return the counts with what is described in every language counted in each."""
    described = found.pop(schema.EVERY_LANGUAGE, 0)
    if not described:
        return found
    return {one: found.get(one, 0) + described for one in schema.LANGUAGES}
