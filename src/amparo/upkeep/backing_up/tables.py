"""The tables that a backup holds, read and filled row by row, past the models."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DataError, OperationalError, connection, models, router
from django.db.migrations.recorder import MigrationRecorder

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .columns import BYTES, Column, Conversion, coming_in, going_out, kind_of, read_as

DATABASE = "default"
_ROWS_AT_ONCE = 2_000
_PIECES_AT_ONCE = 16  # of files, of a quarter of a megabyte each
_PART_BYTES = 4 * 1024 * 1024

# Who is signed in is not brought back: a session that was ended since would be open again.
_LEFT_OUT = {"access.Session"}
# What every database holds as soon as its tables are made.
_MADE_WITH_TABLES = {MigrationRecorder.Migration._meta.db_table}
_MADE_AGAIN = {"contenttypes.ContentType", "auth.Permission"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns; `numbered` names the column that the engine numbers by itself."""

    name: str
    columns: tuple[Column, ...]
    key: str
    numbered: str = ""


def tables() -> list[Table]:
    """Return the tables of the inside, by their names."""
    found = {
        one._meta.db_table: _table(one)
        for one in _models()
        if one._meta.label not in _LEFT_OUT and router.allow_migrate_model(DATABASE, one)
    }
    return [found[name] for name in sorted(found)]


def _models() -> Iterator[type[models.Model]]:
    return (
        one
        for one in apps.get_models(include_auto_created=True)
        if one._meta.managed and not one._meta.proxy
    )


def _table(model: type[models.Model]) -> Table:
    fields = model._meta.concrete_fields
    numbered = [str(one.column) for one in fields if isinstance(one, models.AutoField)]
    return Table(
        name=model._meta.db_table,
        columns=tuple(Column(str(one.column), kind_of(one)) for one in fields),
        key=str(model._meta.pk.column),
        numbered=next(iter(numbered), ""),
    )


# Out.


def count_rows(table: Table) -> int:
    """Return how many rows a table holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {_quoted(table.name)}")  # noqa: S608
        return int(cursor.fetchone()[0])


def parts_of(table: Table) -> Iterator[tuple[int, bytes]]:
    """
    Yield the rows of a table in their order, some megabytes at once: how many, and one a line.

    :raises Refused: if something in it cannot be read.
    """
    held: list[str] = []
    size = 0
    try:
        for row in _rows(table):
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
            held.append(line)
            size += len(line)
            if size >= _PART_BYTES:
                yield len(held), _lines(held)
                held, size = [], 0
        if held:
            yield len(held), _lines(held)
    except (OperationalError, TypeError, UnicodeError, ValueError) as error:
        if isinstance(error, OperationalError) and connection.vendor != "sqlite":
            raise  # the server is gone; SQLite says so of text that is damaged
        raise Refused(
            _("The table {table} cannot be read whole; `amparo verify` says what is wrong."),
            table=table.name,
        ) from None


def _rows(table: Table) -> Iterator[list[Any]]:
    vendor = connection.vendor
    selected = ", ".join(read_as(vendor, one.kind, _quoted(one.name)) for one in table.columns)
    convert = _converting([going_out(vendor, one.kind) for one in table.columns])
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT {selected} FROM {_quoted(table.name)} ORDER BY {_quoted(table.key)}"  # noqa: S608
        )
        has_pieces = any(one.kind == BYTES for one in table.columns)
        while some := cursor.fetchmany(_PIECES_AT_ONCE if has_pieces else _ROWS_AT_ONCE):
            for row in some:
                yield convert(row)


def _lines(held: Iterable[str]) -> bytes:
    return ("\n".join(held) + "\n").encode()


# In.


def holding_data() -> list[str]:
    """Return the tables of the database that hold what nobody but people or programs put there."""
    nothing = _MADE_WITH_TABLES | {apps.get_model(one)._meta.db_table for one in _MADE_AGAIN}
    with connection.cursor() as cursor:
        found = []
        for name in sorted(set(connection.introspection.table_names(cursor)) - nothing):
            cursor.execute(f"SELECT 1 FROM {_quoted(name)} LIMIT 1")  # noqa: S608
            if cursor.fetchone():
                found.append(name)
        return found


def clear(names: Collection[str]) -> None:
    """Remove what migrations put into fresh tables; the backup holds its own."""
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute(f"DELETE FROM {_quoted(name)}")  # noqa: S608


def check_fit(wanted: Iterable[Table]) -> None:
    """Raise unless the database has these tables with these columns. :raises Refused:"""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in wanted:
            columns = _columns(cursor, table.name) if table.name in there else set()
            if not {one.name for one in table.columns} <= columns:
                raise Refused(_("There is no place here for the table {table}."), table=table.name)


def _columns(cursor: Any, table: str) -> set[str]:
    return {one.name for one in connection.introspection.get_table_description(cursor, table)}


def fill(table: Table, part: bytes) -> int:
    """Store the rows of one part, and return how many. :raises Refused: if they do not fit."""
    convert = _converting([coming_in(connection.vendor, one.kind) for one in table.columns])
    try:
        rows = [convert(json.loads(line)) for line in part.splitlines()]
        _insert(table, rows)
    except (DataError, TypeError, ValueError):
        raise Refused(
            _("The table {table} holds what this database does not take."), table=table.name
        ) from None
    return len(rows)


def _insert(table: Table, rows: Sequence[Sequence[Any]]) -> None:
    names = ", ".join(_quoted(one.name) for one in table.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {_quoted(table.name)} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(table.columns))
        cursor.executemany(
            f"INSERT INTO {_quoted(table.name)} ({names}) VALUES ({marks})",  # noqa: S608
            rows,
        )


def go_on_numbering(table: Table) -> None:
    """Let the engine number on after the last row that was brought back."""
    if not table.numbered or connection.vendor != "postgresql":
        return  # SQLite goes on after the highest number by itself
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s),"  # noqa: S608
            f" coalesce(max({_quoted(table.numbered)}), 1),"
            f" max({_quoted(table.numbered)}) IS NOT NULL) FROM {_quoted(table.name)}",
            [_quoted(table.name), table.numbered],
        )


def _converting(conversions: list[Conversion | None]) -> Callable[[Sequence[Any]], list[Any]]:
    needed = [(place, one) for place, one in enumerate(conversions) if one is not None]

    def convert(row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for place, conversion in needed:
            if values[place] is not None:
                values[place] = conversion(values[place])
        return values

    return convert


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
