"""
What can be had of the public store as files: the tables, what their columns mean, the last snapshot.

Plain records, for every face. The files are written by `snapshot`, and only read here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from amparo.core.errors import NotVisible

INDEX = "index.json"
DATABASE = "amparo-public.sqlite3"
PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of a snapshot: where it is from the root of the site, how large, and its digest."""

    name: str
    path: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column: what kind of value it holds, and what that means. The words are to be translated."""

    name: str
    kind: str
    may_be_empty: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """
    A table as it can be had.

    `title`, `about`, `licence` and meanings are marked for translation, not yet translated.
    """

    name: str
    title: str
    about: str
    licence: str
    rows: int
    columns: tuple[DataColumn, ...]
    parquet: DataFile


@dataclass(frozen=True, slots=True)
class Snapshot:
    """
    The public store as it was at one moment, whole.

    `version` names it and changes with every snapshot; `schema` changes when a table or a column
    does. `database` is one SQLite file with all tables.
    """

    version: str
    schema: str
    made_at: datetime
    licence: str
    database: DataFile
    datasets: tuple[Dataset, ...]


def latest() -> Snapshot | None:
    """Return the last snapshot, or None where none was made yet."""
    try:
        stamp = (_index().stat().st_mtime_ns, str(_index()))
        return _read(*stamp)
    except (FileNotFoundError, NotADirectoryError):
        return None


def version() -> str:
    """Return what changes with every snapshot; empty before the first."""
    found = latest()
    return found.version if found else ""


def dataset(name: str) -> Dataset:
    """Return the dataset of a table. :raises NotVisible: if there is none, or no snapshot yet."""
    found = latest()
    if found is not None:
        for one in found.datasets:
            if one.name == name:
                return one
    raise NotVisible(name)


def files() -> dict[str, DataFile]:
    """Return the files of the last snapshot, by their name in its folder."""
    found = latest()
    if found is None:
        return {}
    parquet = {f"{PARQUET}/{one.parquet.name}": one.parquet for one in found.datasets}
    return {found.database.name: found.database, **parquet}


def place_of(name: str) -> tuple[DataFile, Path]:
    """
    Return a file of the last snapshot, and where it is on the disk.

    :raises NotVisible: if there is none of that name.
    """
    found = latest()
    file = files().get(name)
    if found is None or file is None:
        raise NotVisible(name)
    return file, settings.SNAPSHOTS / found.version / name


def index() -> bytes:
    """Return the last snapshot as it describes itself. :raises NotVisible: if there is none."""
    try:
        return _index().read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NotVisible(INDEX) from None


def _index() -> Path:
    return Path(settings.SNAPSHOTS) / INDEX


@lru_cache(maxsize=2)
def _read(_changed: int, path: str) -> Snapshot:
    said: dict[str, Any] = json.loads(Path(path).read_bytes())
    return Snapshot(
        version=said["version"],
        schema=said["schema"],
        made_at=datetime.fromisoformat(said["made_at"]),
        licence=said["licence"],
        database=DataFile(**said["database"]),
        datasets=tuple(
            Dataset(
                **{
                    **one,
                    "columns": tuple(DataColumn(**column) for column in one["columns"]),
                    "parquet": DataFile(**one["parquet"]),
                }
            )
            for one in said["datasets"]
        ),
    )
