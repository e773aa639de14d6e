"""
What is so of matters, in the words of the database, so that it is put into words once for a page.

Django takes ten times as long to put a statement together as the database to answer it, and a page
asks about the same parts of its lists again and again. Nothing of it is kept for another page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connections
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from .models import Matter, MatterQuerySet

MATTERS = Matter._meta.db_table


@dataclass(frozen=True, slots=True)
class Condition:
    """What is so of matters; `values` stand where `words` leave a gap."""

    words: str
    values: tuple[Any, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        if NEVER in (self, other):
            return NEVER
        if ALWAYS in (self, other):
            return other if self == ALWAYS else self
        return Condition(f"({self.words} AND {other.words})", self.values + other.values)

    def __or__(self, other: Condition) -> Condition:
        if ALWAYS in (self, other):
            return ALWAYS
        if NEVER in (self, other):
            return other if self == NEVER else self
        return Condition(f"({self.words} OR {other.words})", self.values + other.values)

    def __invert__(self) -> Condition:
        if self in (ALWAYS, NEVER):
            return NEVER if self == ALWAYS else ALWAYS
        return Condition(f"CASE WHEN {self.words} THEN 1 ELSE 0 END = 0", self.values)

    def of(self, matters: MatterQuerySet) -> MatterQuerySet:
        """Return those of these matters of which it is so."""
        if self == NEVER:
            return matters.none()
        # What is typed is among the values; the words are Django's own.
        return matters.filter(RawSQL(self.words, self.values, BooleanField()))  # noqa: S611


ALWAYS, NEVER = Condition("1 = 1"), Condition("1 = 0")


def so(said: Q, rows: QuerySet[Any] | None = None) -> Condition:
    """Return in words what is said of matters, or of these rows, with the aliases that they have."""
    rows = (Matter.objects.all() if rows is None else rows).filter(said)
    if len(rows.query.alias_map) > 1:
        raise TypeError("A condition is about the columns of one table.")
    return _in_words(rows)


def _in_words(rows: QuerySet[Any]) -> Condition:
    try:
        words, values = rows.query.get_compiler(rows.db).compile(rows.query.where)
    except EmptyResultSet:
        return NEVER
    except FullResultSet:
        return ALWAYS
    return Condition(words, tuple(values)) if words else ALWAYS


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Return that one of these is so."""
    return reduce(or_, conditions, NEVER)


def dated(column: str, table: str = MATTERS) -> Condition:
    """Return that there is a day in a column."""
    return Condition(f'"{table}"."{column}" IS NOT NULL')


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a table, where they are read, and what is so of them."""

    table: str
    source: str
    condition: Condition


def part_of(rows: QuerySet[Any]) -> Part:
    """Return rows in words, with the tables that they are joined to."""
    compiler = rows.query.get_compiler(rows.db)
    compiler.pre_sql_setup()
    source, values = compiler.get_from_clause()
    if values:
        raise TypeError("Rows are joined by their columns alone.")
    return Part(rows.model._meta.db_table, " ".join(source), _in_words(rows))


class Wanted(NamedTuple):
    """The first rows of which something is so, in an order, at most `limit`: what of them, from where."""

    condition: Condition
    order: Sequence[str]
    limit: int | None = None
    columns: Sequence[str] = (f'"{MATTERS}"."id"',)
    table: str = MATTERS
    source: str = f'"{MATTERS}"'


def keys_of(wanted: Sequence[Wanted]) -> list[list[int]]:
    """Return the keys of the matters of each, all in one statement."""
    return [[key for (key,) in rows] for rows in first_rows(wanted)]


def first_rows(wanted: Sequence[Wanted]) -> list[list[tuple[Any, ...]]]:
    """Return the rows of each, of as many columns, all in one statement and each in any order."""
    found: list[list[tuple[Any, ...]]] = [[] for _one in wanted]
    asked = [(place, one) for place, one in enumerate(wanted) if one.condition != NEVER]
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        words = " UNION ALL ".join(_statement(place, one) for place, one in some)
        values = [value for _place, one in some for value in one.condition.values]
        # By way of the routers, as all that is asked: a reader of the public store reads nothing else.
        with connections[Matter.objects.db].cursor() as cursor:
            cursor.execute(words, values)
            for place, *row in cursor.fetchall():
                found[place].append(tuple(row))
    return found


# SQLite puts no more than five hundred together.
_AT_ONCE = 100


def _statement(place: int, one: Wanted) -> str:
    limit = "" if one.limit is None else f" LIMIT {one.limit:d}"
    # Each in parentheses of its own: else the order and the limit would be those of all of them.
    return (
        f'SELECT * FROM (SELECT {place} AS "place", {", ".join(one.columns)} FROM {one.source}'  # noqa: S608
        f' WHERE {one.condition.words} ORDER BY {_order(one)}{limit}) AS "part_{place}"'
    )


def _order(one: Wanted) -> str:
    return ", ".join(
        f'"{one.table}"."{column.lstrip("-")}"{" DESC" if column.startswith("-") else ""}'
        for column in one.order
    )
