"""Bars that show how much of a whole something is, each under its own name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .pen import Pen

ROW, BAR, LABEL, WORDS = 62, 14, 17, 52  # all measured from the top of a row


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: `a` filled, `b` hatched."""

    amount: int
    ink: str = "a"


@dataclass(frozen=True, slots=True)
class Bar:
    """A whole of `whole`, its pieces from where reading begins, its name and its figures in words."""

    name: str
    parts: tuple[Part, ...]
    whole: int
    words: str


def share_bars(
    bars: Sequence[Bar],
    *,
    title: str,
    desc: str,
    identifier: str,
    mirrored: bool = False,
    standalone: bool = False,
) -> str:
    """
    Return a bar for each whole, all on one scale so that they can be compared.

    `identifier` names the drawing's pattern and is used once on a page.
    """
    pen = Pen(ROW * len(bars), standalone=standalone, mirrored=mirrored)
    longest = max((bar.whole for bar in bars), default=0) or 1
    parts = [hatching(f"{identifier}-b", pen)]
    for index, bar in enumerate(bars):
        top = index * ROW
        parts.append(pen.words(0, top + LABEL, bar.name, colour="ink", size=14))
        parts.append(pen.words(0, top + WORDS, bar.words, size=12))
        y = top + LABEL + 7
        parts.append(pen.box(0, bar.whole / longest, y, BAR, pen.fill("rule")))
        reached = 0
        for part in bar.parts:
            paint = pen.fill("a") if part.ink == "a" else f'fill="url(#{identifier}-b)"'
            ends = reached + part.amount
            if part.amount:
                parts.append(pen.box(reached / longest, ends / longest, y, BAR, paint))
            reached = ends
    return pen.drawing(title, desc, *parts)


def hatching(name: str, pen: Pen) -> str:
    """Return the pattern of slanting lines under a name."""
    return (
        f'<defs><pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="5" height="5" {pen.fill("rule")}/>'
        f'<line y2="5" stroke-width="5" {pen.stroke("b")}/></pattern></defs>'
    )
