"""One axis of time and, along it, a lane for each treaty or kind of event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from .axes import share_of_time, year_steps
from .pen import Pen, short

LANE, LABEL, YEARS, STRIP = 42, 16, 24, 18
# Each kind of mark has a shape of its own, so that colour never speaks alone.
SHAPES = {
    "circle": '<circle r="5" {paint}/>',
    "ring": '<circle r="4.5" stroke-width="2" {paint}/>',
    "diamond": '<path d="M0-6 6 0 0 6-6 0z" {paint}/>',
    "square": '<path d="M-4.5-4.5h9v9h-9z" {paint}/>',
    "triangle": '<path d="M0-6 6 5H-6z" {paint}/>',
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a day to another, or to the end of the axis: `thin` before, full while in force."""

    first: date
    last: date | None = None
    thin: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day."""

    on: date
    words: str
    shape: str = "circle"
    ink: str = "a"


@dataclass(frozen=True, slots=True)
class Lane:
    """A name, what it says at the other end, and what lies along it."""

    name: str
    words: str = ""
    stretches: tuple[Stretch, ...] = ()
    marks: tuple[Mark, ...] = ()


def strip(lane: Lane, *, first: date, last: date, years: bool = False) -> str:
    """
    Return one lane without its name, for a page that sets the names as text above it.

    With `years`, the axis itself: the years and nothing else. Decorative: the page says in words
    what the strip shows.
    """
    pen = Pen(YEARS if years else STRIP)
    parts = []
    for year in year_steps(first, last):
        share = share_of_time(date(year, 1, 1), first, last)
        if years:
            parts.append(pen.words(share, 16, year, anchor=_anchor(share), size=12))
        else:
            parts.append(pen.upright(share, 0, STRIP))
    if not years:
        parts += _along(lane, STRIP / 2, pen, first, last)
    return (
        f'<svg width="100%" height="{pen.height}" direction="ltr" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def lanes_of_time(
    lanes: Sequence[Lane],
    *,
    title: str,
    desc: str,
    first: date,
    last: date,
    standalone: bool = False,
) -> str:
    """Return the lanes one under another along the same years."""
    pen = Pen(LANE * len(lanes) + YEARS, standalone=standalone)
    floor = LANE * len(lanes)
    parts = []
    for year in year_steps(first, last):
        share = share_of_time(date(year, 1, 1), first, last)
        parts.append(pen.upright(share, 0, floor + 4))
        parts.append(pen.words(share, floor + 18, year, anchor=_anchor(share), size=12))
    for index, lane in enumerate(lanes):
        parts += _lane(lane, index * LANE, pen, first, last)
    return pen.drawing(title, desc, *parts)


def _lane(lane: Lane, top: int, pen: Pen, first: date, last: date) -> list[str]:
    return [
        pen.words(0, top + LABEL, lane.name, colour="ink", size=14),
        pen.words(1, top + LABEL, lane.words, anchor="end") if lane.words else "",
        *_along(lane, top + LABEL + 12, pen, first, last),
    ]


def _along(lane: Lane, middle: float, pen: Pen, first: date, last: date) -> list[str]:
    """Return what lies along a lane, about its middle line."""
    parts = [pen.level(middle)]
    for one in lane.stretches:
        left = share_of_time(one.first, first, last)
        right = share_of_time(one.last or last, first, last)
        y, height = (middle - 1.5, 3) if one.thin else (middle - 5, 10)
        drawn = pen.box(left, right, y, height, pen.fill("b" if one.thin else "a"))
        parts.append(f"<g><title>{escape(one.words)}</title>{drawn}</g>" if one.words else drawn)
    parts += [_mark(one, middle, pen, first, last) for one in lane.marks]
    return parts


def _mark(mark: Mark, middle: float, pen: Pen, first: date, last: date) -> str:
    fill = "paper" if mark.shape == "ring" else mark.ink
    stroke = mark.ink if mark.shape == "ring" else "paper"
    shape = SHAPES[mark.shape].format(paint=pen.both(fill, stroke))
    x = pen.across(share_of_time(mark.on, first, last))
    return (
        f'<svg x="{x}" y="{short(middle)}" overflow="visible">'
        f"<title>{escape(mark.words)}</title>{shape}</svg>"
    )


def _anchor(share: float) -> str:
    """Return how a year is set, so that the first and the last stay on the drawing."""
    return "start" if share < 0.03 else "end" if share > 0.97 else "middle"
