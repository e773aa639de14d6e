"""That nothing was dropped in silence: every sign of the lines is in the document or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from amparo.documents.lines import Line

from .notes import RAISED

_LEFT_OUT = str.maketrans("", "", " \t\n\u00a0\u3000\u00ad-.[]()（）．、:*")
_MOST_SAID = 40


def lost(lines: Sequence[Line], kept: Iterable[str]) -> str:
    """Return the signs of the lines that are found nowhere in what was kept, in no order."""
    before = Counter(_signs(_words(line) for line in lines))
    before.subtract(Counter(_signs(kept)))
    return "".join(sign * count for sign, count in before.items() if count > 0)


def doubt(signs: str) -> str:
    """Return what is to be said of signs that were lost."""
    shown = signs[:_MOST_SAID] + ("…" if len(signs) > _MOST_SAID else "")
    return f"{len(signs)} signs of the file are not in the document: {shown}"


def _words(line: Line) -> str:
    cells = "".join(cell for row in line.rows for cell in row)
    return line.text + cells + line.number


def _signs(texts: Iterable[str]) -> str:
    return "".join(texts).translate(_LEFT_OUT).translate(RAISED)
