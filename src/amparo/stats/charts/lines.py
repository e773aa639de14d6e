"""Counts over time, as steps: a count changes on a day and holds until the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from .axes import round_steps, share_of_time, year_steps
from .pen import Pen, short

INKS = ("a", "b")
TOP, BELOW = 22, 22  # room for the highest label, and for the years
EDGE = 1000  # the width of the inner drawing, stretched to the page


@dataclass(frozen=True, slots=True)
class Series:
    """A count under its name: on each of these days it became so many."""

    name: str
    points: tuple[tuple[date, int], ...]

    def at(self, day: date) -> int:
        """Return the count on a day; nothing before the first."""
        return next((count for on, count in reversed(self.points) if on <= day), 0)


def counts_over_time(
    series: Sequence[Series],
    *,
    title: str,
    desc: str,
    first: date,
    last: date,
    height: int = 260,
    standalone: bool = False,
) -> str:
    """
    Return one or two counts as steps from `first` to `last`, each named where it ends.

    The zero line is drawn, and the axis begins there.
    """
    pen = Pen(height, standalone=standalone)
    floor = height - BELOW
    highest = max((count for one in series for _, count in one.points), default=0)
    levels = round_steps(highest)

    def y(count: float) -> float:
        return floor - (floor - TOP) * count / levels[-1]

    parts = [pen.level(y(level), "quiet" if level == 0 else "rule") for level in levels]
    parts += [pen.words(0, y(level) - 4, level, size=12) for level in levels if level]
    for year in year_steps(first, last):
        share = share_of_time(date(year, 1, 1), first, last)
        parts.append(pen.upright(share, floor, floor + 4, "quiet"))
        anchor = "start" if share < 0.03 else "end" if share > 0.97 else "middle"
        parts.append(pen.words(share, height - 4, year, anchor=anchor, size=12))
    parts += [
        _steps(one, ink, pen, first=first, last=last, highest=levels[-1], floor=floor)
        for one, ink in zip(series, INKS, strict=False)
    ]
    parts += _names(series, pen, first, last, y)
    return pen.drawing(title, desc, *parts)


def _steps(
    one: Series, ink: str, pen: Pen, *, first: date, last: date, highest: int, floor: float
) -> str:
    """
    Return the line itself, in an inner drawing that is stretched without thickening the line.

    A drawing that stands alone is not stretched: not every reader of SVG keeps a line its width.
    """
    width, height = (pen.width, floor - TOP) if pen.standalone else (EDGE, highest)
    points = [
        (
            round(width * share_of_time(day, first, last)),
            short(height * (highest - count) / highest),
        )
        for day, count in one.points
        if day <= last
    ]
    if not points:
        return ""
    (x, y), *rest = points
    path = f"M{x} {y}" + "".join(f"H{x}V{y}" for x, y in rest)
    dashes = ' stroke-dasharray="6 4"' if ink == "b" else ""
    size = f'width="{pen.wide(1)}" height="{floor - TOP:g}" viewBox="0 0 {width} {short(height)}"'
    return (
        f'<svg y="{TOP}" {size} preserveAspectRatio="none" overflow="visible">'
        f'<path d="{path}H{width}" fill="none" stroke-width="2.5" stroke-linejoin="round"{dashes} '
        f'vector-effect="non-scaling-stroke" {pen.stroke(ink)}/></svg>'
    )


def _names(
    series: Sequence[Series],
    pen: Pen,
    first: date,
    last: date,
    y: Callable[[float], float],
) -> list[str]:
    """Return each name with its last count, above its line and clear of the other's name."""
    placed: list[float] = []
    parts = []
    for one, ink in sorted(
        zip(series, INKS, strict=False), key=lambda pair: pair[0].at(last), reverse=True
    ):
        # Above the line where the name stands over it, which is its last third.
        recent = [count for day, count in one.points if day > last - (last - first) / 3]
        at = y(max([one.at(last), *recent])) - 8
        if placed:
            at = max(at, placed[-1] + 18)
        placed.append(at)
        parts.append(
            pen.words(1, at, f"{one.name} {one.at(last)}", anchor="end", colour=ink, bold=True)
        )
    return parts
