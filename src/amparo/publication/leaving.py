"""
What may leave the building besides dockets: tables of reference, and what goes out whole.

The tables are those that areas list in their `published.py`. Of dockets, what leaves is said by
`docket.disclosure`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q

from amparo.bodies import published as bodies
from amparo.documents import rows as of_documents
from amparo.documents.models import Block, Citation, Document, Note, Piece, Relation, Version
from amparo.recommendations import rows as of_recommendations
from amparo.recommendations.models import Published, Topic, Wording
from amparo.registry import published as registry
from amparo.stats import published as stats

# In the order in which they can be written: what others point to comes first.
TABLES: tuple[type[Model], ...] = (*registry.TABLES, *bodies.TABLES, *stats.TABLES, Topic)


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table whose rows hang from another's by `link`; `path` leads from them to the whole.

    `is_heavy` says that its rows hold pieces of files.
    """

    model: type[Model]
    link: str
    hangs_from: type[Model]
    path: str
    is_heavy: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """
    What goes out whole: a row, known by the column `key`, and all that hangs from it.

    No two have the same in the columns `unique`. `due` says which may be out on a day. `digest_of`
    makes the digest of a row again, from all that hangs from it; what it reads of many rows at once
    is named by `beside`. `tables` stand in the order in which they can be written.
    """

    kind: str
    model: type[Model]
    key: str
    unique: tuple[str, ...]
    due: Callable[[date], Q]
    tables: tuple[Table, ...]
    at_once: int
    digest_of: Callable[[Any], str]
    beside: tuple[str, ...] = ()


def _public_by(day: date) -> Q:
    return Q(public_on__lte=day)


def _always(_day: date) -> Q:
    return Q()


WHOLES = (
    Whole(
        kind="document",
        model=Document,
        key="name",
        unique=("name",),
        due=_public_by,
        tables=(
            Table(Relation, "document", Document, "document"),
            Table(Version, "document", Document, "document"),
            Table(Block, "version", Version, "version__document"),
            Table(Note, "version", Version, "version__document"),
            Table(Citation, "version", Version, "version__document"),
            Table(Piece, "version", Version, "version__document", is_heavy=True),
        ),
        at_once=20,
        digest_of=of_documents.digest_of_document,
    ),
    Whole(
        kind="recommendation",
        model=Published,
        key="pk",
        unique=("source", "number"),
        due=_always,
        tables=(Table(Wording, "recommendation", Published, "recommendation"),),
        at_once=500,
        digest_of=of_recommendations.digest_of_recommendation,
        beside=("wordings",),
    ),
)
