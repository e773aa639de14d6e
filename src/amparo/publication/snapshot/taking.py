"""
Taking a snapshot: every table read once, at one moment, into both kinds of file.

It is made in a folder of its own and shown by one replacement of the index: whoever downloads the one
before goes on with it, and a snapshot that was cut off is never seen.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from amparo.publication.datasets import (
    DATABASE,
    INDEX,
    PARQUET,
    DataColumn,
    DataFile,
    Dataset,
    Snapshot,
)
from amparo.publication.tables import TABLES, WHOLE, OpenTable, stated

from .columns import Column, changed, columns_of, to_plain
from .reading import at_one_moment, rows_of
from .writing import Database, database, parquet

_MADE = ".being-made"
_KEPT = 2
_PIECE = 1024 * 1024
_SQLITE, _PARQUET = "application/vnd.sqlite3", "application/vnd.apache.parquet"


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken: the version, how many tables and rows, how many bytes."""

    version: str
    tables: int
    rows: int
    size: int


def take(now: datetime, *, progress: Callable[[int], None] = lambda _tables: None) -> Taken:
    """Take a snapshot of the public store as it is, and remove those that nobody can be reading."""
    folder = Path(settings.SNAPSHOTS)
    version = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    made = folder / f"{_MADE}-{os.getpid()}"
    shutil.rmtree(made, ignore_errors=True)
    (made / PARQUET).mkdir(parents=True)
    try:
        snapshot = _written(made, version, now, progress)
        _show(folder, made, snapshot)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    _remove_old(folder)
    files = [snapshot.database, *(one.parquet for one in snapshot.datasets)]
    return Taken(
        version,
        len(snapshot.datasets),
        sum(one.rows for one in snapshot.datasets),
        sum(one.size for one in files),
    )


def _written(made: Path, version: str, now: datetime, progress: Callable[[int], None]) -> Snapshot:
    tables = [(one, columns_of(one)) for one in TABLES]
    counts: dict[str, int] = {}
    with database(made / DATABASE) as whole:
        with at_one_moment():
            for table, columns in tables:
                counts[table.name] = _table(whole, made, table, columns)
                progress(1)
        whole.finish([(table.name, columns) for table, columns in tables])
    datasets = tuple(
        Dataset(
            name=table.name,
            title=table.title,
            about=table.about,
            licence=stated(table.licence, settings.DATA_LICENCE),
            rows=counts[table.name],
            columns=tuple(
                DataColumn(one.name, one.kind, one.may_be_empty, one.meaning) for one in columns
            ),
            parquet=_file(made, f"{PARQUET}/{table.name}.parquet", _PARQUET),
        )
        for table, columns in tables
    )
    return Snapshot(
        version=version,
        schema=_schema(tables),
        made_at=now,
        licence=stated(WHOLE, settings.DATA_LICENCE),
        database=_file(made, DATABASE, _SQLITE),
        datasets=datasets,
    )


def _table(whole: Database, made: Path, table: OpenTable, columns: tuple[Column, ...]) -> int:
    """Write a table into the database and into its file, and return how many rows it has."""
    whole.make(table.name, columns)
    changes, count = to_plain(columns), 0
    with parquet(made / PARQUET / f"{table.name}.parquet", columns) as file:
        for some in rows_of(table, columns):
            values = changed(some, changes)
            whole.write(table.name, columns, values)
            file.write(values)
            count += len(some)
    return count


def _show(folder: Path, made: Path, snapshot: Snapshot) -> None:
    """Let readers have it: the folder first, then the index that names it, in one replacement."""
    place = folder / snapshot.version
    shutil.rmtree(place, ignore_errors=True)
    made.rename(place)
    said = {**asdict(snapshot), "made_at": snapshot.made_at.isoformat()}
    written = folder / f"{INDEX}.{os.getpid()}"
    written.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    written.replace(folder / INDEX)


def _remove_old(folder: Path) -> None:
    # The one before stays: whoever has begun with it may have opened its index and not yet its files.
    found = sorted(one for one in folder.glob("*T*Z") if one.is_dir())
    for one in found[:-_KEPT]:
        shutil.rmtree(one, ignore_errors=True)


def _file(made: Path, name: str, media_type: str) -> DataFile:
    path, digest = made / name, hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
        os.fsync(file.fileno())
    return DataFile(
        name=path.name,
        path=f"/data/{name}",
        media_type=media_type,
        size=path.stat().st_size,
        sha256=digest.hexdigest(),
    )


def _schema(tables: list[tuple[OpenTable, tuple[Column, ...]]]) -> str:
    """Return what is the same as long as tables and columns are."""
    said = [(table.name, [(one.name, one.kind) for one in columns]) for table, columns in tables]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
