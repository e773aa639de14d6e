"""
The letters of a page, each with its place: what the drawing of a page shows, and where.

Runs are yielded as they are drawn, which may be any order; `rows` puts them in the order of reading.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.generic import ContentStream
from pypdf.generic._font import Font

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 12
_MOST_OPERATIONS = 2_000_000
_HEAVY = 600
_FORCED_BOLD = 1 << 18
_ITALIC = 1 << 6
_NOWHERE = "\ufffd"
# Forms of Arabic letters by their place in a word, and joined Latin letters, stand for the letters.
_SHAPES = (("\ufb00", "\ufb06"), ("\ufb50", "\ufdff"), ("\ufe70", "\ufefc"))


@dataclass(slots=True)
class Glyph:
    """A letter, or letters drawn as one, from `x0` to `x1` on the line `y`."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    beside: bool = False  # the page's own: a running head, a foot
    turned: bool = False
    tag: int = -1  # the number under which the structure of the document knows it
    raised: bool = False


class TooMuch(Exception):
    """A page draws more than any page of a document does."""


@dataclass(slots=True)
class _State:
    """What drawing depends on; the text part is kept and brought back with the rest."""

    matrix: Matrix = _UNIT
    font: Known | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> _State:
        return _State(
            self.matrix,
            self.font,
            self.size,
            self.spacing,
            self.word_spacing,
            self.scale,
            self.leading,
            self.rise,
        )


@dataclass(slots=True)
class _Marked:
    beside: bool = False
    tag: int = -1
    says: str | None = None  # what is said of the letters inside, instead of what they are
    told: bool = False


def product(first: Matrix, second: Matrix) -> Matrix:
    """Return what two changes of place do one after the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A font as it was read: whether it looks heavy or leaning, and whether its codes are letters."""

    font: Font
    bold: bool
    italic: bool
    is_named: bool


@dataclass(slots=True)
class Fonts:
    """The fonts of a document, each read once; `lost` counts letters that they do not tell."""

    read: dict[int, Known | None] = field(default_factory=dict)
    told: int = 0
    lost: int = 0

    def of(self, resource: Any) -> Known | None:
        """Return a font, or nothing if it cannot be understood."""
        reference = getattr(resource, "indirect_reference", None)
        key = reference.idnum if reference is not None else id(resource)
        if key not in self.read:
            try:
                font = Font.from_font_resource(resource)
                # Such an encoding numbers the shapes of a font, and does not say what they are.
                numbered = str(_solid(resource.get("/Encoding"))).startswith("/Identity")
                self.read[key] = Known(font, *_weight(font), font.interpretable and not numbered)
            except Exception:  # whatever a damaged font makes its reader say
                self.read[key] = None
        return self.read[key]


def glyphs_of(page: pypdf.PageObject, fonts: Fonts) -> list[Glyph]:
    """
    Return the letters of a page as it is held upright.

    :raises TooMuch: if it draws more than a page can show.
    """
    content = page.get_contents()
    if content is None:
        return []
    drawing = _Drawing(page.pdf, fonts, _upright(page))
    drawing.draw(content, page.get("/Resources"))
    return drawing.glyphs


def _upright(page: pypdf.PageObject) -> Matrix:
    left, bottom, right, top = (float(one) for one in page.mediabox)
    return {
        90: (0.0, -1.0, 1.0, 0.0, -bottom, right),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, 1.0, -1.0, 0.0, top, -left),
    }.get(page.rotation % 360, (1.0, 0.0, 0.0, 1.0, -left, -bottom))


class _Drawing:
    def __init__(self, document: Any, fonts: Fonts, matrix: Matrix) -> None:
        self.glyphs: list[Glyph] = []
        self._document = document
        self._fonts = fonts
        self._state = _State(matrix)
        self._kept: list[_State] = []
        self._marked: list[_Marked] = []
        self._line: Matrix = _UNIT
        self._text: Matrix = _UNIT
        self._left = _MOST_OPERATIONS

    def draw(self, content: Any, resources: Any, depth: int = 0) -> None:
        operations = ContentStream(content, self._document, "bytes").operations
        self._left -= len(operations)
        if self._left < 0:
            raise TooMuch
        resources = _solid(resources) or {}
        fonts = _solid(resources.get("/Font")) or {}
        for operands, operator in operations:
            if operator == b"Do":
                self._form(operands, resources, depth)
            elif operator == b"Tf":
                self._font(operands, fonts)
            elif operator in {b"BDC", b"BMC"}:
                self._begin(operands, resources)
            elif (act := _ACTS.get(operator)) is not None:
                try:
                    act(self, operands)
                except (IndexError, TypeError, ValueError):
                    continue  # an operation without what it needs shows nothing

    def _form(self, operands: list[Any], resources: Any, depth: int) -> None:
        forms = _solid(resources.get("/XObject")) or {}
        form = _solid(forms.get(operands[0])) if operands else None
        if form is None or form.get("/Subtype") != "/Form" or depth > _DEEPEST:
            return
        kept, marked = self._state.copy(), len(self._marked)
        matrix = [float(one) for one in form.get("/Matrix", _UNIT)]
        if len(matrix) == 6:
            self._state.matrix = product((*matrix,), self._state.matrix)  # type: ignore[arg-type]
        stack, self._kept = self._kept, []
        self.draw(form, form.get("/Resources", resources), depth + 1)
        self._kept, self._state = stack, kept
        del self._marked[marked:]

    def _font(self, operands: list[Any], fonts: Any) -> None:
        try:
            resource = _solid(fonts.get(operands[0]))
            self._state.size = float(operands[1])
        except (IndexError, TypeError, ValueError):
            return
        self._state.font = self._fonts.of(resource) if resource is not None else None

    def _begin(self, operands: list[Any], resources: Any) -> None:
        above = self._marked[-1] if self._marked else _Marked()
        own = _Marked(above.beside, above.tag, above.says, above.told)
        name = str(operands[0]) if operands else ""
        properties = _solid(operands[1]) if len(operands) > 1 else None
        if isinstance(properties, str):
            listed = _solid(resources.get("/Properties")) or {}
            properties = _solid(listed.get(properties))
        if isinstance(properties, dict):
            if isinstance(number := properties.get("/MCID"), int):
                own.tag = int(number)
            if (says := properties.get("/ActualText")) is not None and own.says is None:
                own.says, own.told = _said(says), False
        own.beside = own.beside or name == "/Artifact"
        self._marked.append(own)

    def end(self, _operands: list[Any]) -> None:
        if self._marked:
            self._marked.pop()

    def keep(self, _operands: list[Any]) -> None:
        self._kept.append(self._state.copy())

    def bring_back(self, _operands: list[Any]) -> None:
        if self._kept:
            self._state = self._kept.pop()

    def concatenate(self, operands: list[Any]) -> None:
        self._state.matrix = product(_matrix(operands), self._state.matrix)

    def begin_text(self, _operands: list[Any]) -> None:
        self._line = self._text = _UNIT

    def place(self, operands: list[Any]) -> None:
        self._line = self._text = _matrix(operands)

    def move(self, operands: list[Any]) -> None:
        self._move(float(operands[0]), float(operands[1]))

    def move_leading(self, operands: list[Any]) -> None:
        self._state.leading = -float(operands[1])
        self.move(operands)

    def next_line(self, _operands: list[Any]) -> None:
        self._move(0.0, -self._state.leading)

    def _move(self, x: float, y: float) -> None:
        self._line = self._text = product((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def show(self, operands: list[Any]) -> None:
        self._show(operands[0])

    def show_next(self, operands: list[Any]) -> None:
        self.next_line(operands)
        self._show(operands[-1])

    def show_spaced(self, operands: list[Any]) -> None:
        self._state.word_spacing = float(operands[0])
        self._state.spacing = float(operands[1])
        self.show_next(operands)

    def show_several(self, operands: list[Any]) -> None:
        for one in operands[0]:
            if isinstance(one, bytes | str):
                self._show(one)
            else:
                state = self._state
                self._advance(-float(one) / 1000 * state.size * state.scale)

    def _advance(self, by: float) -> None:
        a, b, c, d, e, f = self._text
        self._text = (a, b, c, d, e + by * a, f + by * b)

    def _show(self, said: bytes | str) -> None:
        state = self._state
        if state.font is None:
            self._fonts.lost += len(said)
            return
        data = said if isinstance(said, bytes) else said.encode("latin-1", "replace")
        widths = state.font.font.character_widths
        for code, text in self._letters(state.font, data):
            width = widths.get(code, widths.get("default", 500)) / 1000 * state.size
            self._draw_one(text, width * state.scale, state.font)
            spacing = state.spacing + (state.word_spacing if code == " " else 0.0)
            self._advance((width + spacing) * state.scale)

    def _draw_one(self, text: str, width: float, known: Known) -> None:
        state = self._state
        a, b, _c, d, x, y = product(
            product((1.0, 0.0, 0.0, 1.0, 0.0, state.rise), self._text), state.matrix
        )
        c = product(self._text, state.matrix)[2]
        marked = self._marked[-1] if self._marked else _Marked()
        if marked.says is not None:
            text, marked.told = ("" if marked.told else marked.says), True
        size = state.size * (c * c + d * d) ** 0.5
        turned = abs(b) > abs(a) * 0.2
        ends = x + width * a
        self.glyphs.append(
            Glyph(
                text,
                min(x, ends),
                max(x, ends),
                y,
                abs(size),
                known.bold,
                known.italic,
                marked.beside,
                turned,
                marked.tag,
            )
        )

    def _letters(self, known: Known, data: bytes) -> Iterator[tuple[str, str]]:
        """Yield the code of each letter, by which its width is known, and what it says."""
        font = known.font
        for code, named in _codes(font, data):
            text = font.character_map.get(named, named if known.is_named else _NOWHERE)
            if _is_lost(text):
                self._fonts.lost += 1
                yield code, _NOWHERE
            else:
                self._fonts.told += 1
                yield code, _plain(text)


def _codes(font: Font, data: bytes) -> Iterator[tuple[str, str]]:
    if isinstance(font.encoding, str):
        try:
            said = data.decode(font.encoding, "surrogatepass")
        except (UnicodeDecodeError, LookupError):
            said = data.decode("latin-1")
        yield from zip(said, said, strict=True)
        return
    for number in data:
        yield chr(number), font.encoding.get(number, chr(number))


def _is_lost(text: str) -> bool:
    return any(
        one == _NOWHERE or "\ue000" <= one <= "\uf8ff" or (one < " " and one not in "\t\n\r")
        for one in text
    ) and not any(one in _BULLETS for one in text)


_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf0a8\uf020"
_READ_AS = str.maketrans(
    dict(zip(_BULLETS, "•▪➢✓–□ ", strict=True)) | {"\u00a0": " ", "\u2010": "-", "\u2011": "-"}
)


def _plain(text: str) -> str:
    text = text.translate(_READ_AS)
    if any(first <= one <= last for one in text for first, last in _SHAPES):
        return unicodedata.normalize("NFKC", text)
    return text


def _said(says: Any) -> str:
    if isinstance(says, bytes):
        return (
            says.decode("utf-16", "replace")
            if says[:2] in {b"\xfe\xff", b"\xff\xfe"}
            else says.decode("latin-1")
        )
    return str(says)


def _weight(font: Font) -> tuple[bool, bool]:
    name, looks = font.name.lower(), font.font_descriptor
    try:
        heavy = float(looks.weight) >= _HEAVY
    except (TypeError, ValueError):
        heavy = False
    flags = looks.flags if isinstance(looks.flags, int) else 0
    bold = (
        heavy
        or bool(flags & _FORCED_BOLD)
        or any(one in name for one in ("bold", "black", "heavy"))
    )
    return bold, bool(flags & _ITALIC) or any(one in name for one in ("italic", "oblique"))


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands[:6])
    return (a, b, c, d, e, f)


def _solid(one: Any) -> Any:
    return one.get_object() if one is not None and hasattr(one, "get_object") else one


def _set(name: str, by: float = 1.0) -> Callable[[_Drawing, list[Any]], None]:
    def act(drawing: _Drawing, operands: list[Any]) -> None:
        setattr(drawing._state, name, float(operands[0]) * by)

    return act


_ACTS: dict[bytes, Callable[[_Drawing, list[Any]], None]] = {
    b"q": _Drawing.keep,
    b"Q": _Drawing.bring_back,
    b"cm": _Drawing.concatenate,
    b"BT": _Drawing.begin_text,
    b"Tm": _Drawing.place,
    b"Td": _Drawing.move,
    b"TD": _Drawing.move_leading,
    b"T*": _Drawing.next_line,
    b"Tj": _Drawing.show,
    b"TJ": _Drawing.show_several,
    b"'": _Drawing.show_next,
    b'"': _Drawing.show_spaced,
    b"EMC": _Drawing.end,
    b"Tc": _set("spacing"),
    b"Tw": _set("word_spacing"),
    b"Tz": _set("scale", 0.01),
    b"TL": _set("leading"),
    b"Ts": _set("rise"),
}
