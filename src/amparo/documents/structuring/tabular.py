"""Lines that stand in columns: a table perhaps, which the file does not tell of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from amparo.core.words import gettext_noop as _
from amparo.documents.lines import Line
from amparo.documents.structure import Doubt

_OPENING = re.compile(r"(?:\(?[\w.]{1,6}[.)、．]|[\d.]{1,8}|[-–—•·*]+)\t")
_FEWEST = 3  # rows
_MOST_BETWEEN = 6  # lines of a cell that goes on below
_MOST_SAID = 60


def gaps_of(text: str) -> int:
    """Return how many wide gaps a line has, but for the one after its number."""
    return _OPENING.sub("", text, count=1).count("\t") if _OPENING.match(text) else text.count("\t")


def doubts(lines: Sequence[Line]) -> Iterator[Doubt]:
    """Yield a doubt for each place where lines stand in columns and are kept as text."""
    for rows in _near([place for place, line in enumerate(lines) if _is_row(line)]):
        if len(rows) >= _FEWEST:
            said = _("Lines that stand in columns, perhaps a table, are kept as text from: {text}")
            yield Doubt(said, text=lines[rows[0]].text[:_MOST_SAID])


def _is_row(line: Line) -> bool:
    return line.gaps > 0 and not (line.is_whole or line.rows or line.note)


def _near(places: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places in groups, none farther from the one before than lines of a cell may be."""
    group: list[int] = []
    for place in places:
        if group and place - group[-1] > _MOST_BETWEEN:
            yield group
            group = []
        group.append(place)
    if group:
        yield group
