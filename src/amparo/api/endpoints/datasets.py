"""The public store as files: what they are, and where they can be had."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from amparo.api.paging import Rows, in_memory
from amparo.api.service import listed, single
from amparo.core.errors import NotVisible
from amparo.publication import datasets as publication
from amparo.publication.datasets import DataFile, Dataset

TAGS = ["Datasets"]


@dataclass(frozen=True, slots=True)
class SnapshotRecord:
    """
    The public store as it was at one moment, as files.

    `version` changes with every snapshot, `schema` when a table or a column does.
    """

    version: str
    schema: str
    made_at: datetime
    licence: str
    database: DataFile


@single("snapshot", SnapshotRecord, tags=TAGS, besides=publication.version)
def snapshot() -> SnapshotRecord:
    """The last snapshot of everything public: its version, and the SQLite file of all tables."""
    found = publication.latest()
    if found is None:
        raise NotVisible("There is no snapshot yet.")
    return SnapshotRecord(
        found.version, found.schema, found.made_at, _(found.licence), found.database
    )


@listed("datasets", Dataset, tags=TAGS, besides=publication.version)
def datasets() -> Rows[Dataset]:
    """The tables of the last snapshot, by their name: columns, rows, the Parquet file."""
    found = publication.latest()
    every = found.datasets if found else ()
    return in_memory(map(_told, every), lambda one: (one.name,))


@single("datasets/{name}", Dataset, tags=TAGS, besides=publication.version)
def dataset(name: str) -> Dataset:
    """A table of the last snapshot: what its columns mean, and where it can be had."""
    return _told(publication.dataset(name))


def _told(one: Dataset) -> Dataset:
    return replace(
        one,
        title=_(one.title),
        about=_(one.about),
        licence=_(one.licence),
        columns=tuple(replace(column, meaning=_(column.meaning)) for column in one.columns),
    )
