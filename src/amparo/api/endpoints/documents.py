"""Documents, their language versions, their text piece by piece, and who cites whom."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, Schema

from amparo.api.asking import may_be_absent
from amparo.api.paging import Key, Rows, in_memory
from amparo.api.records import NoteLine, ParagraphRecord, TextLine
from amparo.api.service import listed, single
from amparo.documents import published
from amparo.documents.published import Citing, Document, DocumentLine, VersionLine

TAGS = ["Documents"]
LANGUAGES = "^(ar|zh|en|fr|ru|es)$"


class OfDocuments(Schema):
    """Which documents."""

    body: str = Field(
        "",
        max_length=20,
        description="Of the mechanism with this code only: `SPT`.",
        json_schema_extra=may_be_absent,
    )
    state: str = Field(
        "",
        pattern="^[A-Za-z]{3}$",
        description="About the State with this code only: `MOZ`.",
        json_schema_extra=may_be_absent,
    )
    kind: str = Field(
        "", max_length=40, description="Of this kind only.", json_schema_extra=may_be_absent
    )
    year: int = Field(
        0, ge=1, le=9999, description="Of this year only.", json_schema_extra=may_be_absent
    )
    language: str = Field(
        "",
        pattern=LANGUAGES,
        description="Only those that there are in this language.",
        json_schema_extra=may_be_absent,
    )


class OfKind(Schema):
    """Which pieces of a text."""

    kind: str = Field(
        "",
        pattern="^(heading|paragraph|item|text|table)$",
        description="Of this kind only: `heading`, `paragraph`, `item`, `text`, `table`.",
        json_schema_extra=may_be_absent,
    )


@listed("documents", DocumentLine, tags=TAGS)
def documents(asked: OfDocuments) -> Rows[DocumentLine]:
    """Documents, by their name, which is their symbol as it stands in addresses."""

    def after(key: Key | None, limit: int) -> Sequence[DocumentLine]:
        found = published.documents_after(
            str(key[0]) if key else "",
            limit,
            body=asked.body,
            state=asked.state,
            kind=asked.kind,
            year=asked.year or None,
            language=asked.language,
            spoken=spoken(),
        )
        return [_told(one) for one in found]

    return Rows(after, lambda one: (one.name,))


@single("documents/{name}", Document, tags=TAGS)
def document(name: str) -> Document:
    """A document: its language versions, and what it corrects, replaces or supplements."""
    found = published.document(name, spoken=spoken())
    return replace(found, line=_told(found.line))


@listed("documents/{name}/cited-by", Citing, tags=TAGS)
def document_cited_by(name: str) -> Rows[Citing]:
    """The places in other documents that cite a document, by their symbol."""
    return in_memory(
        published.cited_by(name),
        lambda one: (one.symbol, one.eid, one.language, one.path, one.printed),
        (str,) * 5,
    )


@single("documents/{name}/{language}", VersionLine, tags=TAGS)
def document_version(name: str, language: str) -> VersionLine:
    """A document in one language: its title, its head, the file it was read from."""
    return published.version(name, language).version


@listed("documents/{name}/{language}/text", TextLine, tags=TAGS)
def document_text(name: str, language: str, asked: OfKind) -> Rows[TextLine]:
    """The text of a version in its order, piece by piece, each with what it cites."""
    found = published.version(name, language)
    pieces = [
        TextLine(
            symbol=found.document.line.symbol,
            language=found.version.language,
            order=order,
            part=one.part,
            eid=one.eid,
            kind=one.kind,
            level=one.level,
            number=one.number,
            under=one.under,
            text=one.text,
            rows=one.rows,
            cites=one.links,
            path=f"/documents/{name}/{language}/#{one.eid}",
        )
        for order, one in enumerate(found.blocks, start=1)
        if asked.kind in ("", one.kind)
    ]
    return in_memory(pieces, lambda one: (one.order,), (int,))


@listed("documents/{name}/{language}/notes", NoteLine, tags=TAGS)
def document_notes(name: str, language: str) -> Rows[NoteLine]:
    """The notes of a version in their order, each with what it cites."""
    found = published.version(name, language)
    notes = [
        NoteLine(
            symbol=found.document.line.symbol,
            language=found.version.language,
            order=order,
            part=one.part,
            eid=one.eid,
            mark=one.mark,
            caller=one.caller,
            text=one.text,
            cites=one.links,
        )
        for order, one in enumerate(found.notes, start=1)
    ]
    return in_memory(notes, lambda one: (one.order,), (int,))


@single("documents/{name}/{language}/paragraphs/{eid}", ParagraphRecord, tags=TAGS)
def paragraph(name: str, language: str, eid: str) -> ParagraphRecord:
    """A paragraph (`para_14`) with its items and notes, what it cites, and who cites it."""
    found = published.paragraph(name, language, eid)
    return ParagraphRecord(
        symbol=found.document.line.symbol,
        title=found.version.title,
        language=found.version.language,
        eid=found.eid,
        number=found.number,
        citation=found.citation,
        path=found.path,
        headings=found.headings,
        blocks=found.blocks,
        notes=found.notes,
        before=found.before,
        after=found.after,
        languages=found.languages,
        cited_by=found.cited_by,
    )


def spoken() -> str:
    """Return the language that is spoken, by its code in documents."""
    return (get_language() or "en")[:2]


def _told(one: DocumentLine) -> DocumentLine:
    return replace(one, kind_title=_(one.kind_title) if one.kind_title else "")
