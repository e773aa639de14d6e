"""Pages set in two columns: read down one, then down the other."""

from __future__ import annotations

from .glyphs import Glyph
from .rows import Row, words_of

_GUTTER = 10.0  # points
_MOST_ACROSS = 0.15  # of the rows: headings and tables go across both columns
_FEWEST = 8
_WORDS = 22  # signs: a row of a column is a row of words


def split(rows: list[Row], width: float) -> list[Row]:
    """Return rows as they are read; where a page has two columns, rows are cut in two first."""
    gutter = _gutter(rows, width)
    if gutter is None:
        return rows
    ordered: list[Row] = []
    near: list[Row] = []
    far: list[Row] = []
    for row in rows:
        left, right = _cut(row, gutter)
        if (left is None and right is None) or row.table is not None:
            ordered += [*_in_column(near), *_in_column(far), row]
            near, far = [], []
            continue
        first, second = (right, left) if row.from_right else (left, right)
        near += [first] if first is not None else []
        far += [second] if second is not None else []
    return [*ordered, *_in_column(near), *_in_column(far)]


def _in_column(rows: list[Row]) -> list[Row]:
    """Note where the column begins that these rows stand in."""
    for row in rows:
        row.margin = max(one.x1 for one in rows) if row.from_right else min(one.x0 for one in rows)
    return rows


def _gutter(rows: list[Row], width: float) -> float | None:
    rows = [row for row in rows if row.text]
    if len(rows) < _FEWEST:
        return None
    best: tuple[int, float] | None = None
    for tenths in range(38, 63, 2):
        place = width * tenths / 100
        across = both = 0
        for row in rows:
            left, right = _sides(row, place)
            if left is None:
                across += 1
            elif len(left) and right and min(_letters(left), _letters(right)) >= _WORDS:
                both += 1
        if (
            both >= _FEWEST
            and across <= (both + across) * _MOST_ACROSS
            and (best is None or both > best[0])
        ):
            best = (both, place)
    return best[1] if best is not None else None


def _letters(glyphs: list[Glyph]) -> int:
    return sum(len(one.text) for one in glyphs if one.text.strip())


def _sides(row: Row, place: float) -> tuple[list[Glyph] | None, list[Glyph]]:
    """Return what of a row stands left and right of a place; nothing left if it goes across."""
    solid = [one for one in row.glyphs if one.text.strip()]
    half = _GUTTER / 2
    if any(one.x1 > place - half and one.x0 < place + half for one in solid):
        return None, []
    left = [one for one in row.glyphs if one.x1 <= place]
    return left, [one for one in row.glyphs if one.x0 >= place]


def _cut(row: Row, place: float) -> tuple[Row | None, Row | None]:
    left, right = _sides(row, place)
    if left is None:
        return None, None
    return _part(row, left), _part(row, right)


def _part(row: Row, glyphs: list[Glyph]) -> Row | None:
    solid = [one for one in glyphs if one.text.strip()]
    if not solid:
        return None
    part = Row(
        glyphs,
        row.y,
        row.size,
        x0=min(one.x0 for one in solid),
        x1=max(one.x1 for one in solid),
        bold=all(one.bold for one in solid),
        italic=all(one.italic for one in solid),
    )
    words_of(part, glyphs)
    return part if part.text else None
