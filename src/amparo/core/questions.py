"""
Questions that are asked of the database on every page, put into words once.

Django takes ten times as long to put a question together as the database to answer it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from django.db import connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler

Answer = TypeVar("Answer")
_Rows = Iterable[tuple[Any, ...]]


def given(name: str, kind: Field[Any, Any]) -> Any:
    """Return what stands in a question for a value of this kind, said under this name when it is asked."""
    return _Given(name, kind)


def several(name: str, kind: Field[Any, Any]) -> Any:
    """
    Return what stands in a question after `__in`, for a collection of values of this kind.

    However many they are, the words are the same: the database is handed one list of them.
    """
    return _Several(name, kind)


class _Given(Expression):
    def __init__(self, name: str, kind: Field[Any, Any]) -> None:
        super().__init__(output_field=kind)
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Leave a gap, and say what goes into it."""
        return "%s", [self]

    def filled(self, said: Any, connection: Any) -> Any:
        """Return as the database takes it what is said."""
        return self.output_field.get_db_prep_value(said, connection)


class _Several(_Given):
    def as_sqlite(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, list[Any]]:
        """Leave a gap for a list in JSON."""
        return "SELECT value FROM json_each(%s)", [self]

    def as_postgresql(self, _compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """Leave a gap for an array."""
        return f"SELECT unnest(%s::{self.output_field.db_type(connection)}[])", [self]

    def filled(self, said: Iterable[Any], connection: Any) -> Any:
        """Return as the database takes it all that is said."""
        found = [self.output_field.get_db_prep_value(one, connection) for one in said]
        return json.dumps(found) if connection.vendor == "sqlite" else found


class Question(Generic[Answer]):
    """
    A question that differs from one time to the next by the values in it alone.

    `query` returns it as Django puts it together, with `given` or `several` for what is said when
    it is asked: rows of a model, whole or in part, or single columns of theirs. The words are kept,
    for each database; neither what was said nor what was answered is.
    """

    def __init__(self, query: Callable[[], QuerySet[Any, Answer]]) -> None:
        self._make = query
        self._worded: dict[str, _Worded] = {}

    def answers(self, **said: object) -> list[Answer]:
        """Return what the database answers now, where this is said."""
        # Which database it is may depend on where the reader stands.
        alias = self._query.db
        if alias not in self._worded:
            self._worded[alias] = _Worded.of(self._query, alias)
        return cast("list[Answer]", list(self._worded[alias].asked(said)))

    def first(self, **said: object) -> Answer | None:
        """Return the first answer, if there is any; the question itself asks for no more than one."""
        return next(iter(self.answers(**said)), None)

    @cached_property
    def _query(self) -> QuerySet[Any, Answer]:
        return self._make()


@dataclass(frozen=True, slots=True)
class _Worded:
    """A question in the words of one database: the gaps are among its parameters."""

    alias: str
    sql: str
    parameters: tuple[Any, ...]
    converted: tuple[tuple[int, Any], ...]
    read: Callable[[str, _Rows], Iterable[Any]]

    @classmethod
    def of(cls, query: QuerySet[Any, Any], alias: str) -> _Worded:
        compiler = query.query.get_compiler(using=alias)
        sql, parameters = compiler.as_sql()
        columns = tuple(column for column, _sql, _name in compiler.select)
        if compiler.has_extra_select:
            raise TypeError("A question is put in order by what it asks for.")
        places = enumerate(columns)
        converted = tuple(one for one in places if _rules(one[1], compiler.connection))
        return cls(alias, sql, tuple(parameters), converted, _reading(query, compiler))

    def asked(self, said: dict[str, object]) -> Iterable[Any]:
        connection = connections[self.alias]
        filled = [
            one.filled(said[one.name], connection) if isinstance(one, _Given) else one
            for one in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            rows: _Rows = cursor.fetchall()
        return self.read(self.alias, self._converted(rows, connection))

    def _converted(self, rows: _Rows, connection: Any) -> _Rows:
        """Return the rows as Python has their values, by the rules of their columns."""
        rules = [
            (place, rule, column)
            for place, column in self.converted
            for rule in _rules(column, connection)
        ]
        return map(tuple, _by(rules, rows, connection)) if rules else rows


def _rules(column: Any, connection: Any) -> list[Any]:
    """Return what makes of a value of a column, as the database has it, what Python has."""
    return [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]


def _by(rules: list[tuple[int, Any, Any]], rows: _Rows, connection: Any) -> Iterator[list[Any]]:
    for row in map(list, rows):
        for place, rule, column in rules:
            row[place] = rule(row[place], column, connection)
        yield row


def _reading(
    query: QuerySet[Any, Any], compiler: SQLCompiler
) -> Callable[[str, _Rows], Iterable[Any]]:
    """Return what makes of rows what such a query answers with."""
    kind = query._iterable_class
    if kind is ValuesListIterable:
        return lambda _alias, rows: rows
    if kind is FlatValuesListIterable:
        return lambda _alias, rows: (row[0] for row in rows)
    others = compiler.annotation_col_map or (compiler.klass_info or {}).get("related_klass_infos")
    if kind is not ModelIterable or others:
        raise TypeError("A question asks for rows of one model alone, or for columns as tuples.")
    model = cast("type[Model]", query.model)
    names = [column.target.attname for column, _sql, _name in compiler.select]
    return lambda alias, rows: (model.from_db(alias, names, row) for row in rows)
