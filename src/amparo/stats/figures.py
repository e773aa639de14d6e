"""
The published figures beside the system's own: read from `data/published/`, compared one by one.

What each file holds is said in data/published/README.md.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, Value, measure_named
from amparo.core.words import gettext_noop as _
from amparo.docket.records import end_of

from . import queries
from .rules.comparison import Published, Shape, agrees, is_lower_bound

SEEDS = ("S-2025", "S-2019", "TB-2020", "SP-2023", "TOOL")

# The day on which each report was distributed: what it says was known by then.
DISTRIBUTED = {
    "SPT-2025": date(2026, 3, 11),
    "SPT-2019": date(2020, 3, 16),
    "TB-2020": date(2020, 9, 14),
}

_REASON = re.compile(r"INC-\d\d\b")
_MAP_COLUMNS = ("id", "how", "measure", "choices", "on", "since", "known_on", "reason")


class How(StrEnum):
    """How the system arrives at a published figure."""

    COMPUTED = "computed"
    AGGREGATE = "aggregate"


class Outcome(StrEnum):
    """What the comparison of one figure found."""

    EQUAL = "equal"
    EXPLAINED = "explained"
    AGGREGATE = "aggregate"
    NOT_COVERED = "not covered"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One line of figures.csv."""

    id: str
    source: str
    paragraph: str
    as_of: str
    title: str
    value: str
    unit: str
    derivation: str
    notes: str

    @property
    def seed(self) -> str:
        """The first part of its name: which report it belongs to."""
        return next(seed for seed in SEEDS if self.id.startswith(f"{seed}-"))

    @property
    def at_least(self) -> bool:
        """Whether the report says "more than" or "at least"."""
        return is_lower_bound(self.notes)

    @property
    def published(self) -> Published:
        """The value, ready to be compared."""
        return Published(self.value, self.unit, self.at_least)

    @property
    def is_numeric(self) -> bool:
        """Whether it is a number, and not a day, a range, a list or a name."""
        return self.published.shape is Shape.NUMBER


@dataclass(frozen=True, slots=True)
class Mapped:
    """One line of a map file: how the system arrives at a figure."""

    id: str
    how: How
    measure: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    on: date | None = None
    since: date | None = None
    known_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """One published figure beside the system's own."""

    figure: PublishedFigure
    outcome: Outcome
    mapped: Mapped | None = None
    counted: str = ""
    reason: str = ""


def published_figures(folder: Path | None = None) -> list[PublishedFigure]:
    """Return the published figures, in the order of the file."""
    return [PublishedFigure(**row) for _where, row in _rows(_folder(folder) / "figures.csv")]


def topics(folder: Path | None = None) -> dict[str, str]:
    """Return the name under which a report looks for an aggregate, by figure."""
    return {row["id"]: row["topic"] for _where, row in _rows(_folder(folder) / "topics.csv")}


def mapped_figures(folder: Path | None = None) -> dict[str, Mapped]:
    """
    Return how the system arrives at each figure, by figure.

    :raises Refused: naming the line of a map that cannot be used.
    """
    folder = _folder(folder)
    known = {one.id for one in published_figures(folder)}
    found: dict[str, Mapped] = {}
    for path in sorted(folder.glob("map-*.csv")):
        for where, row in _rows(path):
            mapped = _mapped(where, row)
            if mapped.id not in known:
                raise Refused(
                    _("{where}: No figure {id} was published."), where=where, id=mapped.id
                )
            if mapped.id in found:
                raise Refused(_("{where}: {id} is mapped twice."), where=where, id=mapped.id)
            found[mapped.id] = mapped
    return found


def check(
    *,
    seed: str | None = None,
    folder: Path | None = None,
    progress: Callable[[], None] = lambda: None,
) -> list[Checked]:
    """
    Compare every published figure with the system's own.

    A difference counts as explained only where the map names a known contradiction; a reason for a
    difference that is not there is itself a fault.
    """
    if seed is not None and seed not in SEEDS:
        raise Refused(_("There is no report {seed}."), seed=seed)
    mapped = mapped_figures(folder)
    stored = queries.aggregates_by_figure()
    code_of = queries.state_codes()
    found = []
    for figure in published_figures(folder):
        if seed is None or figure.seed == seed:
            found.append(_checked(figure, mapped.get(figure.id), stored, code_of))
        progress()
    return found


def faults(checked: Iterable[Checked]) -> list[Checked]:
    """Return what may not be: unexplained differences, and gaps in the two annual reports."""
    return [
        one
        for one in checked
        if one.outcome is Outcome.UNEXPLAINED
        or (one.outcome is Outcome.NOT_COVERED and one.figure.seed in SEEDS[:2])
    ]


def tally(checked: Iterable[Checked]) -> dict[str, Counter[Outcome]]:
    """Return how many figures of each report had each outcome."""
    counts: dict[str, Counter[Outcome]] = {seed: Counter() for seed in SEEDS}
    for one in checked:
        counts[one.figure.seed][one.outcome] += 1
    return {seed: count for seed, count in counts.items() if count}


def numeric_computed(checked: Iterable[Checked]) -> tuple[int, int]:
    """Return how many of the numbers in the two annual reports are computed, and how many there are."""
    numbers = [one for one in checked if one.figure.is_numeric and one.figure.seed in SEEDS[:2]]
    computed = [one for one in numbers if one.outcome in (Outcome.EQUAL, Outcome.EXPLAINED)]
    return len(computed), len(numbers)


def known_at_issue(figure: PublishedFigure, mapped: Mapped) -> date:
    """Return the day by which what a figure counts was known. :raises Refused: if nobody says."""
    known_on = mapped.known_on or DISTRIBUTED.get(figure.source)
    if known_on is None:
        raise Refused(_("The map does not say when {source} was known."), source=figure.source)
    return known_on


def number(text: str) -> Decimal | int:
    """Return a published number."""
    return Decimal(text) if "." in text else int(text)


def as_text(value: Value) -> str:
    """Return a value as figures.csv writes it."""
    match value:
        case Decimal():
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case tuple():
            return "; ".join(value)
    return str(value)


def _checked(
    figure: PublishedFigure,
    mapped: Mapped | None,
    stored: Mapping[str, str],
    code_of: Mapping[str, str],
) -> Checked:
    if mapped is None:
        return Checked(figure, Outcome.NOT_COVERED)
    if mapped.how is How.AGGREGATE:
        held = stored.get(figure.id)
        if held is None:
            return Checked(figure, Outcome.NOT_COVERED, mapped)
        outcome = Outcome.AGGREGATE if held == figure.value else Outcome.UNEXPLAINED
        return Checked(figure, outcome, mapped, held)
    try:
        counted = _count(figure, mapped)
    except Refused as refusal:
        return Checked(figure, Outcome.UNEXPLAINED, mapped, reason=refusal.said(gettext))
    same = agrees(figure.published, counted, code_of=lambda name: code_of.get(name, name))
    explained = _REASON.search(mapped.reason) is not None
    if same and not explained:
        outcome, reason = Outcome.EQUAL, ""
    elif same:
        outcome = Outcome.UNEXPLAINED
        reason = gettext("{reason}: there is no difference any more").format(reason=mapped.reason)
    else:
        outcome = Outcome.EXPLAINED if explained else Outcome.UNEXPLAINED
        reason = mapped.reason
    return Checked(figure, outcome, mapped, as_text(counted.value), reason)


def _count(figure: PublishedFigure, mapped: Mapped) -> Figure:
    if mapped.on is None:
        raise Refused(_("The map does not say as at which day."))
    as_at = AsAt(mapped.on, end_of(known_at_issue(figure, mapped)), mapped.since)
    return measure_named(mapped.measure)(as_at, **mapped.choices)


def _mapped(where: str, row: Mapping[str, str]) -> Mapped:
    missing = [name for name in _MAP_COLUMNS if row.get(name) is None]
    if missing:
        raise Refused(_("{where}: The line lacks: {names}."), where=where, names=", ".join(missing))
    try:
        return Mapped(
            id=row["id"],
            how=How(row["how"]),
            measure=row["measure"],
            choices=dict(_choices(row["choices"])),
            on=_day(row["on"]),
            since=_day(row["since"]),
            known_on=_day(row["known_on"]),
            reason=row["reason"],
        )
    except ValueError as error:
        raise Refused(_("{where}: {why}"), where=where, why=error) from None


def _choices(text: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, (one.strip() for one in text.split(";"))):
        name, equals, value = part.partition("=")
        if not equals:
            raise ValueError(f"{part} is not a choice and its value.")
        yield name.strip(), value.strip()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield f"{path.name}:{reader.line_num}", row


def _folder(folder: Path | None) -> Path:
    return settings.DATA / "published" if folder is None else folder
