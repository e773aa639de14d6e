"""
Finding: a question in, results out, with what they can be narrowed by.

What is looked for is found in the index; what is shown is read from the store, so that what is no
longer public is not shown, however far the index lags behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

import tantivy

from . import analysis, rows, snippets
from .asking import eased, language_of, loosened, nearest, parsed, said, strict, weighs, widened
from .asking.tree import All, Any, Everything, Node, Word
from .index import costs, facets, querying, ranking, schema
from .index.reading import Generation, reader
from .questions import FACETS, PAGE_SIZE, Count, Facet, Found, Hit, Order, Question
from .rows import Row
from .snippets import Sought

_AT_ONCE = 5_000  # results read together where all are wanted
_SELDOM = 2  # texts: a word of no more may be misspelled
_FEW = 5  # results, with which somebody may have misspelled a word
_COUNT_OF = itemgetter(1)


@dataclass(frozen=True)
class _Queries:
    """What is asked of the index for a tree: what it finds, and in which order."""

    node: Node
    language: str

    @cached_property
    def matching(self) -> tantivy.Query:
        return querying.query(self.node, weighed=False)

    @cached_property
    def weighing(self) -> tantivy.Query:
        return querying.query(self.node, weighed=True, language=self.language)


class _Counts(NamedTuple):
    """How many things were found, and how many of them have all that was asked."""

    total: int
    with_all: int
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """
    A question as it was read; `eased` asks for ever less, where it can, and `strictly` never does.

    `weighs` where it has words, by which one result fits better than another.
    """

    node: Node
    understood: str
    sought: Sought
    weighs: bool
    queries: _Queries
    eased: tuple[_Queries, ...] = ()
    strictly: str = ""


def find(question: Question, facet_names: Sequence[str] = FACETS) -> Found:
    """
    Return a page of results, with the counts of these facets.

    :raises Refused: if the question cannot be answered, or there is no index.
    """
    generation, has_moved = _generation(question)
    read = _checked(generation, question)
    queries = _asked(generation, question, read)
    counts = _counts(generation, question, read, queries, facet_names)
    is_eased = counts.with_all < counts.total
    numbers = _numbers(generation, question, read, queries)
    return Found(
        total=counts.total,
        hits=tuple(_hits(numbers, question.reader, read.sought)),
        facets=counts.facets,
        generation=generation.number,
        understood=read.understood,
        instead=_instead(generation, question, read, counts) if counts.with_all < _FEW else "",
        with_all=counts.with_all if is_eased else None,
        strictly=read.strictly if is_eased else "",
        has_moved=has_moved,
    )


def find_all(question: Question) -> Iterator[Hit]:
    """
    Yield every result of a question, however many, in little memory.

    In one state of the index from beginning to end. In the order of days, the newest first unless
    the oldest were asked for: an order that needs no list of all that was found.

    :raises Refused: if the question cannot be answered, or there is no index.
    """
    generation, _moved = _generation(question)
    read = _checked(generation, question)
    query = _narrowed(_asked(generation, question, read).matching, question, question.chosen)
    field, order = _ORDERS[question.order if question.order is Order.OLDEST else Order.NEWEST]
    after: int | None = None
    while True:
        some = query if after is None else querying.beyond(query, field, after, order)
        hits = generation.searcher.search(
            some, _AT_ONCE, count=False, order_by_field=field, order=order
        ).hits
        if not hits:
            return
        after = int(hits[-1][0])
        yield from _hits(generation.numbers(hits), question.reader, read.sought)


_ORDERS = {
    Order.NEWEST: (schema.NEWEST, tantivy.Order.Desc),
    Order.OLDEST: (schema.OLDEST, tantivy.Order.Asc),
}


def _generation(question: Question) -> tuple[Generation, bool]:
    """Return the state of the index to answer from, and whether it is not the one asked for."""
    readable = reader()
    if question.generation is not None and question.page > 1:
        found = readable.opened(question.generation)
        if found is not None:
            return found, False
    current = readable.current()
    has_moved = question.generation not in (None, current.number) and question.page > 1
    return current, has_moved


def _checked(generation: Generation, question: Question) -> _Read:
    """Return a question as it was read. :raises Refused: if it cannot be, or asks for too much."""
    read = _read(question.text, question.reader)
    costs.check(read.node, generation.searcher)
    return read


def _asked(generation: Generation, question: Question, read: _Read) -> _Queries:
    """
    Return what to ask: for all of the words, and for less where fewer than a page have so much.

    What it is narrowed by has no say in that, so that narrowing never finds more; in every order,
    the same is found. Those who follow a search are told only of what has all it asks for.
    """
    if not read.eased or question.among:
        return read.queries
    ways = (read.queries, *read.eased)
    key = ("asked", question.text)
    found: int | None = generation.counted.get(key)
    if found is None:
        found = _enough(generation, ways)
        generation.keep(key, found)
    return ways[found]


def _enough(generation: Generation, ways: Sequence[_Queries]) -> int:
    """Return which of ever easier ways is the first that finds a page, or the last that can be had."""
    for at, (way, easier) in enumerate(pairwise(ways)):
        is_full = generation.count(way.matching) >= PAGE_SIZE
        if is_full or not costs.is_affordable(easier.node, generation.searcher):
            return at
    return len(ways) - 1


@lru_cache(maxsize=5_000)
def _read(text: str, reader: str) -> _Read:
    node = parsed(text)
    wide, less = widened(node), eased(node)
    language = language_of(node, reader)
    return _Read(
        node,
        said(node),
        snippets.sought(wide),
        weighs(node),
        _Queries(wide, language),
        tuple(_Queries(one, language) for one in less),
        said(strict(node)) if less else "",
    )


def _narrowed(
    query: tantivy.Query, question: Question, chosen: Mapping[str, Sequence[str]]
) -> tantivy.Query:
    others = []
    if question.since is not None or question.until is not None:
        others.append(querying.span(question.since, question.until))
    if question.among:
        others.append(querying.among(question.among))
    return querying.narrowed(query, chosen, *others)


def _counts(
    generation: Generation,
    question: Question,
    read: _Read,
    queries: _Queries,
    names: Sequence[str],
) -> _Counts:
    """Return how many were found, and the facets: each counted without what is chosen of it."""
    chosen = {name: values for name, values in question.chosen.items() if values}
    key = (*_key(question, chosen), *names)
    found: _Counts | None = generation.counted.get(key)
    if found is None:
        total, counted = _counted(generation, question, queries, chosen, names)
        with_all = total
        if queries is not read.queries:
            with_all = generation.count(_narrowed(read.queries.matching, question, chosen))
        found = _Counts(total, with_all, counted)
        generation.keep(key, found)
    return found


def _counted(
    generation: Generation,
    question: Question,
    queries: _Queries,
    chosen: Mapping[str, Sequence[str]],
    names: Sequence[str],
) -> tuple[int, tuple[Facet, ...]]:
    base = _narrowed(queries.matching, question, chosen)
    free = [name for name in names if name not in chosen]
    total, counts = facets.counted(generation, base, free)
    every = dict(counts)
    for name in names:
        if name in chosen:
            others = {one: values for one, values in chosen.items() if one != name}
            wider = _narrowed(queries.matching, question, others)
            every[name] = facets.counted(generation, wider, [name])[1][name]
    return total, tuple(_facet(name, every[name], chosen.get(name, ())) for name in names)


def _key(question: Question, chosen: Mapping[str, Sequence[str]]) -> tuple[object, ...]:
    narrowed = tuple(sorted((name, tuple(values)) for name, values in chosen.items()))
    return (question.text, narrowed, question.since, question.until, question.among)


def _facet(name: str, counts: Mapping[str, int], chosen: Sequence[str]) -> Facet:
    every = {**dict.fromkeys(chosen, 0), **counts} if chosen else counts
    # Most first, and what has as many by its value.
    ordered = sorted(every.items())
    ordered.sort(key=_COUNT_OF, reverse=True)
    new = tuple.__new__  # some hundred with each answer
    return Facet(
        name, tuple([new(Count, (value, count, value in chosen)) for value, count in ordered])
    )


def _numbers(
    generation: Generation, question: Question, read: _Read, queries: _Queries
) -> list[int]:
    key = (
        *_key(question, question.chosen),
        *(question.reader, question.order, question.page, question.size),
    )
    found: list[int] | None = generation.counted.get(key)
    if found is None:
        found = _looked_for(generation, question, read, queries)
        generation.keep(key, found)
    return found


def _looked_for(
    generation: Generation, question: Question, read: _Read, queries: _Queries
) -> list[int]:
    offset = (question.page - 1) * question.size
    if offset >= generation.size:
        return []
    if question.order is Order.RELEVANCE and read.weighs:
        query = _narrowed(queries.weighing, question, question.chosen)
        return ranking.page(generation, query, offset, question.size)
    query = _narrowed(queries.matching, question, question.chosen)
    # Where no word is looked for, nothing fits better than anything else.
    field, order = _ORDERS[Order.OLDEST if question.order is Order.OLDEST else Order.NEWEST]
    hits = generation.searcher.search(
        query, question.size, count=False, offset=offset, order_by_field=field, order=order
    ).hits
    return generation.numbers(hits)


def _hits(numbers: Sequence[int], language: str, what: Sought) -> Iterator[Hit]:
    found = rows.shown(numbers, language)
    for number in numbers:
        if number in found:
            yield _hit(found[number], what)


def _hit(row: Row, what: Sought) -> Hit:
    marker = what.marker(row.language)
    return Hit(
        key=row.key,
        kind=row.kind,
        language=row.language,
        title=marker.marked(row.title),
        citation=row.citation,
        address=row.address,
        snippet=marker.snippet(row.text),
        symbol=row.symbol,
        body=row.body,
        states=row.states,
        topics=row.topics,
        on=row.on,
        precision=row.precision,
    )


def _instead(generation: Generation, question: Question, read: _Read, counts: _Counts) -> str:
    """
    Return a question with all of whose words more is found.

    The same with the words that seem misspelled written otherwise; where nothing was found at all,
    without the one word that stands in the way.
    """
    if question.page > 1 or isinstance(read.node, Everything):
        return ""
    other = _respelled(generation, read.node)
    others = [other] if other != read.node else []
    if found := _most(generation, question, others, counts.with_all):
        return found
    return "" if counts.total else _most(generation, question, loosened(read.node), 0)


def _most(generation: Generation, question: Question, nodes: Iterable[Node], more_than: int) -> str:
    best, most = "", more_than
    for text in map(said, nodes):
        query = _narrowed(_read(text, question.reader).queries.matching, question, question.chosen)
        count = generation.count(query)
        if count > most:
            best, most = text, count
    return best


def _respelled(generation: Generation, node: Node) -> Node:
    match node:
        case All(parts) | Any(parts):
            return replace(node, parts=tuple(_respelled(generation, one) for one in parts))
        case Word(text):
            word = _spelled_otherwise(generation, text)
            return Word(word) if word else node
    return node


def _spelled_otherwise(generation: Generation, text: str) -> str:
    """Return a word that was probably meant, or nothing: what stands in several texts was meant."""
    words = analysis.asked_words(text)
    if len(words) != 1 or generation.searcher.doc_freq(schema.SURFACES, words[0]) > _SELDOM:
        return ""
    return nearest(words[0], generation.vocabulary(words[0][:1]))
