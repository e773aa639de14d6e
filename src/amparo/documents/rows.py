"""A document as it was read becomes rows, and rows of two versions are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from amparo.core.digesting import canonical, digest_of

from .models import Block, Citation, Document, Note, Piece, Relation, Version
from .rules.citations import Found
from .structure import BlockKind, Part, Reading

Row = dict[str, Any]

PIECE_BYTES = 256 * 1024
_LONGEST_ADDRESS = 120
_ROWS_AT_ONCE = 2_000

# Everything that hangs from a version, in the order in which it can be written, and its columns.
OF_A_VERSION: Mapping[type[Any], tuple[str, ...]] = {
    Block: ("order", "part", "eid", "kind", "level", "number", "under", "text", "marks", "rows"),
    Note: ("order", "part", "mark", "caller", "text"),
    Citation: ("eid", "start", "end", "symbol", "point", "printed"),
    Piece: ("number", "bytes"),
}
VERSION = (
    "language",
    "title",
    "session",
    "distribution",
    "original_language",
    "job_number",
    "source",
    "media_type",
    "size",
    "sha256",
    "doubts",
    "imported_at",
)
DOCUMENT = (
    "symbol",
    "name",
    "kind",
    "body",
    "states",
    "on",
    "precision",
    "public_on",
    "digest",
    "changed_at",
)
RELATION = ("kind", "symbol")
# What a document's digest does not depend on: when it was taken in, and the digest itself.
_LEFT_OUT = frozenset({"imported_at", "digest", "changed_at", "bytes"})


def of_blocks(reading: Reading) -> list[Row]:
    """Return the blocks of a document; no two have the same address, whatever was read."""
    taken: set[str] = set()
    return [row for part in reading.parts for row in _of_part(part, taken)]


def numbered(rows: Iterable[Row]) -> list[Row]:
    """Return rows with their place in the document, from one."""
    return [row | {"order": order} for order, row in enumerate(rows, 1)]


def of_notes(reading: Reading, blocks: Iterable[Row]) -> list[Row]:
    """Return the notes of a document; a mark that is used twice in a part is told apart."""
    callers = {(one["part"], mark): one["eid"] for one in blocks for _at, mark in one["marks"]}
    taken: set[tuple[str, str]] = set()
    rows = []
    for note in reading.notes:
        mark = clean(note.mark, 9)
        while (note.part, mark) in taken:
            mark += "’"
        taken.add((note.part, mark))
        part = note.part[:20]
        rows.append(
            {
                "part": part,
                "mark": mark[:12],
                "caller": callers.get((part, mark), ""),
                "text": clean(note.text),
            }
        )
    return numbered(rows)


def of_citations(found: Iterable[Found]) -> list[Row]:
    """Return what a document cites, as rows."""
    return [
        {
            "eid": one.eid[:_LONGEST_ADDRESS],
            "start": one.start,
            "end": one.end,
            "symbol": one.symbol[:120],
            "point": one.point[:_LONGEST_ADDRESS],
            "printed": one.printed[:120],
        }
        for one in found
    ]


def of_pieces(data: bytes) -> list[Row]:
    """Return a file in pieces."""
    starts = range(0, len(data), PIECE_BYTES)
    return [
        {"number": number, "bytes": data[at : at + PIECE_BYTES]} for number, at in enumerate(starts)
    ]


def written(version: Version, rows: Mapping[type[Any], Sequence[Row]]) -> None:
    """Write everything that hangs from a version, one statement for each table."""
    for model, some in rows.items():
        model._default_manager.bulk_create(
            [model(version=version, **row) for row in some], batch_size=_ROWS_AT_ONCE
        )


def are_held(version: Version, coming: Mapping[type[Any], Sequence[Row]]) -> bool:
    """Test whether a version has just these blocks, notes and citations; its file is not asked."""
    return all(
        _sorted(coming[model], columns)
        == _sorted(model._default_manager.filter(version=version).values(*columns), columns)
        for model, columns in OF_A_VERSION.items()
        if model is not Piece
    )


def emptied(version: Version) -> None:
    """Take away everything that hangs from a version."""
    for model in OF_A_VERSION:
        held = model._default_manager.filter(version=version)
        held._raw_delete(held.db)


def digest_of_text(blocks: Iterable[Row], notes: Iterable[Row]) -> str:
    """Return what stands for the text of a version, whatever else is known of it."""
    return digest_of(
        canonical({name: _plain(row[name]) for name in columns})
        for rows, columns in ((blocks, OF_A_VERSION[Block]), (notes, OF_A_VERSION[Note]))
        for row in rows
    )


def held_text(version: Version) -> tuple[list[Row], list[Row]]:
    """Return the blocks and notes of a version, as rows."""
    found = (
        list(model._default_manager.filter(version=version).order_by("order").values(*columns))
        for model, columns in OF_A_VERSION.items()
        if model in (Block, Note)
    )
    blocks, notes = found
    return blocks, notes


def digest_of_content(tables: Mapping[type[Any], Sequence[Row]]) -> str:
    """Return what stands for everything that a version says and cites."""
    cited = (
        "|".join(str(row[name]) for name in OF_A_VERSION[Citation]) for row in tables[Citation]
    )
    # In an order of our own: databases do not agree on one.
    return digest_of([digest_of_text(tables[Block], tables[Note]), *sorted(cited)])


def digest_of_document(document: Document, known: Mapping[str, str] | None = None) -> str:
    """
    Return what stands for a document and everything that hangs from it.

    `known` holds the digests of content that need not be made again, by language.
    """
    relations = Relation.objects.filter(document=document).values(*RELATION)
    parts = [_said(document, DOCUMENT), *sorted(canonical(row) for row in relations)]
    for version in Version.objects.filter(document=document).order_by("language"):
        content = (known or {}).get(version.language) or digest_of_content(_held(version))
        parts += [_said(version, VERSION), content]
    return digest_of(parts)


def _held(version: Version) -> dict[type[Any], list[Row]]:
    blocks, notes = held_text(version)
    cited = Citation.objects.filter(version=version).values(*OF_A_VERSION[Citation])
    return {Block: blocks, Note: notes, Citation: list(cited)}


def clean(text: str, longest: int = 0) -> str:
    """Return text without the sign that no database keeps, as long as there is room for it."""
    text = text.replace("\x00", "")
    return text[:longest] if longest else text


def _of_part(part: Part, taken: set[str]) -> Iterator[Row]:
    headings: list[tuple[int, str]] = []
    for block in part.blocks:
        eid = _only(block.eid[: _LONGEST_ADDRESS - 6], taken)
        if block.kind is BlockKind.HEADING:
            headings = [one for one in headings if one[0] < block.level]
        yield {
            "part": part.name[:20],
            "eid": eid,
            "kind": block.kind.value,
            "level": block.level,
            "number": clean(block.number, 40),
            "under": headings[-1][1] if headings else "",
            "text": clean(block.text),
            "marks": [[one.at, one.mark] for one in block.marks],
            "rows": [[clean(cell) for cell in row] for row in block.rows],
        }
        if block.kind is BlockKind.HEADING:
            headings.append((block.level, eid))


def _only(eid: str, taken: set[str]) -> str:
    number, only = 1, eid
    while only in taken:
        number += 1
        only = f"{eid}~{number}"
    taken.add(only)
    return only


def _said(row: Document | Version, columns: Iterable[str]) -> str:
    kept = (name for name in columns if name not in _LEFT_OUT)
    return canonical({name: _plain(getattr(row, name)) for name in kept})


def _sorted(rows: Iterable[Row], columns: Sequence[str]) -> list[str]:
    return sorted(canonical({name: row[name] for name in columns}) for row in rows)


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | list | None) else str(value)
