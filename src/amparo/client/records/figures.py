"""Figures with the rows they count, and annual reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure counts."""

    name: str
    title: str
    unit: str
    counts: str
    leaves_out: str
    rule: str
    over_a_period: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A figure as at a day, as known at a moment.

    A share keeps its numerator and denominator. `rows` says how many rows it counts,
    `rows_path` where they are.
    """

    measure: Measure
    value: Any
    numerator: int | None
    denominator: int | None
    on: date
    since: date | None
    known_at: datetime
    choices: dict[str, str]
    rows: int
    rows_path: str
    path: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a figure counts."""

    number: int
    reference: str
    label: str
    on: date | None
    amount: str
    source: str
    path: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An annual report, and where it can be had in which form."""

    year: int
    ordinal: int
    symbol: str
    distributed_on: date | None
    path: str
    docx: str
    pdf: str
    json: str
