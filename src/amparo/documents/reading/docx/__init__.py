"""DOCX: its paragraphs with their automatic numbers, its tables, its notes, as lines."""

from __future__ import annotations

from collections.abc import Iterator

from amparo.documents.lines import Line

from .. import trouble
from .body import Body, sections
from .markup import Element, child, is_on
from .notes import Notes
from .numbering import Numbering
from .package import Package
from .styles import Styles

_KINDS = {"header": "headerReference", "footer": "footerReference"}


def lines_of(data: bytes) -> Iterator[Line]:
    """
    Yield the lines of a document: what stands above and below its first page first, then its text.

    Lines of headers and footers have the style `header` or `footer`. Notes follow what calls them.

    :raises Refused: if it is damaged, locked, too large inside, or says nothing.
    """
    package = Package(data, trouble.limits())
    notes = Notes(package.part("footnotes"), package.part("endnotes"), package.part("settings"))
    body = Body(Styles(package.part("styles")), Numbering(package.part("numbering")), notes)
    content = child(package.document, "body")
    if content is None:
        raise trouble.truncated()
    parts = sections(content)
    first = parts[0] if parts else None
    notes.section(first)
    said = False
    for line in _beside_first_page(package, body, first):
        yield line
    for line in body.lines(content):
        said = said or bool(line.text.strip() or line.rows)
        yield line
    if not said:
        raise trouble.says_nothing()


def _beside_first_page(package: Package, body: Body, section: Element | None) -> Iterator[Line]:
    has_title_page = bool(is_on(section, "titlePg"))
    told = set()
    for style, kind in _KINDS.items():
        found = dict(package.references(section, kind))
        for pages in ("first", "default", "even") if has_title_page else ("default", "even"):
            for line in body.beside(found[pages], style) if pages in found else ():
                if line.text not in told:
                    told.add(line.text)
                    yield line
