"""
What the index holds of a thing: tantivy's fields.

Words come analysed, with spaces between them. A facet of which a thing may have several values has
a column for the first, the second and so on, each with a value for everything: counting along such
columns is ten times as fast as along one with many values. What is beyond the last column stands in
one with many values, which is counted only where it holds anything.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import tantivy

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

MORE = "more"
OF_MANY = tuple(name for name, count in COLUMNS.items() if count > 1)
_FIRST_DAY = date(1900, 1, 1).toordinal()
LAST_DAY = 1 << 18


@cache
def schema(*besides: str) -> tantivy.Schema:
    """Return the fields of the index; `besides`, after them, are further ones of single words."""
    fields = tantivy.SchemaBuilder()
    fields.add_text_field(STEMS, tokenizer_name="whitespace", index_option="position")
    fields.add_text_field(SURFACES, tokenizer_name="whitespace", index_option="freq")
    fields.add_text_field(TITLE, tokenizer_name="whitespace", index_option="position")
    for name in (CONCEPTS, SOURCE, SYMBOL, *OF_MANY):
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
    return {*words, *OF_MANY, *columns, DAY, NUMBER, NEWEST, OLDEST}


@cache
def columns_of(facet: str) -> tuple[str, ...]:
    """Return the columns of a facet; the last, where there are several, is for what is beyond."""
    count = COLUMNS[facet]
    columns = tuple(f"{facet}_{number}" for number in range(1, count + 1))
    return (*columns, f"{facet}_{MORE}") if count > 1 else columns


def field_of(facet: str) -> str:
    """Return the field by which things with a value of a facet are found."""
    return facet if facet in OF_MANY else columns_of(facet)[0]


def day_number(day: date) -> int:
    """Return a day as the index has it."""
    return min(max(day.toordinal() - _FIRST_DAY, 0), LAST_DAY - 1)
