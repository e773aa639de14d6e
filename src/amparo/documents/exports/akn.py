"""A version as AKN4UN XML: Akoma Ntoso for the United Nations. Source: AKN-1 to AKN-13."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml.builder import ElementMaker  # type: ignore[import-untyped]

from amparo.documents.published import Block, Link, Note, Version

from .naming import LANGUAGES, Names, names_of
from .tree import HEADING, ITEM, PARAGRAPH, TABLE, Node, Run, grown, parts, runs, runs_of

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
PUBLISHER = "amparo"

_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
# What no XML may hold, whatever a file held.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ANNEX = re.compile(r"annex_\d+")

Element = Any


def akn(version: Version) -> bytes:
    """Return a version as AKN4UN, in UTF-8; each annex is a document of its own within it."""
    return bytes(
        etree.tostring(
            _Writing(version).whole(), xml_declaration=True, encoding="UTF-8", pretty_print=False
        )
    )


class _Writing:
    """One version as it is written; notes are put where they are called, once."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.names = names_of(version)
        self.notes = {(one.part, one.mark): one for one in version.notes}
        self.taken: set[str] = set()

    def whole(self) -> Element:
        main: list[tuple[str, list[Block]]] = []
        annexes: list[tuple[str, list[Block]]] = []
        for name, blocks in parts(self.version.blocks):
            (annexes if _ANNEX.fullmatch(name) else main).append((name, blocks))
        head = [b for _n, some in main for b in some if b.eid.startswith("preface__")]
        body = [b for _n, some in main for b in some if not b.eid.startswith("preface__")]
        document = self._document(self.names.kind.name, "main", body, self._preface(head))
        if annexes:
            document.append(_E.attachments(*(self._annex(*one) for one in annexes)))
        return _E.akomaNtoso(document)

    def _document(
        self, name: str, part: str, blocks: Sequence[Block], preface: Element | None
    ) -> Element:
        element = self.names.kind.element if part == "main" else "doc"
        document = _E(element, {"name": name, "contains": "singleVersion"}, self._meta(part))
        if preface is not None:
            document.append(preface)
        body = _E("body" if element == "act" else "mainBody")
        for node in grown(blocks):
            body.append(self._placed(node))
        if not len(body):
            body.append(
                _E.hcontainer(_E.content(_E.p()), eId=self._only(f"{part}__empty"), name="text")
            )
        document.append(body)
        left = [note for (its, _mark), note in self.notes.items() if its == part]
        if left:
            document.append(_E.conclusions(_E.p(*(self._note(one) for one in left))))
        return document

    def _annex(self, part: str, blocks: Sequence[Block]) -> Element:
        number = part.rpartition("_")[2]
        return _E.attachment(
            self._document("annex", part, blocks, None), eId=self._only(f"att_{number}")
        )

    # What stands before the text.

    def _meta(self, part: str) -> Element:
        names, component = self.names, "!main" if part == "main" else f"!{part}"
        author = f"#org_{names.actor}"
        return _E.meta(
            _E.identification(
                _E.FRBRWork(
                    *_frbr(f"{names.work}/{component}", names.work, names, author),
                    _E.FRBRcountry(value=names.jurisdiction),
                    _E.FRBRsubtype(value=names.kind.subtype),
                    _E.FRBRnumber(value=names.number, showAs=_clean(names.symbol)),
                    _E.FRBRname(value=names.kind.name),
                ),
                _E.FRBRExpression(
                    *_frbr(f"{names.expression}/{component}", names.expression, names, author),
                    _E.FRBRlanguage(language=names.language),
                ),
                _E.FRBRManifestation(
                    *_frbr(
                        f"{names.expression}/{component}.xml",
                        names.manifestation,
                        names,
                        f"#{PUBLISHER}",
                    ),
                    _E.FRBRformat(value="application/akn+xml"),
                ),
                source=f"#{PUBLISHER}",
            ),
            _E.references(
                _E.TLCOrganization(
                    eId=self._only(f"org_{names.actor}")
                    if part == "main"
                    else self._only(f"{part}__org_{names.actor}"),
                    href=f"/akn/ontology/organization/{names.jurisdiction}/{names.actor}",
                    showAs=self.version.document.line.body or names.jurisdiction.upper(),
                ),
                _E.TLCOrganization(
                    eId=self._only(PUBLISHER if part == "main" else f"{part}__{PUBLISHER}"),
                    href="/akn/ontology/organization/amparo",
                    showAs="Amparo",
                ),
                source=f"#{PUBLISHER}",
            ),
        )

    def _preface(self, blocks: Sequence[Block]) -> Element:
        held, line = self.version.version, self.version.document.line
        preface = _E.preface(_E.p(_E.docNumber(_clean(line.symbol))))
        for name, said in (
            ("distribution", held.distribution),
            ("languageOfExpression", LANGUAGES[held.language]),
            ("originalLanguage", LANGUAGES.get(held.original_language, "")),
            ("meeting", held.session),
        ):
            if said:
                preface.append(_E.p(_E.inline(_clean(said), name=f"akn4un:{name}")))
        if line.on:
            day = line.on.isoformat()
            printed = str(line.on.year) if line.precision == "year" else day
            preface.append(_E.p(_E.docDate(printed, date=day)))
        preface.append(_E.p(_E.docTitle(_clean(held.title))))
        for block in blocks:
            preface.append(self._text(block))
        return preface

    # The text: what is numbered stands in hierarchy, what is not in containers of our own.

    def _placed(self, node: Node) -> Element:
        block = node.block
        if block.kind == HEADING:
            return self._section(node)
        if block.kind == PARAGRAPH:
            return self._paragraph(node)
        return _E.hcontainer(
            _E.content(*self._blocks([node])), eId=self._only(f"{block.eid}__box"), name="text"
        )

    def _section(self, node: Node) -> Element:
        block = node.block
        is_numbered = "sec_" in block.eid
        section = (
            _E.section(eId=self._only(block.eid))
            if is_numbered
            else _E.hcontainer(eId=self._only(block.eid), name="section")
        )
        if block.number:
            section.append(_E.num(_clean(block.number)))
        if block.text:
            section.append(_E.heading(*self._words(block)))
        for one in node.below:
            section.append(self._placed(one))
        return section

    def _paragraph(self, node: Node) -> Element:
        block = node.block
        is_article = block.eid.rpartition("__")[2].startswith("art_")
        element = _E("article" if is_article else "paragraph", eId=self._only(block.eid))
        if block.number:
            element.append(_E.num(_clean(block.number)))
        if not node.is_container:
            element.append(_E.content(_E.p(*self._words(block)), *self._blocks(node.below)))
            return element
        first = next(n for n, one in enumerate(node.below) if one.block.kind == PARAGRAPH)
        if block.text or first:
            element.append(
                _E.intro(
                    _E.p(*self._words(block)),
                    *self._blocks(node.below[:first]),
                    eId=self._only(f"{block.eid}__intro"),
                )
            )
        for one in node.below[first:]:
            element.append(self._placed(one))
        return element

    def _blocks(self, nodes: Sequence[Node]) -> Iterator[Element]:
        """Yield blocks: paragraphs of words, tables, and items that follow each other as a list."""
        items: list[Node] = []
        for node in nodes:
            if node.block.kind == ITEM:
                items.append(node)
                continue
            if items:
                yield self._list(items)
                items = []
            yield self._table(node.block) if node.block.kind == TABLE else self._text(node.block)
            yield from self._blocks(node.below)
        if items:
            yield self._list(items)

    def _list(self, items: Sequence[Node]) -> Element:
        eid = items[0].block.eid.rpartition("__")[0] or "list_1"
        made = _E.blockList(eId=self._only(eid))
        for node in items:
            block = node.block
            item = _E.item(eId=self._only(block.eid))
            if block.number:
                item.append(_E.num(_clean(block.number)))
            item.append(_E.p(*self._words(block)))
            item.extend(self._blocks(node.below))
            made.append(item)
        return made

    def _text(self, block: Block) -> Element:
        if block.kind == TABLE:
            return self._table(block)
        return _E.p(*self._words(block), eId=self._only(block.eid))

    def _table(self, block: Block) -> Element:
        table = _E.table(eId=self._only(block.eid))
        if block.text:
            table.append(_E.caption(*self._words(block)))
        for row in block.rows or ((),):
            table.append(_E.tr(*(_E.td(_E.p(_clean(cell))) for cell in row or ("",))))
        return table

    # Words, with what they lead to and the notes they call.

    def _words(self, block: Block) -> Iterator[Element | str]:
        for run in runs(block):
            note = self.notes.get((block.part, run.mark)) if run.mark else None
            if note is not None:
                yield self._note(note)
            elif not run.mark:
                yield _words_of(run)

    def _note(self, note: Note) -> Element:
        """Return a note where it is called first; later calls only name it."""
        if note.eid in self.taken:
            return _E.noteRef(href=f"#{note.eid}", marker=_clean(note.mark))
        self.taken.add(note.eid)
        words = (_words_of(run) for run in runs_of(note.text, note.links))
        return _E.authorialNote(
            _E.p(*words), eId=note.eid, marker=_clean(note.mark), placement="bottom"
        )

    def _only(self, eid: str) -> str:
        """Return an address that no other element of the document has."""
        only, number = eid, 1
        while only in self.taken:
            number += 1
            only = f"{eid}~{number}"
        self.taken.add(only)
        return only


def _frbr(this: str, uri: str, names: Names, author: str) -> Iterator[Element]:
    yield _E.FRBRthis(value=this)
    yield _E.FRBRuri(value=uri)
    yield _E.FRBRdate(date=names.on.isoformat(), name=names.date_is)
    yield _E.FRBRauthor({"href": author, "as": "#author"})


def _words_of(run: Run) -> Element | str:
    return _clean(run.text) if run.link is None else _ref(run.text, run.link)


def _ref(text: str, link: Link) -> Element:
    return _E.ref(_clean(text), href=link.path)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
