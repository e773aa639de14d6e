"""What is asked of the index, and what it answers: plain records, the same for every face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

FACETS = ("kind", "state", "body", "language", "year", "theme", "person", "sdg")
"""What results can be narrowed by; of topics, each kind is a facet of its own."""

PAGE_SIZE = 20


class Order(StrEnum):
    """In which order results stand."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Question:
    """
    What somebody looks for.

    `text` is in the language of questions (`docs/reference/search.md`); `chosen` narrows by facets,
    any of the values of each; `reader` is the language that is read first. `generation` names the
    state of the index that the first page was answered from, so that the next pages go on in it.
    `among`, where it is not empty, narrows to what was made from these sources of entries
    (`document/CAT-C-69-3`): so those who follow a search are told what is new in it.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    order: Order = Order.RELEVANCE
    page: int = 1
    size: int = PAGE_SIZE
    reader: str = "en"
    generation: int | None = None
    among: tuple[str, ...] = ()


class Words(NamedTuple):
    """A run of a result's text; `is_found` where it is what was looked for."""

    text: str
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One result."""

    key: str
    kind: str
    language: str
    title: tuple[Words, ...]
    citation: str
    address: str
    snippet: tuple[Words, ...]
    symbol: str
    body: str
    states: tuple[str, ...]
    topics: tuple[str, ...]
    on: date | None
    precision: str = "day"


class Count(NamedTuple):
    """How many results have a value, were it chosen with what else is chosen."""

    value: str
    count: int  # type: ignore[assignment]  # what tuples count by that name, nobody wants
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values that results can be narrowed by, most frequent first; counts are exact."""

    name: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """
    The answer. `instead` is a question that would find more, where a word seems misspelled;
    `understood` is the question as it was read; `has_moved` says that the state of the index in
    which the first page was answered is gone, and pages were counted anew. Where few have all the
    words and some of them were enough, `with_all` says how many of the results have them all; the
    question `strictly` finds those alone.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    generation: int
    understood: str = ""
    instead: str = ""
    with_all: int | None = None
    strictly: str = ""
    has_moved: bool = False
