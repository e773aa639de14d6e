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
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from .models import Matter, MatterQuerySet

_TABLE = f'"{Matter._meta.db_table}"'


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


def so(said: Q, matters: MatterQuerySet | None = None) -> Condition:
    """Return in words what is said of matters; it may name what these matters have as aliases."""
    query = (Matter.objects.all() if matters is None else matters).filter(said).query
    if len(query.alias_map) > 1:
        raise TypeError("A condition is about the columns of a matter.")
    try:
        words, values = query.get_compiler(Matter.objects.db).compile(query.where)
    except EmptyResultSet:
        return NEVER
    except FullResultSet:
        return ALWAYS
    return Condition(words, tuple(values)) if words else ALWAYS


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Return that one of these is so."""
    return reduce(or_, conditions, NEVER)


def dated(column: str) -> Condition:
    """Return that there is a day in a column."""
    return Condition(f"{_named(column)} IS NOT NULL")


class Wanted(NamedTuple):
    """The first matters, at most `limit`, of which something is so, in the order of these columns."""

    condition: Condition
    columns: Sequence[str]
    limit: int


def keys_of(wanted: Sequence[Wanted]) -> list[list[int]]:
    """Return the keys of the matters of each, all in one statement."""
    found: list[list[int]] = [[] for _one in wanted]
    asked = [(place, one) for place, one in enumerate(wanted) if one.condition != NEVER]
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        words = " UNION ALL ".join(_part(place, one) for place, one in some)
        values = [value for _place, one in some for value in one.condition.values]
        # By way of the routers, as all that is asked: a reader of the public store reads nothing else.
        with connections[Matter.objects.db].cursor() as cursor:
            cursor.execute(words, values)
            for place, key in cursor.fetchall():
                found[place].append(key)
    return found


# SQLite puts no more than five hundred together.
_AT_ONCE = 100


def _part(place: int, one: Wanted) -> str:
    # Each in parentheses of its own: else the order and the limit would be those of all of them.
    return (
        f'SELECT * FROM (SELECT {place} AS "place", {_named("id")} FROM {_TABLE}'  # noqa: S608
        f" WHERE {one.condition.words} ORDER BY {', '.join(map(_in_order, one.columns))}"
        f' LIMIT {one.limit:d}) AS "part_{place}"'
    )


def _in_order(column: str) -> str:
    return f"{_named(column[1:])} DESC" if column.startswith("-") else _named(column)


def _named(column: str) -> str:
    return f'{_TABLE}."{column}"'
