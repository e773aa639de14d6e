"""Round numbers and whole years for the axes."""

from __future__ import annotations

from datetime import date

YEARS_PER_STEP = (1, 2, 5, 10, 20, 50, 100)
MOST_STEPS = 7


def round_steps(highest: int) -> list[int]:
    """Return the levels to draw from zero, by 1, 2, 2.5 or 5 times ten, the last above `highest`."""
    unit = 1
    while True:
        for step in (unit, 2 * unit, 5 * unit // 2 if unit >= 10 else 0, 5 * unit):
            if step and step * 4 >= highest:
                last = -(-max(highest, 1) // step)
                return [step * n for n in range(last + 1)]
        unit *= 10


def year_steps(first: date, last: date) -> list[int]:
    """Return the years to mark: those whose 1 January lies in between, at most seven."""
    for step in YEARS_PER_STEP:
        start = -(-(first.year + (first > date(first.year, 1, 1))) // step) * step
        years = list(range(start, last.year + 1, step))
        if len(years) <= MOST_STEPS:
            return years
    return [last.year]


def share_of_time(day: date, first: date, last: date) -> float:
    """Return where a day lies between two others, from 0 to 1; beyond them, at the edge."""
    whole = (last - first).days
    if whole <= 0:
        return 1.0
    return min(1.0, max(0.0, (day - first).days / whole))
