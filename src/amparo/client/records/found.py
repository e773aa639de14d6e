"""What the search finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Words:
    """A run of a result's text; `is_found` where it is what was looked for."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Result:
    """
    Something that was found.

    `runs` is the snippet in pieces, those marked that were looked for.
    """

    key: str
    kind: str
    language: str
    title: str
    citation: str
    snippet: str
    runs: tuple[Words, ...]
    symbol: str
    body: str
    states: tuple[str, ...]
    topics: tuple[str, ...]
    on: date | None
    path: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many results have a value, were it chosen with what else is chosen."""

    value: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values that results can be narrowed by, most frequent first; counts are exact."""

    name: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """
    A page of what was found.

    `total` is exact. `facets` come with the first page: what results can be narrowed by, with
    exact counts. `understood` is the question as it was read, `instead` one that would find
    more. Where few have all the words, some of them are enough: `with_all` says how many results
    have them all, and the question `strictly` finds those alone. `has_moved` says that what is
    public has changed too much since the first page to go on in the same state.
    """

    items: tuple[Result, ...]
    next: str | None
    total: int
    facets: tuple[Facet, ...]
    understood: str
    instead: str
    with_all: int | None
    strictly: str
    has_moved: bool
