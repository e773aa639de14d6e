"""The public store as files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column: what kind of value it holds, and what that means.

    The words are to be translated.
    """

    name: str
    kind: str
    may_be_empty: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of a snapshot: where it is from the root of the site, how large, and its digest."""

    name: str
    path: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table as it can be had."""

    name: str
    title: str
    about: str
    licence: str
    rows: int
    columns: tuple[Column, ...]
    parquet: DataFile


@dataclass(frozen=True, slots=True)
class Snapshot:
    """
    The public store as it was at one moment, as files.

    `version` changes with every snapshot, `schema` when a table or a column does.
    """

    version: str
    schema: str
    made_at: datetime
    licence: str
    database: DataFile
