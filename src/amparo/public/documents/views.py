"""A document: whole in a language, beside another, or one paragraph of it; and its files."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language

from amparo.core.doors import open_to_public
from amparo.core.errors import NotVisible
from amparo.core.pages import here
from amparo.documents import published
from amparo.documents.published import Paragraph, Version
from amparo.documents.rules.citing import paragraph_of
from amparo.public.answers import answer
from amparo.public.asking import asked, one_of
from amparo.public.search.asked import reader

from . import layout, naming
from .layout import LaidNote, Leaf, Unit

MOST_CITING = 40


@dataclass(frozen=True, slots=True)
class Beside:
    """The language that stands beside, and the units of both, one by one."""

    language: str
    direction: str
    pairs: list[tuple[Unit | None, Unit | None]]


@open_to_public
def document(request: HttpRequest, name: str) -> HttpResponse:
    """Show a document in the reader's language or the best there is, or who cites it if it is not here."""
    try:
        found = published.version(name, spoken=reader())
    except NotVisible:
        return answer(request, "public/documents/awaited.html", published.awaited(name))
    return _version(request, found)


@open_to_public
def version(request: HttpRequest, name: str, language: str) -> HttpResponse:
    """Show a document in a language. :raises NotVisible: if there is none."""
    return _version(request, published.version(name, _official(language)))


@open_to_public
def point(request: HttpRequest, name: str, language: str, point: str) -> HttpResponse:
    """
    Show a paragraph, alone or beside another language; lead to any other place in its document.

    :raises NotVisible: if there is no such place.
    """
    place = paragraph_of(point)
    if not place.rpartition("__")[2].startswith(("para_", "art_")):
        return _to_the_place(name, _official(language), point)
    found = published.paragraph(name, _official(language), place)
    beside = one_of(request, "beside", ("", *found.languages))
    blocks = published.paragraph_in(name, beside, place) if beside else ()
    spoken = get_language() or "en"
    return answer(
        request,
        "public/documents/paragraph.html",
        found,
        unit=next(layout.units(found.blocks, found.notes)),
        runs_to=naming.direction(language),
        headings=[f"{one.number} {one.text}".strip() for one in found.headings],
        forms=naming.cited(found.document, found.version, found.eid),
        tongues=naming.tongues(name, found.languages, language, found.eid),
        beside=beside,
        other=next(layout.units(blocks, ()), None),
        other_runs_to=naming.direction(beside),
        other_name=naming.language_named(beside),
        language_name=naming.language_named(language),
        bodies=naming.body_names(spoken),
        states=naming.state_names(asked(request).today, spoken),
        also=_also(found),
        in_document=f"{here(found.document.line.path)}{language}/?at={found.eid}#{found.eid}",
    )


def _version(request: HttpRequest, found: Version) -> HttpResponse:
    line, own, spoken = found.document.line, found.version, get_language() or "en"
    codes = tuple(one.language for one in found.document.versions)
    beside = one_of(request, "beside", ("", *codes))
    book = layout.leaves(
        layout.units(found.blocks, found.notes),
        layout.BESIDE_BYTES if beside else layout.LEAF_BYTES,
    ) or [()]
    place = layout.leaf_of(book, request.GET.get("at", ""))
    lines = list(layout.contents(found.contents))
    return answer(
        request,
        "public/documents/document.html",
        found,
        leaf=book[place],
        leaf_number=place + 1,
        leaves=len(book),
        contents=lines,
        here_eids={piece.eid for unit in book[place] for piece in unit.pieces},
        earlier=_leaf(book[place - 1], beside) if place else "",
        later=_leaf(book[place + 1], beside) if place + 1 < len(book) else "",
        kept=urlencode({"beside": beside}) + "&" if beside else "",
        notes=_notes(found, book, place),
        base=here(f"{line.path}{own.language}/"),
        runs_to=naming.direction(own.language),
        language_name=naming.language_named(own.language),
        forms=naming.cited(found.document, own),
        files=naming.files_of(found.document, own),
        tongues=naming.tongues(line.name, codes, own.language),
        beside=_beside(line.name, beside, book, place) if beside else None,
        beside_name=naming.language_named(beside),
        cited_by=published.cited_by(line.name)[:MOST_CITING] if place == 0 else (),
        bodies=naming.body_names(spoken),
        states=naming.state_names(asked(request).today, spoken),
    )


def _beside(name: str, language: str, book: list[Leaf], place: int) -> Beside:
    """Return a leaf beside the same units in another language."""
    other = published.version(name, language)
    theirs = list(layout.units(other.blocks, other.notes))
    mine = [unit for leaf in book for unit in leaf]
    first = sum(map(len, book[:place]))
    wanted = {id(one) for one in mine[first : first + len(book[place])]}
    pairs, is_here = [], place == 0
    for one, another in layout.pairs(mine, theirs):
        if one is not None:
            is_here = id(one) in wanted
        if is_here:
            pairs.append((one, another))
    return Beside(language, naming.direction(language), pairs)


def _notes(found: Version, book: list[Leaf], place: int) -> list[LaidNote]:
    """Return the notes that a leaf calls; those that nothing calls stand with the last."""
    called = {note.eid: note for unit in book[place] for one in unit.pieces for note in one.notes}
    notes = list(called.values())
    if place + 1 == len(book):
        everywhere = {
            note.eid for leaf in book for unit in leaf for one in unit.pieces for note in one.notes
        }
        notes += [layout.laid_note(one) for one in found.notes if one.eid not in everywhere]
    return notes


def _also(found: Paragraph) -> list[tuple[str, tuple[published.Citing, ...]]]:
    """Return who else cites what this paragraph cites, by how that is cited."""
    links = [one.links for one in found.blocks] + [one.links for one in found.notes]
    words = {(link.symbol, link.point): link.words for some in links for link in some}
    return [(words.get(pair, pair[0]), some) for pair, some in found.also.items() if some]


def _to_the_place(name: str, language: str, eid: str) -> HttpResponse:
    found = published.version(name, language)
    if eid not in {one.eid for one in found.blocks} | {one.eid for one in found.notes}:
        raise NotVisible(eid)
    page = here(f"{found.document.line.path}{language}/")
    return HttpResponseRedirect(f"{page}?{urlencode({'at': eid})}#{eid}")


def _leaf(leaf: Leaf, beside: str) -> str:
    pairs = {"at": leaf[0].eid, **({"beside": beside} if beside else {})}
    return f"?{urlencode(pairs)}"


def _official(language: str) -> str:
    """Return a language of documents. :raises NotVisible: for any other."""
    if language not in naming.LANGUAGES:
        raise NotVisible(language)
    return language
