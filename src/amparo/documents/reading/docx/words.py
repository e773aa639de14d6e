"""
The words of a paragraph as they are shown: changes accepted, fields as results, nothing hidden.

Letters stand in the file in the order in which they are read, from the right as from the left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from amparo.documents.structure import NoteMark

from .markup import Element, W, child, is_on, value
from .styles import Letters, Styles

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_INSIDE = {
    W + one
    for one in (
        "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "ins", "moveTo", "dir", "bdo",
        "rubyBase", "ruby", "fldSimple",
    )
}  # fmt: skip
_GONE = {W + one for one in ("del", "moveFrom", "pPr", "rPr", "rt", "instrText", "delText")}
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}
_LONGEST_MARK = 6
_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
# Signs of the font Symbol that texts use; what is not here is left as the file has it.
_SYMBOLS = {0xB7: "•", 0xA7: "▪", 0xD8: "➢", 0xFC: "✓", 0x2D: "–", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤"}  # fmt: skip

MarkOf = Callable[[str, str], str]
"""Gives the mark under which a note is called, by its kind and its number in the file."""


@dataclass(slots=True)
class Words:
    """What a paragraph says, and how much of it looks bold or leaning."""

    text: str = ""
    marks: list[NoteMark] = field(default_factory=list)
    calls: list[tuple[str, str, str]] = field(default_factory=list)  # kind, number, mark
    boxes: list[Element] = field(default_factory=list)  # text boxes that hang from it
    pages: int = 0
    bold: int = 0
    italic: int = 0
    size: float = 0.0

    @property
    def letters(self) -> int:
        """How many signs of it are not blank."""
        return sum(not one.isspace() for one in self.text)


class Speaker:
    """Reads out one paragraph."""

    def __init__(
        self, styles: Styles, below: Letters, mark_of: MarkOf, *, with_page_numbers: bool = True
    ) -> None:
        self.said = Words()
        self._styles = styles
        self._below = below
        self._mark_of = mark_of
        self._with_page_numbers = with_page_numbers
        self._fields: list[list[str]] = []  # the instruction of each open field, and its state
        self._custom: tuple[str, str] | None = None

    def read(self, paragraph: Element) -> Words:
        """Return what a paragraph says."""
        for one in paragraph:
            self._element(one)
        return self.said

    def _element(self, element: Element) -> None:
        tag = element.tag
        if tag in _GONE:
            return
        if tag == W + "r":
            self._run(element)
        elif tag == W + "fldSimple":
            if self._is_shown(value(element, "instr")):
                self._all(element)
        elif tag == _MC + "AlternateContent":
            for one in _chosen(element):
                self._element(one)
        elif tag in _INSIDE:
            self._all(element)
        elif isinstance(tag, str) and tag.startswith(_M):
            self._add("".join(one.text or "" for one in element.iter(_M + "t")), Letters())

    def _all(self, element: Element) -> None:
        for one in element:
            self._element(one)

    def _run(self, run: Element) -> None:
        look = self._styles.run(child(run, "rPr"), self._below)
        for one in run:
            self._piece(one, look)

    def _piece(self, piece: Element, look: Letters) -> None:
        tag = piece.tag
        if tag == W + "fldChar":
            self._field(value(piece, "fldCharType"))
        elif tag == W + "instrText":
            if self._fields:
                self._fields[-1][0] += piece.text or ""
        elif tag == W + "lastRenderedPageBreak":
            self.said.pages += 1
        elif not self._in_result() or look.hidden:
            return
        elif tag == W + "t":
            self._text(piece.text or "", look)
        elif tag in {W + "footnoteReference", W + "endnoteReference"}:
            self._call(piece, tag.removeprefix(W).removesuffix("Reference"))
        elif tag == W + "br" and value(piece, "type") in {"page", "column"}:
            self.said.pages += value(piece, "type") == "page"
        elif tag in _SIGNS:
            self._add(_SIGNS[tag], look)
        elif tag == W + "sym":
            self._add(_symbol(piece), look)
        elif tag == _MC + "AlternateContent":
            for one in _chosen(piece):
                self._piece(one, look)
        elif tag in {W + "drawing", W + "pict", W + "object"}:
            self._drawn(piece)
        elif tag == W + "ruby":
            self._all(piece)

    def _text(self, text: str, look: Letters) -> None:
        if self._custom is not None and text.strip():
            # What follows a call with a mark of its own is that mark.
            kind, number = self._custom
            self._custom = None
            if len(text.strip()) <= _LONGEST_MARK:
                self._mark(kind, number, text.strip())
                return
        self._add(text, look)

    def _add(self, text: str, look: Letters) -> None:
        said = self.said
        said.text += text.replace("\u00ad", "")
        signs = sum(not one.isspace() for one in text)
        said.bold += signs if look.bold else 0
        said.italic += signs if look.italic else 0
        if signs and look.size:
            said.size = max(said.size, look.size)

    def _call(self, piece: Element, kind: str) -> None:
        number = value(piece, "id")
        if value(piece, "customMarkFollows").lower() in {"1", "true", "on"}:
            self._custom = (kind, number)
            return
        self._mark(kind, number, self._mark_of(kind, number))

    def _mark(self, kind: str, number: str, mark: str) -> None:
        if mark:
            self.said.marks.append(NoteMark(len(self.said.text), mark))
            self.said.calls.append((kind, number, mark))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(["", ""])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _in_result(self) -> bool:
        """Test whether what stands here is shown, and not the instruction of a field."""
        return all(state and self._is_shown(said) for said, state in self._fields)

    def _is_shown(self, instruction: str) -> bool:
        name = instruction.split(maxsplit=1)[0].upper() if instruction.strip() else ""
        return self._with_page_numbers or name not in _PAGES

    def _drawn(self, element: Element) -> None:
        for one in element.iter(W + "txbxContent"):
            if not any(up.tag == _MC + "Fallback" for up in one.iterancestors()) and not any(
                up.tag == W + "txbxContent" for up in one.iterancestors()
            ):
                self.said.boxes.append(one)


def _chosen(element: Element) -> list[Element]:
    # The first choice is what newer programs show; the fallback says the same again.
    choice = element.find(_MC + "Choice")
    return [*(choice if choice is not None else _fallback(element))]


def _fallback(element: Element) -> Element:
    found = element.find(_MC + "Fallback")
    return found if found is not None else ()


def _symbol(piece: Element) -> str:
    code = number_of_hex(value(piece, "char"))
    return _SYMBOLS.get(code & 0xFF, "") or (chr(code) if code else "")


def number_of_hex(text: str) -> int:
    """Return a number written in hexadecimal figures, 0 where there is none."""
    try:
        return int(text, 16)
    except ValueError:
        return 0


def is_deleted(properties: Element | None) -> bool:
    """Test whether the end of a paragraph was struck out, so that the next goes on in it."""
    marks = child(properties, "rPr")
    return child(marks, "del") is not None or child(marks, "moveFrom") is not None


def is_hidden(properties: Element | None) -> bool:
    """Test whether a paragraph's own end is hidden, as it is where all of it is."""
    return bool(is_on(child(properties, "rPr"), "vanish"))
