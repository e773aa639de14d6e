"""
A thing as the index takes it in: its words, its facets and its day, written down as tantivy reads it.

Most of the work of indexing. Nothing here knows the store or the index, so that other processes do
it where there is much of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from amparo.search import analysis

from . import schema
from .preparing import Text, prepared

if TYPE_CHECKING:  # other processes have no tables
    from amparo.search.entries.drafts import Draft

Document = str
"""Of a thing, all its fields, as JSON."""

_PLACES = 1 << 44
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class About(NamedTuple):
    """As little of a thing as can be handed to another process; days as the index has them."""

    number: int
    source: str
    symbol: str
    is_whole: bool
    day: int | None
    facets: Facets
    texts: tuple[Text, ...]


class Facets(NamedTuple):
    """What a thing is counted by; many paragraphs of a document share it."""

    kind: str
    body: str
    language: str
    year: str
    states: tuple[str, ...]
    topics: tuple[str, ...]


def about(number: int, drafts: Sequence[Draft]) -> About:
    """Return what the index is to know of what is described or told by these."""
    first = drafts[0]
    return About(
        number,
        first.source,
        first.symbol,
        first.is_whole,
        None if first.on is None else schema.day_number(first.on),
        Facets(
            first.kind,
            first.body or schema.NO_VALUE,
            schema.EVERY_LANGUAGE if first.is_described else first.language,
            str(first.on.year) if first.on else schema.NO_VALUE,
            first.states,
            first.topics,
        ),
        tuple([Text(one.title, one.text, one.language) for one in drafts]),
    )


def document(thing: About) -> Document:
    """Return what the index holds of a thing."""
    words = prepared(thing.texts, is_whole=thing.is_whole)
    made: dict[str, Any] = {
        schema.TITLE: words.titles,
        schema.STEMS: words.stems,
        schema.SURFACES: words.surfaces,
        schema.CONCEPTS: words.codes,
        schema.SOURCE: thing.source,
        **_days(thing.number, thing.day),
    }
    if thing.symbol:
        made[schema.SYMBOL] = analysis.fold(thing.symbol)
    return f"{_encode(made)[:-1]},{_counted_by(thing.facets)[1:]}"


@lru_cache(maxsize=5_000)
def _counted_by(thing: Facets) -> Document:
    made: dict[str, Any] = {
        "kind_1": thing.kind,
        "body_1": thing.body,
        "language_1": thing.language,
        "year_1": thing.year,
    }
    values: dict[str, dict[str, None]] = {facet: {} for facet in schema.OF_MANY}
    values["state"] = dict.fromkeys(thing.states)
    for topic in thing.topics:
        its = values.get(topic.partition(":")[0])
        if its is not None:
            its.update(dict.fromkeys(_with_goal(topic)))
    for facet, its in values.items():
        *columns, more = schema.columns_of(facet)
        made[facet] = list(its)
        # What is beyond the last column stands in the one with many values.
        made[more] = list(its)[len(columns) :]
        made.update(zip_longest(columns, list(its)[: len(columns)], fillvalue=schema.NO_VALUE))
    return _encode(made)


def _with_goal(topic: str) -> tuple[str, ...]:
    """Return a topic; a target after its goal, for what is about the one is about the other."""
    if not topic.startswith("sdg:") or "." not in topic:
        return (topic,)
    return (topic.partition(".")[0], topic)


def _days(number: int, day: int | None) -> dict[str, int]:
    # What has no day comes last, whichever way one looks; what has the same stays in one order.
    place = number % _PLACES
    return {
        schema.NUMBER: number,
        schema.NEWEST: (0 if day is None else day + 1) * _PLACES + place,
        schema.OLDEST: (schema.LAST_DAY if day is None else day) * _PLACES + place,
        **({} if day is None else {schema.DAY: day}),
    }
