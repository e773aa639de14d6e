"""
Sentences with figures in them.

A sentence is translated whole, with its `{places}`, and then split at them: so every language can
order its words as it must, and a figure stays a figure. Nobody types a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from string import Formatter

from babel.lists import format_list
from django.utils.translation import gettext as _

from amparo.core import wording
from amparo.core.calendar import Span as Days
from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, Row, measure_named
from amparo.docket.records import end_of
from amparo.stats import published

from .document import FigureSpan, Link, Span, Spans, Text

Filling = Span | Spans | str | int | date | Days

_MARK = "\x00"


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with its rows, and the span that stands for it in a sentence."""

    figure: Figure
    span: FigureSpan

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows it counts."""
        return self.figure.rows

    @property
    def number(self) -> int:
        """The value, for choosing between one and many."""
        value = self.figure.value
        return value if isinstance(value, int) else len(self.figure.rows)

    def __bool__(self) -> bool:
        return bool(self.figure.value)


@dataclass(frozen=True, slots=True)
class Frame:
    """
    What every figure of a report is counted by: a period, and the day by whose end it was known.

    `fixed` says that the day stands in the address of the rows, so that they stay what they were.
    """

    on: date
    since: date
    known_on: date
    fixed: bool = True

    @property
    def known_at(self) -> datetime:
        """The last moment of the day on which it was known."""
        return end_of(self.known_on)

    def as_at(self, on: date | None = None, since: date | None = None) -> AsAt:
        """Return the frame as measures take it, or that of other days known equally."""
        return AsAt(on or self.on, self.known_at, since or self.since)


def count(
    frame: Frame,
    name: str,
    choices: Mapping[str, str],
    *,
    on: date | None = None,
    since: date | None = None,
) -> Counted:
    """Return the figure of a measure in the frame of the report, or as at another day."""
    as_at = frame.as_at(on, since)
    figure = measure_named(name)(as_at, **choices)
    over_a_period = measure_named(name).over_a_period
    span = FigureSpan(
        text=wording.shown(figure.value),
        measure=name,
        value=figure.value,
        on=as_at.on,
        since=as_at.since if over_a_period else None,
        choices=choices,
        path=published.figure_path(
            name, as_at, choices, frame.known_on.isoformat() if frame.fixed else ""
        ),
        published=name.startswith("published."),
    )
    return Counted(figure, span)


def count_if_published(frame: Frame, topic: str) -> Counted | None:
    """Return the published total of a topic for the period, or None if there is none."""
    try:
        return count(frame, "published.total", {"topic": topic})
    except Refused:
        return None


def percentage(counted: Counted) -> FigureSpan:
    """Return the span of a share, written as one: 12.5%."""
    value = counted.figure.value
    if not isinstance(value, int | Decimal):
        raise TypeError(f"{value!r} is no share.")
    return replace(counted.span, text=wording.percentage(value))


def in_unit(counted: Counted, unit: str) -> FigureSpan:
    """Return the span of a figure, written as its unit is."""
    is_number = isinstance(counted.figure.value, int | Decimal)
    if unit == "percent" and is_number:
        return percentage(counted)
    if unit == "year":
        return replace(counted.span, text=str(counted.figure.value))
    return counted.span


def at_least(counted: Counted, span: FigureSpan | None = None) -> Spans:
    """Return a figure, with "more than" before it where the source states a lower bound. STAT-2."""
    shown = span or counted.span
    if all(row.detail.get("at_least") for row in counted.rows):
        return say(_("more than {number}"), number=shown)
    return (shown,)


def how_many(counted: Counted) -> FigureSpan:
    """Return the span of a list of names, written as how many they are."""
    return replace(counted.span, text=wording.number(len(counted.rows)))


def say(sentence: str, **fillings: Filling) -> Spans:
    """
    Return a translated sentence with its places filled.

    :raises KeyError: if a translation has a place that the sentence does not have.
    """
    spans: list[Span] = []
    for words, place, _spec, _conversion in Formatter().parse(sentence):
        if words:
            spans.append(Text(words))
        if place is not None:
            spans.extend(_filled(fillings[place]))
    return tuple(spans)


def joined(parts: Iterable[Filling]) -> Spans:
    """Return spans as a list in a sentence, as the language joins them: a, b and c."""
    kept = list(parts)
    if not kept:
        return ()
    # The language's own pattern is laid over numbered marks, then the marks give way to the spans.
    marks = [f"{_MARK}{index}{_MARK}" for index in range(len(kept))]
    pattern = format_list(marks, locale=wording.locale())
    spans: list[Span] = []
    for index, piece in enumerate(pattern.split(_MARK)):
        if index % 2:
            spans.extend(_filled(kept[int(piece)]))
        elif piece:
            spans.append(Text(piece))
    return tuple(spans)


def sentences(*parts: Spans) -> Spans:
    """Return sentences one after another, with what the language puts between them."""
    between = "" if wording.locale().language == "zh" else " "
    spans: list[Span] = []
    for part in filter(None, parts):
        if spans and between:
            spans.append(Text(between))
        spans.extend(part)
    return tuple(spans)


def linked(row: Row, text: str = "") -> Span:
    """Return a row under its name, leading to where it can be seen."""
    words = text or row.label
    return Link(words, row.path) if row.path else Text(words, isolated=True)


def _filled(filling: Filling) -> Sequence[Span]:
    match filling:
        case Text() | FigureSpan() | Link():
            return (filling,)
        case tuple():
            return filling
        case Days():
            return (Text(wording.span(filling), isolated=True),)
        case str():
            return (Text(filling, isolated=True),)
        case date():
            return (Text(wording.day(filling), isolated=True),)
    raise TypeError(f"{filling!r} is a number without a measure.")
