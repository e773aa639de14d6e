"""
What the index holds of a thing, and how: tantivy's fields.

Words come analysed, with spaces between them. A facet of which a thing may have several values has
a column for the first, the second and so on, each with a value for everything: counting along such
columns is ten times as fast as along one with many values. What is beyond the last column stands in
one with many values, which is counted only where it holds anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import zip_longest

import tantivy

from amparo.search import analysis
from amparo.search.entries.drafts import Draft

from .preparing import Prepared, of_drafts

FORMAT = "3"
"""Changes with the fields, so that an index of another form is never read as this one."""

STEMS, SURFACES, TITLE, CONCEPTS = "stems", "surfaces", "title", "concepts"
SOURCE, NUMBER, DAY, NEWEST, OLDEST = "source", "number", "day", "newest", "oldest"
SYMBOL = "symbol"
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
EVERY_LANGUAGE = "*"
NO_VALUE = "-"
COLUMNS = {
    "kind": 1,
    "state": 3,
    "body": 1,
    "language": 1,
    "year": 1,
    "theme": 4,
    "person": 3,
    "sdg": 4,
}
"""The facets, and how many of its values each thing has in columns of one value."""

_MORE = "more"
_OF_MANY = tuple(name for name, count in COLUMNS.items() if count > 1)
_FIRST_DAY = date(1900, 1, 1).toordinal()
_LAST_DAY = 1 << 18
_PLACES = 1 << 44


@cache
def schema(*besides: str) -> tantivy.Schema:
    """Return the fields of the index; `besides`, after them, are further ones of single words."""
    fields = tantivy.SchemaBuilder()
    fields.add_text_field(STEMS, tokenizer_name="whitespace", index_option="position")
    fields.add_text_field(SURFACES, tokenizer_name="whitespace", index_option="freq")
    fields.add_text_field(TITLE, tokenizer_name="whitespace", index_option="position")
    for name in (CONCEPTS, SOURCE, SYMBOL, *_OF_MANY):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (column for facet in COLUMNS for column in columns_of(facet)):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    fields.add_integer_field(DAY, indexed=True, fast=True)
    for name in (NUMBER, NEWEST, OLDEST):
        fields.add_integer_field(name, fast=True)
    for name in besides:
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic", stored=True)
    return fields.build()


def names() -> set[str]:
    """Return the names of all fields."""
    columns = (column for facet in COLUMNS for column in columns_of(facet))
    words = (STEMS, SURFACES, TITLE, CONCEPTS, SOURCE, SYMBOL)
    return {*words, *_OF_MANY, *columns, DAY, NUMBER, NEWEST, OLDEST}


@cache
def columns_of(facet: str) -> tuple[str, ...]:
    """Return the columns of a facet; the last, where there are several, is for what is beyond."""
    count = COLUMNS[facet]
    columns = tuple(f"{facet}_{number}" for number in range(1, count + 1))
    return (*columns, f"{facet}_{_MORE}") if count > 1 else columns


def field_of(facet: str) -> str:
    """Return the field by which things with a value of a facet are found."""
    return facet if facet in _OF_MANY else columns_of(facet)[0]


def day_number(day: date) -> int:
    """Return a day as the index has it."""
    return min(max(day.toordinal() - _FIRST_DAY, 0), _LAST_DAY - 1)


def document(
    number: int, drafts: Sequence[Draft], words: Prepared | None = None
) -> tantivy.Document:
    """Return what the index holds of a thing; its words are prepared here if they were not yet."""
    first = drafts[0]
    words = words or of_drafts(drafts)
    made = tantivy.Document()
    add = made.add_text
    add(TITLE, words.titles)
    add(STEMS, words.stems)
    add(SURFACES, words.surfaces)
    for code in words.codes:
        add(CONCEPTS, code)
    add(SOURCE, first.source)
    if first.symbol:
        add(SYMBOL, analysis.fold(first.symbol))
    _add_facets(made, first)
    _add_days(made, number, first.on)
    return made


def _add_facets(made: tantivy.Document, first: Draft) -> None:
    add = made.add_text
    add("kind_1", first.kind)
    add("body_1", first.body or NO_VALUE)
    add("language_1", EVERY_LANGUAGE if first.is_described else first.language)
    add("year_1", str(first.on.year) if first.on else NO_VALUE)
    values: dict[str, dict[str, None]] = {facet: {} for facet in _OF_MANY}
    values["state"] = dict.fromkeys(first.states)
    for topic in first.topics:
        its = values.get(topic.partition(":")[0])
        if its is not None:
            its.update(dict.fromkeys(_with_goal(topic)))
    for facet, its in values.items():
        for value, column in zip_longest(its, _FILLED[facet], fillvalue=NO_VALUE):
            if value is not NO_VALUE:
                add(facet, value)
            # What is beyond the last column stands in the one with many values.
            add(column if column is not NO_VALUE else f"{facet}_{_MORE}", value)


_FILLED = {facet: columns_of(facet)[:-1] for facet in _OF_MANY}


def _with_goal(topic: str) -> tuple[str, ...]:
    """Return a topic; a target after its goal, for what is about the one is about the other."""
    if not topic.startswith("sdg:") or "." not in topic:
        return (topic,)
    return (topic.partition(".")[0], topic)


def _add_days(made: tantivy.Document, number: int, on: date | None) -> None:
    # What has no day comes last, whichever way one looks; what has the same stays in one order.
    day, place = (None if on is None else day_number(on)), number % _PLACES
    if day is not None:
        made.add_integer(DAY, day)
    made.add_integer(NUMBER, number)
    made.add_integer(NEWEST, (0 if day is None else day + 1) * _PLACES + place)
    made.add_integer(OLDEST, (_LAST_DAY if day is None else day) * _PLACES + place)
