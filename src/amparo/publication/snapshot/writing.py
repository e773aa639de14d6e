"""Writing a table's rows as they come: into a SQLite database, and into a Parquet file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .columns import KINDS, Column, schema_of, to_sqlite

_ROWS_OF_A_GROUP = 50_000
_BYTES_OF_A_GROUP = 32 * 1024 * 1024


class Database:
    """A SQLite file that is written once, from the first table to the last."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def make(self, table: str, columns: Sequence[Column]) -> None:
        """Make a table, with what its columns point to."""
        self._connection.execute(
            f"CREATE TABLE {_quoted(table)} ({', '.join(map(_declared, columns))}) STRICT"
        )

    def write(self, table: str, columns: Sequence[Column], values: list[list[Any]]) -> None:
        """Write rows, given column by column."""
        places = ", ".join("?" for _one in columns)
        changes = to_sqlite(columns)
        told = [
            one if change is None else [None if value is None else change(value) for value in one]
            for one, change in zip(values, changes, strict=True)
        ]
        self._connection.executemany(
            f"INSERT INTO {_quoted(table)} VALUES ({places})",  # noqa: S608
            zip(*told, strict=True),
        )

    def finish(self, tables: Sequence[tuple[str, Sequence[Column]]]) -> None:
        """Index what other tables are found by, and let readers plan with it."""
        for table, columns in tables:
            for one in columns:
                if one.points_to:
                    name = _quoted(f"{table}_by_{one.name}")
                    self._connection.execute(
                        f"CREATE INDEX {name} ON {_quoted(table)} ({_quoted(one.name)})"
                    )
        self._connection.commit()
        self._connection.execute("ANALYZE")
        self._connection.commit()


@contextmanager
def database(path: Path) -> Iterator[Database]:
    """Open a new SQLite file for writing in the body."""
    with closing(sqlite3.connect(path)) as connection:
        # Thrown away whole if it is not finished: nothing of it need survive a crash.
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        yield Database(connection)


@contextmanager
def parquet(path: Path, columns: Sequence[Column]) -> Iterator[ParquetFile]:
    """Open a new Parquet file for writing in the body."""
    schema = schema_of(columns)
    with pq.ParquetWriter(path, schema, compression="zstd", version="2.6") as writer:
        file = ParquetFile(writer, schema)
        yield file
        file.flush()


class ParquetFile:
    """A Parquet file, written in groups of rows that are never larger than some megabytes."""

    def __init__(self, writer: pq.ParquetWriter, schema: pa.Schema) -> None:
        self._writer, self._schema = writer, schema
        self._held: list[pa.RecordBatch] = []

    def write(self, values: list[list[Any]]) -> None:
        """Write rows, given column by column."""
        arrays = [
            pa.array(one, type=field.type) for one, field in zip(values, self._schema, strict=True)
        ]
        self._held.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
        rows = sum(one.num_rows for one in self._held)
        if rows >= _ROWS_OF_A_GROUP or sum(one.nbytes for one in self._held) >= _BYTES_OF_A_GROUP:
            self.flush()

    def flush(self) -> None:
        """Write the rows that wait as a group of their own."""
        if self._held:
            self._writer.write_table(pa.Table.from_batches(self._held))
        self._held = []


def _declared(one: Column) -> str:
    parts = [_quoted(one.name), KINDS[one.kind][0]]
    if one.is_key:
        parts.append("PRIMARY KEY")
    if not one.may_be_empty:
        parts.append("NOT NULL")
    if one.points_to:
        parts.append(f"REFERENCES {_quoted(one.points_to)}")
    return " ".join(parts)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
