"""One public document: whole in a language, or a paragraph with what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from amparo.core.errors import NotVisible
from amparo.core.stores import at_public_store
from amparo.documents import models
from amparo.documents.rules.citing import cited_as, paragraph_of
from amparo.documents.rules.symbols import named

from .linking import best_language, citing, links_of, note_eid, path_of
from .listing import line
from .records import (
    Awaited,
    Block,
    Citing,
    Document,
    Heading,
    Link,
    Neighbour,
    Note,
    Paragraph,
    Tie,
    Version,
    VersionLine,
)

Links = dict[str, tuple[Link, ...]]
_TURNED = {"corrects": "corrected_by", "replaces": "replaced_by", "supplements": "supplemented_by"}


def document(name: str, *, spoken: str = "en") -> Document:
    """Return a document with its versions and ties. :raises NotVisible: if there is none."""
    with at_public_store():
        row, versions = _held(name)
        return _document(row, versions, spoken)


def version(name: str, language: str = "", *, spoken: str = "en") -> Version:
    """
    Return a document in a language, or in the best there is for who speaks one; ten statements.

    :raises NotVisible: if there is none.
    """
    with at_public_store():
        row, versions = _held(name)
        held = _version(versions, language or best_language(spoken, [v.language for v in versions]))
        blocks = models.Block.objects.filter(version=held).order_by("order")
        notes = models.Note.objects.filter(version=held).order_by("order")
        cited = list(models.Citation.objects.filter(version=held))
        links = links_of(cited, held.language)
        pieces = tuple(_block(one, links) for one in blocks)
        return Version(
            document=_document(row, versions, held.language),
            version=_line(held),
            contents=_contents(pieces),
            blocks=pieces,
            notes=tuple(_note(one, links) for one in notes),
        )


def paragraph(name: str, language: str, eid: str) -> Paragraph:
    """
    Return a paragraph, by its address or by that of a piece of it, and what stands around it.

    A fixed number of statements. :raises NotVisible: if there is none.
    """
    with at_public_store():
        row, versions = _held(name)
        held = _version(versions, language)
        eid = paragraph_of(eid)
        outline = list(
            models.Block.objects.filter(version=held, kind__in=("paragraph", "heading"))
            .order_by("order")
            .values_list("eid", "kind", "number", "under")
        )
        numbered = [(one, number) for one, kind, number, _under in outline if kind == "paragraph"]
        numbers = [one for one, _number in numbered]
        blocks = list(_of_paragraph(held, eid))
        if not blocks:
            raise NotVisible("There is no such paragraph.")
        above = _above(blocks[0].under, {one: under for one, _kind, _number, under in outline})
        notes = _called(held, blocks)
        where = {one.eid for one in blocks} | {note_eid(one.part, one.mark) for one in notes}
        cited = list(models.Citation.objects.filter(version=held, eid__in=where))
        links = links_of(cited, held.language)
        asked = {(one.symbol, one.point) for one in cited if one.point}
        own = _with_its_items(row.symbol, eid)
        told = citing({*asked, *own}, but=(held.pk, eid))
        place = numbers.index(eid) if eid in numbers else -1
        headings = models.Block.objects.filter(version=held, eid__in=above).order_by("order")
        having = models.Block.objects.filter(version__in=versions, eid=eid)
        return Paragraph(
            document=_document(row, versions, held.language),
            version=_line(held),
            eid=eid,
            number=blocks[0].number,
            citation=cited_as(row.symbol, eid),
            path=path_of(row.name, held.language, eid),
            headings=tuple(_block(one, {}) for one in headings),
            blocks=tuple(_block(one, links) for one in blocks),
            notes=tuple(_note(one, links) for one in notes),
            before=_neighbour(row, held, numbered[place - 1]) if place > 0 else None,
            after=_neighbour(row, held, numbered[place + 1])
            if 0 <= place < len(numbered) - 1
            else None,
            languages=tuple(
                having.order_by("version__language").values_list("version__language", flat=True)
            ),
            cited_by=tuple({one: one for pair in own for one in told.get(pair, ())}),
            also={pair: some for pair, some in told.items() if pair in asked},
        )


def paragraph_in(name: str, language: str, eid: str) -> tuple[Block, ...]:
    """Return the pieces of a paragraph in another language; none if it is not in that version."""
    with at_public_store():
        held = models.Version.objects.filter(document__name=name, language=language).first()
        return tuple(_block(one, {}) for one in _of_paragraph(held, paragraph_of(eid)))


def cited_by(name: str) -> tuple[Citing, ...]:
    """Return who cites a document, or any place in it."""
    with at_public_store():
        row, _versions = _held(name)
        return citing([(row.symbol, "")]).get((row.symbol, ""), ())


def awaited(name: str) -> Awaited:
    """
    Return a document that is not here, and who cites it.

    :raises NotVisible: if nobody does.
    """
    symbol = named(name)
    with at_public_store():
        said = str(symbol) if symbol else name.replace("_", " ")
        rows = models.Citation.objects.filter(symbol=said).values_list("symbol", "point")
        pairs = sorted(set(rows.distinct()))
        told = citing(pairs)
    if not told:
        raise NotVisible("There is no such document.")
    by_point = {point: some for (_symbol, point), some in sorted(told.items())}
    return Awaited(said, name, path_of(name), by_point)


def _held(name: str) -> tuple[models.Document, list[models.Version]]:
    row = models.Document.objects.filter(name=name).first()
    if row is None:
        raise NotVisible("There is no such document.")
    return row, list(models.Version.objects.filter(document=row).order_by("language"))


def _version(versions: Iterable[models.Version], language: str) -> models.Version:
    held = next((one for one in versions if one.language == language), None)
    if held is None:
        raise NotVisible("There is no such version.")
    return held


def _document(row: models.Document, versions: Sequence[models.Version], spoken: str) -> Document:
    titles = {one.language: one.title for one in versions}
    return Document(
        line=line(row, titles, spoken),
        versions=tuple(map(_line, versions)),
        ties=tuple(_ties(row)),
    )


def _line(row: models.Version) -> VersionLine:
    return VersionLine(
        language=row.language,
        title=row.title,
        session=row.session,
        distribution=row.distribution,
        original_language=row.original_language,
        job_number=row.job_number,
        source=row.source,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        imported_at=row.imported_at,
    )


def _ties(row: models.Document) -> Iterable[Tie]:
    ties = models.Relation.objects.filter(Q(document=row) | Q(symbol=row.symbol))
    rows = ties.order_by("kind", "symbol", "document__symbol").values_list(
        "kind", "symbol", "document__symbol", "document__name"
    )
    found = list(rows)
    here = dict(
        models.Document.objects.filter(symbol__in=[one[1] for one in found]).values_list(
            "symbol", "name"
        )
    )
    for kind, symbol, by, name in found:
        if by == row.symbol:
            yield Tie(kind, symbol, path_of(here[symbol]) if symbol in here else "")
        else:
            yield Tie(_TURNED[kind], by, path_of(name))


def _of_paragraph(held: models.Version | None, eid: str) -> Sequence[models.Block]:
    """Return a paragraph with all that goes on in it, up to the next paragraph or heading."""
    rows = models.Block.objects.filter(version=held)
    pieces = rows.filter(Q(eid=eid) | Q(eid__startswith=f"{eid}__"))
    return list(pieces.order_by("order"))


def _with_its_items(symbol: str, eid: str) -> list[tuple[str, str]]:
    # What is cited of an item is cited of its paragraph.
    points = models.Citation.objects.filter(symbol=symbol).filter(
        Q(point=eid) | Q(point__startswith=f"{eid}__")
    )
    return [(symbol, one) for one in sorted(set(points.values_list("point", flat=True)))]


def _above(eid: str, under: dict[str, str]) -> list[str]:
    above = []
    while eid and eid not in above:
        above.append(eid)
        eid = under.get(eid, "")
    return above


def _called(held: models.Version, blocks: Iterable[models.Block]) -> list[models.Note]:
    callers = [one.eid for one in blocks]
    return list(models.Note.objects.filter(version=held, caller__in=callers).order_by("order"))


def _neighbour(row: models.Document, held: models.Version, numbered: tuple[str, str]) -> Neighbour:
    eid, number = numbered
    return Neighbour(eid, number, path_of(row.name, held.language, eid))


def _block(row: models.Block, links: Links) -> Block:
    return Block(
        eid=row.eid,
        part=row.part,
        kind=row.kind,
        level=row.level,
        number=row.number,
        under=row.under,
        text=row.text,
        marks=tuple((at, mark) for at, mark in row.marks),
        rows=tuple(tuple(cells) for cells in row.rows),
        links=links.get(row.eid, ()),
    )


def _note(row: models.Note, links: Links) -> Note:
    eid = note_eid(row.part, row.mark)
    return Note(eid, row.part, row.mark, row.caller, row.text, links.get(eid, ()))


def _contents(blocks: Iterable[Block]) -> tuple[Heading, ...]:
    """Return the headings as a tree, each with those below it."""
    headings = [one for one in blocks if one.kind == "heading"]
    return _below(headings, 0, 0)[0]


def _below(headings: Sequence[Block], at: int, level: int) -> tuple[tuple[Heading, ...], int]:
    found: list[Heading] = []
    while at < len(headings) and headings[at].level > level:
        one = headings[at]
        below, at = _below(headings, at + 1, one.level)
        found.append(Heading(one.eid, one.number, one.text, below))
    return tuple(found), at
