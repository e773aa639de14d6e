"""Documents: each version as such, its paragraphs with their items, what stands between, its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from amparo.documents.models import Block, Document, Note, Version
from amparo.documents.structure import BlockKind

from .drafts import Draft, unlisted

CHANGES = "document"
SOURCES = ("document/",)
_AT_ONCE = 20  # documents
_BETWEEN = " › "
_LONGEST_TITLE = 1_000
_PIECES = frozenset({BlockKind.PARAGRAPH.value, BlockKind.TEXT.value, BlockKind.TABLE.value})


class _Document(NamedTuple):
    key: int
    name: str
    symbol: str
    kind: str
    body: str
    states: tuple[str, ...]
    precision: str
    on: date | None


class _Version(NamedTuple):
    key: int
    document: int
    language: str
    title: str


class _Block(NamedTuple):
    version: int
    part: str
    eid: str
    kind: str
    level: int
    number: str
    text: str
    rows: Sequence[Sequence[str]]


def source_of(key: str) -> str:
    """Return the source that a change of a document is about."""
    return f"document/{key}"


def everything() -> Iterator[Draft]:
    """Yield what is made of every document."""
    names = list(_documents().order_by("pk").values_list("name", flat=True))
    for start in range(0, len(names), _AT_ONCE):
        yield from _made(names[start : start + _AT_ONCE])


def drafts(sources: Iterable[str]) -> Iterator[Draft]:
    """Yield what is made of some documents."""
    names = [one.removeprefix("document/") for one in sources]
    for start in range(0, len(names), _AT_ONCE):
        yield from _made(names[start : start + _AT_ONCE])


def standing(sources: Iterable[str]) -> Iterator[str]:
    """Yield those of these sources that are in the store."""
    names = [one.removeprefix("document/") for one in sources]
    found = _documents().filter(name__in=names).values_list("name", flat=True)
    yield from map(source_of, found)


def _documents() -> QuerySet[Document]:
    return Document.objects.using(settings.PUBLIC_STORE)


def _made(names: Sequence[str]) -> Iterator[Draft]:
    documents = {one.key: one for one in _read_documents(names)}
    versions = _read_versions(list(documents))
    blocks = _read_blocks([one.key for one in versions])
    notes = _read_notes([one.key for one in versions])
    for version in versions:
        document = documents[version.document]
        its = blocks.get(version.key, [])
        yield _whole(document, version, its)
        yield from _pieces(document, version, its)
        yield from _of_notes(document, version, notes.get(version.key, []))


def _read_documents(names: Sequence[str]) -> Iterator[_Document]:
    rows = _documents().filter(name__in=names).order_by("pk")
    for pk, name, symbol, kind, body, states, precision, on in rows.values_list(
        "pk", "name", "symbol", "kind", "body", "states", "precision", "on"
    ):
        yield _Document(pk, name, symbol, kind, body, unlisted(states), precision, on)


def _read_versions(documents: Sequence[int]) -> list[_Version]:
    rows = Version.objects.using(settings.PUBLIC_STORE).filter(document__in=documents)
    return [
        _Version(*row)
        for row in rows.order_by("document", "pk").values_list(
            "pk", "document_id", "language", "title"
        )
    ]


def _read_blocks(versions: Sequence[int]) -> Mapping[int, list[_Block]]:
    rows = Block.objects.using(settings.PUBLIC_STORE).filter(version__in=versions)
    found = rows.order_by("version", "order").values_list(
        "version_id", "part", "eid", "kind", "level", "number", "text"
    )
    # Few have cells, and to read those of all would take as long as all the rest.
    cells = {
        (version, eid): rows
        for version, eid, rows in rows.filter(kind=BlockKind.TABLE).values_list(
            "version_id", "eid", "rows"
        )
    }
    blocks = (_Block(*row, cells.get((row[0], row[2]), ())) for row in found.iterator())
    return {key: list(them) for key, them in groupby(blocks, key=itemgetter(0))}


def _read_notes(versions: Sequence[int]) -> Mapping[int, list[tuple[str, str, str]]]:
    rows = Note.objects.using(settings.PUBLIC_STORE).filter(version__in=versions)
    found: dict[int, list[tuple[str, str, str]]] = {}
    for version, part, mark, text in rows.order_by("version", "order").values_list(
        "version_id", "part", "mark", "text"
    ):
        found.setdefault(version, []).append((part, mark, text))
    return found


def _whole(document: _Document, version: _Version, blocks: Sequence[_Block]) -> Draft:
    """Return the document as such: found by symbol and title, shown with its headings."""
    headings = [one.text for one in blocks if one.kind == BlockKind.HEADING and one.text]
    return _draft(
        document,
        version,
        kind="document",
        place="",
        title=version.title or document.symbol,
        text=f"{document.symbol}. {_BETWEEN.join(headings)}"[:4_000].removesuffix(". "),
        citation=document.symbol,
        is_whole=True,
    )


def _pieces(document: _Document, version: _Version, blocks: Sequence[_Block]) -> Iterator[Draft]:
    """Yield each paragraph with what belongs to it, and what stands by itself between them."""
    headings: dict[int, str] = {}
    part, piece, texts = "", None, []
    for block in blocks:
        if block.part != part:
            part, headings = block.part, {}
        if piece is not None and _belongs(block, piece):
            texts.append(_said(block))
            continue
        if piece is not None:
            yield _piece(document, version, piece, texts, headings)
            piece = None
        if block.kind == BlockKind.HEADING:
            headings = {level: one for level, one in headings.items() if level < block.level}
            headings[block.level] = f"{block.number} {block.text}".strip()
        else:
            piece, texts = block, [_said(block)]
    if piece is not None:
        yield _piece(document, version, piece, texts, headings)


def _belongs(block: _Block, piece: _Block) -> bool:
    """Test whether a block is read with the one before: items, and words that go on after them."""
    if block.part != piece.part or block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return False
    if block.kind == BlockKind.TABLE:
        return False
    return block.kind == BlockKind.ITEM or piece.kind == BlockKind.PARAGRAPH


def _said(block: _Block) -> str:
    if block.kind == BlockKind.TABLE:
        rows = (" | ".join(cells) for cells in block.rows)
        return "\n".join(one for one in (block.text, *rows) if one)
    if block.kind == BlockKind.ITEM and block.number:
        return f"{block.number} {block.text}"
    return block.text


def _piece(
    document: _Document,
    version: _Version,
    piece: _Block,
    texts: Sequence[str],
    headings: Mapping[int, str],
) -> Draft:
    named = [headings[level] for level in sorted(headings)]
    return _draft(
        document,
        version,
        kind="paragraph",
        place=piece.eid,
        title=_BETWEEN.join([version.title or document.symbol, *named])[:_LONGEST_TITLE],
        text=" ".join(one for one in texts if one),
        citation=_cited(document.symbol, piece.part, piece),
    )


def _of_notes(
    document: _Document, version: _Version, notes: Iterable[tuple[str, str, str]]
) -> Iterator[Draft]:
    for part, mark, text in notes:
        within = "" if part == "main" else f"{part}__"
        yield _draft(
            document,
            version,
            kind="paragraph",
            place=f"{within}note_{mark}",
            title=version.title or document.symbol,
            text=text,
            citation=f"{_part(document.symbol, part)}, footnote {mark}"[:200],
        )


def _cited(symbol: str, part: str, piece: _Block) -> str:
    """Return a citation as lawyers write it. Source: DOC-11."""
    cited = _part(symbol, part)
    if piece.kind != BlockKind.PARAGRAPH or not piece.number:
        return cited
    way = "art." if piece.eid.rpartition("__")[2].startswith("art_") else "para."
    return f"{cited}, {way} {piece.number.rstrip('.')}"[:200]


def _part(symbol: str, part: str) -> str:
    if part == "main":
        return symbol
    name, _line, number = part.partition("_")
    return f"{symbol}, {name} {number}".rstrip() if number != "1" else f"{symbol}, {name}"


def _draft(
    document: _Document,
    version: _Version,
    *,
    kind: str,
    place: str,
    title: str,
    text: str,
    citation: str,
    is_whole: bool = False,
) -> Draft:
    where = f"{document.name}/{version.language}"
    page = f"/documents/{where}/"
    return Draft(
        source=source_of(document.name),
        key=f"document/{where}/{place}",
        kind=kind,
        language=version.language,
        title=title[:_LONGEST_TITLE],
        text=text,
        address=page if is_whole else _address(page, place),
        citation=citation,
        symbol=document.symbol,
        body=document.body,
        states=document.states,
        on=document.on,
        precision=document.precision,
        is_whole=is_whole,
    )


def _address(page: str, place: str) -> str:
    # Notes stand at the foot of the document's page.
    return f"{page}#{place}" if "note_" in place else f"{page}{place}/"
