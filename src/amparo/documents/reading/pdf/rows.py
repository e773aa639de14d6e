"""Letters with places become rows of words: what stands on one line, from its first word to its last."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from amparo.documents.structure import NoteMark

from . import direction
from .glyphs import Glyph

if TYPE_CHECKING:
    from .tables import Table

_SAME_LINE = 0.25  # of a letter's size
_SMALL = 0.88  # a letter this much smaller than the line's may be raised
_RAISED_FROM, _RAISED_TO = 0.12, 0.75
_MOST_RAISED = 8  # signs
_SPACE = 0.17  # a gap between words, in sizes
_WIDE_SPACE = 0.6  # the same between signs that fill a square
_TAB = 1.3
_APART = 0.35  # letters drawn twice stand closer than this, in points
_MARK = re.compile(r"([\d*†‡§]+|[a-z])[.)]?")
_SPAN = re.compile(r"(\d{4})([-–])(\d{4})(?!\d)")
_OPENS_BACKWARD = re.compile(r"(?:^|\s)\)(?=\w)|(?<=\w)\((?=\s|$|[.,،؛])")
_OPENS_FORWARD = re.compile(r"(?:^|\s)\((?=\w)|(?<=\w)\)(?=\s|$|[.,،؛])")


@dataclass(slots=True)
class Row:
    """A line of print. `cells` are its parts between wide gaps, from the side it is read from."""

    glyphs: list[Glyph]
    y: float
    size: float
    x0: float = 0.0
    x1: float = 0.0
    text: str = ""
    marks: tuple[NoteMark, ...] = ()
    from_right: bool = False
    bold: bool = False
    italic: bool = False
    beside: bool = False
    tags: frozenset[int] = frozenset()
    starts_raised: str = ""  # raised signs that it begins with
    margin: float | None = None  # where its column begins, if it stands in one
    table: Table | None = None  # stands here, and has no letters of its own

    @property
    def middle(self) -> float:
        """Where its middle stands."""
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class _Line:
    y: float
    size: float
    glyphs: list[Glyph] = field(default_factory=list)


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """Return the rows of a page from the top; what is turned on its side comes last."""
    drawn = [one for one in _once(glyphs) if one.text]
    upright = [one for one in drawn if not one.turned]
    rows = [row for line in _lines(upright) for row in _row(line)]
    _turn_brackets(rows)
    turned = [one for one in drawn if one.turned]
    if turned:
        text = "".join(one.text for one in turned).strip()
        if text:
            rows.append(Row(turned, 0.0, turned[0].size, text=text, beside=True))
    return rows


def words_of(row: Row, glyphs: list[Glyph], *, turned_brackets: bool = False) -> None:
    """Say what a row says: its letters in the order of reading, with spaces, and raised signs out."""
    texts = [one.text for one in glyphs]
    row.from_right = direction.runs_from_right(texts)
    ordered = direction.in_order(_units(glyphs), lambda one: one.text, from_right=row.from_right)
    _say(
        row,
        [
            replace(one, text=direction.mirrored(one.text)) if turned_brackets and is_right else one
            for one, is_right in ordered
        ],
    )
    if row.from_right and (span := _SPAN.match(row.text)) and span[1] > span[3]:
        # At the start of a line, the words before do not tell which of two years comes first.
        row.text = f"{span[3]}{span[2]}{span[1]}{row.text[span.end() :]}"


def _turn_brackets(rows: list[Row]) -> None:
    """
    Turn brackets round where a PDF names them by their look.

    Where lines run from the right, an opening bracket looks like a closing one. Some PDFs give the
    letter, some the look; what a page does is told from all its lines.
    """
    from_right = [row for row in rows if row.from_right]
    backward = sum(len(_OPENS_BACKWARD.findall(row.text)) for row in from_right)
    forward = sum(len(_OPENS_FORWARD.findall(row.text)) for row in from_right)
    if backward > forward:
        for row in from_right:
            row.starts_raised = ""
            words_of(row, row.glyphs, turned_brackets=True)


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Leave out letters that are drawn a second time to make them look heavy."""
    drawn: dict[tuple[str, int, int], Glyph] = {}
    for one in glyphs:
        if one.text.strip():
            key = (one.text, round(one.x0 / 2), round(one.y / 2))
            near = drawn.get(key)
            if (
                near is not None
                and abs(near.x0 - one.x0) < _APART
                and abs(near.y - one.y) < _APART
                and one.x1 - one.x0 > _APART
            ):
                near.bold = True
                continue
            drawn[key] = one
        yield one


def _lines(glyphs: list[Glyph]) -> list[_Line]:
    """Group letters by the line that they stand on; small raised ones come to the line beside."""
    lines: list[_Line] = []
    waiting = glyphs
    while waiting:
        usual = _usual_size(waiting)
        by_height: dict[int, list[_Line]] = {}
        made: list[_Line] = []
        small = [one for one in waiting if _is_small(one, usual)]
        for one in waiting:
            if not _is_small(one, usual):
                _onto(made, by_height, one)
        # What is small and stands beside no line is a text of its own: notes, with raised marks.
        waiting = [one for one in small if not _attached(by_height, one)]
        lines += made
    return sorted(_with_raised(lines), key=lambda line: -line.y)


def _with_raised(lines: list[_Line]) -> list[_Line]:
    """Put signs that are raised without being small onto the line that they stand in a gap of."""
    kept: list[_Line] = []
    for line in sorted(lines, key=lambda one: -len(one.glyphs)):
        base = next((one for one in kept if _stands_in(line, one)), None)
        if base is None:
            kept.append(line)
            continue
        for one in line.glyphs:
            one.raised = True
        base.glyphs += line.glyphs
    return kept


def _stands_in(line: _Line, base: _Line) -> bool:
    solid = [one for one in line.glyphs if one.text.strip()]
    above = line.y - base.y
    if not base.size * _RAISED_FROM < above < base.size * _RAISED_TO or len(solid) > _MOST_RAISED:
        return False
    return all(
        one.x1 - other.x0 < 1 or other.x1 - one.x0 < 1
        for one in solid
        for other in base.glyphs
        if other.text.strip()
    ) and any(abs(solid[0].x0 - other.x1) < base.size / 2 for other in base.glyphs if solid)


def _is_small(one: Glyph, usual: float) -> bool:
    return one.size < usual * _SMALL


def _attached(by_height: dict[int, list[_Line]], one: Glyph) -> bool:
    line = _beside(by_height, one)
    if line is None:
        return False
    one.raised = one.y - line.y > line.size * _RAISED_FROM
    line.glyphs.append(one)
    return True


def _onto(lines: list[_Line], by_height: dict[int, list[_Line]], one: Glyph) -> None:
    height = round(one.y)
    for near in (height, height - 1, height + 1, height - 2, height + 2, height - 3, height + 3):
        for line in by_height.get(near, ()):
            if abs(line.y - one.y) <= max(line.size, one.size) * _SAME_LINE:
                line.glyphs.append(one)
                if one.text.strip() and one.size > line.size:
                    line.size = one.size
                return
    line = _Line(one.y, one.size, [one])
    lines.append(line)
    by_height.setdefault(height, []).append(line)


def _beside(by_height: dict[int, list[_Line]], one: Glyph) -> _Line | None:
    """Return the line that a small letter is raised on: the nearest below with letters beside it."""
    found: _Line | None = None
    for height in range(round(one.y) - 12, round(one.y) + 4):
        for line in by_height.get(height, ()):
            above = one.y - line.y
            if not -line.size * _SAME_LINE <= above <= line.size * _RAISED_TO:
                continue
            if one.size > line.size * _SMALL:
                continue
            if any(
                abs(one.x0 - other.x1) < line.size or abs(other.x0 - one.x1) < line.size
                for other in line.glyphs
            ) and (found is None or abs(above) < abs(one.y - found.y)):
                found = line
    return found


def _usual_size(glyphs: list[Glyph]) -> float:
    sizes = Counter(round(one.size, 1) for one in glyphs if one.text.strip())
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _row(line: _Line) -> Iterator[Row]:
    glyphs = sorted(line.glyphs, key=lambda one: (one.x0, one.x1))
    solid = [one for one in glyphs if one.text.strip()]
    if not solid:
        return
    full = [one for one in solid if not one.raised] or solid
    size = Counter(round(one.size, 1) for one in full).most_common(1)[0][0]
    row = Row(
        glyphs,
        line.y,
        size,
        x0=solid[0].x0,
        x1=max(one.x1 for one in solid),
        bold=_most(full, "bold"),
        italic=_most(full, "italic"),
        beside=all(one.beside for one in solid),
        tags=frozenset(one.tag for one in solid),
    )
    words_of(row, glyphs)
    if row.text:
        yield row


def _most(glyphs: list[Glyph], look: str) -> bool:
    letters = [one for one in glyphs if any(sign.isalpha() for sign in one.text)] or glyphs
    return sum(bool(getattr(one, look)) for one in letters) * 10 >= len(letters) * 9


def _units(glyphs: list[Glyph]) -> list[Glyph]:
    """Return letters from left to right with the spaces that gaps stand for; accents after letters."""
    units: list[Glyph] = []
    edge: float | None = None
    for one in glyphs:
        if _is_accent(one) and units:
            units[-1] = _accented(units[-1], one)
            continue
        if one.text.isspace():
            # A space drawn where letters stand already separates nothing.
            if edge is not None and one.x1 <= edge + 0.1:
                continue
            edge = edge if edge is not None else one.x0
            if units and not units[-1].text.isspace():
                units.append(_space(one, " "))
            continue
        if edge is not None and units:
            last = next((each for each in reversed(units) if not each.text.isspace()), units[-1])
            gap, size = one.x0 - last.x1, max(one.size, last.size)
            wide = _WIDE_SPACE if _is_square(one.text) or _is_square(last.text) else _SPACE
            if gap > size * _TAB:
                if units[-1].text.isspace():
                    units.pop()
                units.append(_space(one, "\t"))
            elif gap > size * wide and not units[-1].text.isspace():
                units.append(_space(one, " "))
        units.append(one)
        edge = one.x1 if edge is None else max(edge, one.x1)
    while units and units[-1].text.isspace():
        units.pop()
    return units


def _space(near: Glyph, text: str) -> Glyph:
    return Glyph(
        text, near.x0, near.x0, near.y, near.size, raised=near.raised and near.text.isspace()
    )


def _is_accent(one: Glyph) -> bool:
    return bool(one.text) and all(unicodedata.category(sign) == "Mn" for sign in one.text)


def _accented(letter: Glyph, accent: Glyph) -> Glyph:
    return replace(letter, text=unicodedata.normalize("NFC", letter.text + accent.text))


def _is_square(text: str) -> bool:
    return any(
        unicodedata.east_asian_width(one) in {"W", "F"} or one in "“”‘’…—" for one in text
    ) and not any("가" <= one <= "힣" for one in text)


def _say(row: Row, units: list[Glyph]) -> None:
    text, marks, raised = "", [], ""
    for one in [*units, None]:
        if one is not None and one.raised:
            raised += one.text
            continue
        if raised:
            kept, found = _marks(raised, len(text.rstrip()), text)
            if not text.strip() and found:
                row.starts_raised = found[0].mark
            text += kept
            marks += found
            raised = ""
        if one is not None:
            text += one.text
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    row.text = text
    row.marks = tuple(
        NoteMark(min(max(one.at - lead, 0), len(text)), one.mark)
        for one in marks
        if not (row.starts_raised and one is marks[0])
    )


def _marks(raised: str, at: int, before: str) -> tuple[str, list[NoteMark]]:
    """Return what of raised signs stays in the text, and the notes that they call."""
    pieces = [one for one in re.split(r"[,،、\s]+", raised.strip()) if one]
    if pieces and all(_MARK.fullmatch(one) for one in pieces) and not _is_unit(before, raised):
        return "", [NoteMark(at, one.rstrip(".)")) for one in pieces]
    return raised, []


def _is_unit(before: str, raised: str) -> bool:
    """Test whether a raised figure is part of a measure: m², km³."""
    return raised.strip() in {"2", "3"} and re.search(r"\d\s*[ckm]?m$", before) is not None
