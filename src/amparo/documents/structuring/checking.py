"""That nothing was dropped in silence: every sign of the lines is in the document or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from amparo.core.words import gettext_noop as _
from amparo.documents.lines import Line
from amparo.documents.structure import Doubt

from .notes import RAISED

_LEFT_OUT = frozenset(" \t\n\u00a0\u3000\u00ad-.[]()（）．、:*")
_MOST_SAID = 40


def lost(lines: Sequence[Line], kept: Iterable[str]) -> str:
    """Return the signs of the lines that are found nowhere in what was kept, in no order."""
    left = _counted(_words(line) for line in lines)
    left.subtract(_counted(kept))
    return "".join(sign * count for sign, count in left.items() if count > 0)


def doubt(signs: str) -> Doubt:
    """Return what is to be said of signs that were lost."""
    shown = signs[:_MOST_SAID] + ("…" if len(signs) > _MOST_SAID else "")
    said = _("Signs of the file that are not in the document: {count} ({signs}).")
    return Doubt(said, count=len(signs), signs=shown)


def _words(line: Line) -> str:
    if not line.rows and not line.number:
        return line.text
    return line.text + "".join(cell for row in line.rows for cell in row) + line.number


def _counted(texts: Iterable[str]) -> Counter[str]:
    """Return how often each sign stands in these texts, raised figures taken for what they are."""
    counted = Counter("".join(texts))
    for sign in _LEFT_OUT & counted.keys():
        del counted[sign]
    for code in RAISED.keys() & {ord(sign) for sign in counted}:
        counted[RAISED[code]] += counted.pop(chr(code))
    return counted
