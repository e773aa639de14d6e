"""Records put into the public store as the gate leaves them there: documents and recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from .texts import Record

_AT_ONCE = 20_000
_NOW = "2026-01-01 00:00:00"
_DIGEST = "0" * 64
Row = tuple[Any, ...]

_DOCUMENT = "id symbol name kind body states on public_on digest changed_at precision"
_VERSION = (
    "id document_id language title session distribution original_language job_number source"
    " media_type size sha256 doubts imported_at"
)
_BLOCK = "version_id order part eid kind level number under text marks rows"
_PUBLISHED = (
    "id source number state by_body by_state symbol paragraph on precision response topics digest"
    " changed_at"
)
_WORDING = "recommendation_id language text"


def pieces(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield records some ten thousand together."""
    rows = iter(records)
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def store(some: list[Record]) -> None:
    """Write records into the public store, in one transaction."""
    from django.conf import settings
    from django.db import transaction

    with transaction.atomic(using=settings.PUBLIC_STORE):
        _documents([one for one in some if not one.is_recommendation])
        _recommendations([one for one in some if one.is_recommendation])


def _documents(some: list[Record]) -> None:
    documents: list[Row] = []
    versions: list[Row] = []
    blocks: list[Row] = []
    for (on, body, states, language), them in groupby(
        some, key=lambda one: (one.on, one.body, one.states, one.language)
    ):
        rows = list(them)
        key = rows[0].number + 1
        symbol = f"{body}/C/{states[0]}/{key}"
        listed, name = f"|{'|'.join(states)}|", symbol.replace("/", "-")
        day = on.isoformat()
        documents.append(
            (key, symbol, name, "report", body, listed, day, day, _DIGEST, _NOW, "day")
        )
        title = rows[0].text[:60]
        of_file = ("text/plain", 0, _DIGEST, "[]", _NOW)
        versions.append((key, key, language, title, "", "", "", "", "", *of_file))
        blocks += _blocks(key, rows)
    _insert("documents_document", _DOCUMENT, documents)
    _insert("documents_version", _VERSION, versions)
    _insert("documents_block", _BLOCK, blocks)


def _blocks(key: int, rows: list[Record]) -> Iterator[Row]:
    order = 0
    for place, one in enumerate(rows):
        if place % 10 == 0:
            order += 1
            number = str(place // 10 + 1)
            eid, text = f"sec_{place}", one.text[:40]
            yield key, order, "main", eid, "heading", 1, number, "", text, "[]", "[]"
        order += 1
        number, eid = str(place + 1), f"para_{place + 1}"
        yield key, order, "main", eid, "paragraph", 1, number, "", one.text, "[]", "[]"


def _recommendations(some: list[Record]) -> None:
    _insert(
        "recommendations_published",
        _PUBLISHED,
        [
            (
                *(one.number + 1, "bench", str(one.number), one.states[0], one.body, "", "", ""),
                *(one.on.isoformat(), "day", "", f"|{'|'.join(one.topics)}|", _DIGEST, _NOW),
            )
            for one in some
        ],
    )
    _insert(
        "recommendations_wording",
        _WORDING,
        [(one.number + 1, one.language, one.text) for one in some],
    )


def _insert(table: str, columns: str, rows: Sequence[Row]) -> None:
    """Write rows past the objects, which would take five times as long."""
    from django.conf import settings
    from django.db import connections

    names = ", ".join(f'"{one}"' for one in columns.split())
    marks = ", ".join(["%s"] * len(columns.split()))
    with connections[settings.PUBLIC_STORE].cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
