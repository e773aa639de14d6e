"""
From the tree of a question to a query of the index.

What is found is decided by `matching`, which weighs nothing and is all that facets are counted by;
`weighing` finds the same and says what stands first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from math import comb

from tantivy import FieldType, Occur, Order, Query

from amparo.search import analysis
from amparo.search.asking.tree import (
    All,
    Any,
    Everything,
    Field,
    Meant,
    Node,
    Not,
    Phrase,
    Prefix,
    Run,
    Some,
    Span,
    Word,
)

from . import schema
from .preparing import spoken

_INTEGER = FieldType.Integer
_TOPICS = ("theme", "person", "sdg")
_SHORT = 4  # letters; shorter words stand in very many texts
_ITS_OWN = 3.0
_AS_WRITTEN = 0.6  # what it counts more, that a word stands as it was typed
_MEANT = 0.4
_MOST_WAYS = 10  # in which so many words can be some of others
_MORE = 500.0  # what has more of the words, before what has fewer
_READ_FIRST = 2.5  # what is in the language of the question, before the same in another


def query(node: Node, *, weighed: bool, language: str = "") -> Query:
    """
    Return the query of a tree: what it finds and, if weighed, in which order.

    Concepts are found in all languages; what is in `language` comes before the same in another.
    """
    match node:
        case Word(text):
            return _word(text, weighed)
        case Prefix(text):
            return _prefix(text)
        case Phrase(words):
            return _phrase(words, weighed)
        case Field(name, values, is_prefix):
            return _filter(_field(name, values, is_prefix))
        case Span(since, until):
            return _filter(span(since, until))
        case Meant(codes, words):
            said = query(words, weighed=weighed, language=language)
            return _any([said, *_meant(codes, weighed, language)])
        case All(parts):
            return _all(parts, weighed, language)
        case Run(text, parts):
            return _any([_word(text, weighed), _all(parts, weighed, language)])
        case Some():
            return _some(node, weighed, language)
        case Any(parts):
            return _any([query(one, weighed=weighed, language=language) for one in parts])
        case Not(part):
            return Query.boolean_query(
                [
                    (Occur.Must, _filter(Query.all_query())),
                    (Occur.MustNot, query(part, weighed=False)),
                ]
            )
        case Everything():
            return _filter(Query.all_query())
    raise TypeError(node)


def narrowed(found: Query, chosen: Mapping[str, Sequence[str]], *others: Query) -> Query:
    """Return a query narrowed by facets: of each, any of the values."""
    filters = [
        *others,
        *(_filter(_field(name, values)) for name, values in chosen.items() if values),
    ]
    if not filters:
        return found
    return Query.boolean_query([(Occur.Must, one) for one in (found, *filters)])


def span(since: date | None, until: date | None) -> Query:
    """Return the query of what is of a day between two, both included."""
    first = 0 if since is None else schema.day_number(since)
    last = None if until is None else schema.day_number(until)
    return Query.range_query(
        schema.schema(), schema.DAY, _INTEGER, lower_bound=first, upper_bound=last
    )


def among(sources: Sequence[str]) -> Query:
    """Return the query of what was made from any of these sources."""
    return _filter(Query.term_set_query(schema.schema(), schema.SOURCE, list(sources)))


def beyond(found: Query, field: str, place: int, order: Order) -> Query:
    """Return a query narrowed to what comes after a place in an order."""
    is_later = order == Order.Asc
    after = Query.range_query(
        schema.schema(),
        field,
        _INTEGER,
        lower_bound=place if is_later else None,
        upper_bound=None if is_later else place,
        include_lower=not is_later,
        include_upper=is_later,
    )
    return narrowed(found, {}, _filter(after))


def _meant(codes: Sequence[str], weighed: bool, language: str) -> list[Query]:
    meant = _any([_term(schema.CONCEPTS, code) for code in codes])
    if not weighed:
        return [meant]
    first = _any([_term(schema.CONCEPTS, spoken(code, language)) for code in codes])
    return [
        Query.boost_query(meant, _MEANT),
        *([Query.const_score_query(first, _READ_FIRST)] if language else []),
    ]


def _all(parts: Sequence[Node], weighed: bool, language: str) -> Query:
    clauses = [
        (Occur.MustNot, query(one.part, weighed=False))
        if isinstance(one, Not)
        else (
            Occur.Must,
            query(one, weighed=weighed and not isinstance(one, Word), language=language),
        )
        for one in parts
    ]
    if all(occur is Occur.MustNot for occur, _query in clauses):
        clauses.append((Occur.Must, _filter(Query.all_query())))
    if weighed:
        # Beside all that must be there, not within each: a third of the time is saved.
        words = [one.text for one in parts if isinstance(one, Word)]
        clauses += [(Occur.Should, one) for text in words for one in _as_written(text)]
    return Query.boolean_query(clauses)


def _some(some: Some, weighed: bool, language: str) -> Query:
    """Return the query of words of which some are enough; what has more of them comes first."""
    found = _at_least(some.least, [query(one, weighed=False) for one in some.parts])
    if not weighed:
        return found
    words = [query(one, weighed=True, language=language) for one in some.parts]
    weights = [(Occur.Must, _filter(found)), *((Occur.Should, one) for one in words)]
    wholes = list(_wholes(some))
    return Query.boolean_query(
        [
            *([(Occur.Must, _any(words))] if some.least == 1 else weights),
            *(
                (Occur.Should, Query.const_score_query(query(one, weighed=False), _MORE))
                for one in wholes
            ),
            # Where texts say it in other words, they often share some of the characters.
            *((Occur.Should, _term(schema.STEMS, one)) for one in _pairs(wholes[-1])),
        ]
    )


def _at_least(least: int, queries: Sequence[Query]) -> Query:
    """Return the query of what so many queries find; the fastest one, each where it is."""
    if least == 1:
        return _any(queries)
    if comb(len(queries), least) <= _MOST_WAYS:
        # Of those that must all be there, the rarest leads along the others.
        ways = combinations(queries, least)
        return _any([Query.boolean_query([(Occur.Must, one) for one in way]) for way in ways])
    return Query.boolean_query(
        [(Occur.Should, one) for one in queries], minimum_number_should_match=least
    )


def _wholes(node: Node) -> Iterator[Node]:
    while isinstance(node, Some):
        node = node.whole
        yield node


def _pairs(node: Node) -> list[str]:
    """Return the pairs of characters in what was typed without spaces."""
    if isinstance(node, Run):
        return [one for pairs in analysed(node.text)[0] for one in pairs]
    return [pair for one in node.parts for pair in _pairs(one)] if isinstance(node, All) else []


def _any(queries: Sequence[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, one) for one in queries])


def _word(text: str, weighed: bool) -> Query:
    sequences, _written = analysed(text)
    readings = [_sequence(schema.STEMS, one) for one in sequences]
    as_written = _as_written(text) if weighed else []
    if len(as_written) > 1:
        beside = [(Occur.Should, one) for one in as_written]
        return Query.boolean_query([(Occur.Must, _any(readings)), *beside])
    # What stands as it was typed is among what its stems find: one list of all is the fastest.
    return _any([*readings, *as_written])


def _as_written(text: str) -> list[Query]:
    """
    Return the queries of a word just as it was typed; of what has no other forms, none.

    Where a symbol was typed, what bears it comes before what cites it.
    """
    sequences, written = analysed(text)
    if len(written) != 1 or (sequences == (written,) and len(text) < _SHORT):
        return []
    found = [Query.boost_query(_term(schema.SURFACES, written[0]), _AS_WRITTEN)]
    if "/" in written[0]:
        found.append(Query.boost_query(_term(schema.SYMBOL, written[0]), _ITS_OWN))
    return found


@lru_cache(maxsize=20_000)
def analysed(text: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Return what to look for in the stems, and in the surfaces, where something was typed."""
    return analysis.sequences_of(text), analysis.asked_words(text)


def _phrase(words: Sequence[str], weighed: bool) -> Query:
    sequences, _written = analysed(" ".join(words))
    found = _any([_sequence(schema.STEMS, one) for one in sequences])
    written = [one for text in words for one in _as_written(text)] if weighed else []
    if not written:
        return found
    return Query.boolean_query([(Occur.Must, found), *((Occur.Should, one) for one in written)])


def _sequence(field: str, words: Sequence[str]) -> Query:
    if len(words) == 1:
        return _term(field, words[0])
    return Query.phrase_query(schema.schema(), field, list(words))


def _prefix(text: str) -> Query:
    *before, last = analysis.asked_words(text)
    begins = _begins(schema.SURFACES, last)
    if not before:
        return begins
    return Query.boolean_query(
        [(Occur.Must, _term(schema.SURFACES, one)) for one in before] + [(Occur.Must, begins)]
    )


def _begins(field: str, text: str) -> Query:
    return Query.regex_query(schema.schema(), field, f"{_literal(text)}.*")


def _literal(text: str) -> str:
    return re.sub(r"([^\w\s]|_)", r"\\\1", text)


def _field(name: str, values: Sequence[str], is_prefix: bool = False) -> Query:
    if name == "title":
        return _any([_in_title(one) for one in values])
    if name == schema.SYMBOL:
        values = [analysis.fold(one) for one in values]
    if name in _TOPICS:
        values = [one if one.startswith(f"{name}:") else f"{name}:{one}" for one in values]
    if name == "language":
        values = [*values, schema.EVERY_LANGUAGE]
    field = schema.field_of(name) if name in schema.COLUMNS else name
    if is_prefix:
        return _any([_begins(field, one) for one in values])
    if len(values) == 1:
        return _term(field, values[0])
    return Query.term_set_query(schema.schema(), field, list(values))


def _in_title(words: str) -> Query:
    sequences, _written = analysed(words)
    return _any([_sequence(schema.TITLE, one) for one in sequences])


def _filter(one: Query) -> Query:
    return Query.const_score_query(one, 0.0)


def _term(field: str, word: str) -> Query:
    return Query.term_query(schema.schema(), field, word)
