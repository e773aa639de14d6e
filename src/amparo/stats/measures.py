"""Figures that reach across areas, and those of which only the sum was ever published."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, Row, Value, measure, percent, sum_of
from amparo.core.words import gettext_noop as _
from amparo.registry.enums import RegionalGroup
from amparo.registry.queries import participation

from . import (
    measures_of_annual_reports,  # noqa: F401  (registers its figures)
    queries,
)
from .models import PublishedAggregate


@measure(
    "published.figure",
    title=_("A figure as it was published"),
    unit=_("as published"),
    counts=_("Nothing: the value is what the report states, and only that was ever published."),
    rule="STAT-1",
    choices=("figure",),
)
def published_figure(as_at: AsAt, /, *, figure: str) -> Figure:
    """Return a published aggregate by the name of its figure. :raises Refused: if none is held."""
    return _stated(queries.aggregate_named(figure, as_at.known_at))


@measure(
    "published.total",
    title=_("A total as it was published"),
    unit=_("as published"),
    counts=_("Nothing: the value is what the report states, and only that was ever published."),
    rule="STAT-1",
    choices=("topic",),
)
def published_total(as_at: AsAt, /, *, topic: str) -> Figure:
    """Return the published aggregate of a topic for a period. :raises Refused: if none is held."""
    return _total(as_at, topic)


@measure(
    "published.share_of_parties",
    title=_("A published number of States as a share of the parties of a region"),
    unit=_("per cent"),
    counts=_("The number that the report states, of the parties that the record counts."),
    rule="GEN-7",
    choices=("figure", "region"),
)
def published_share_of_parties(as_at: AsAt, /, *, figure: str, region: str) -> Figure:
    """Return a published number of States in per cent of a region's parties to the Protocol."""
    stated = _stated(queries.aggregate_named(figure, as_at.known_at))
    part = int(str(stated.value))
    parties = participation("OPCAT", as_at.on, as_at.known_at).parties_of(RegionalGroup(region))
    return Figure(percent(part, len(parties)), stated.rows, part, len(parties))


@measure(
    "published.share",
    title=_("Share of one published total in another"),
    unit=_("per cent"),
    counts=_("The part, of the whole: both are totals that were only ever published."),
    rule="GEN-7",
    choices=("part", "whole"),
)
def published_share(as_at: AsAt, /, *, part: str, whole: str) -> Figure:
    """Return one published total as a share of another, by their topics."""
    of, among = _total(as_at, part), _total(as_at, whole)
    numerator, denominator = int(of.rows[0].amount), int(among.rows[0].amount)
    share = percent(numerator, denominator)
    return Figure(share, (*of.rows, *among.rows), numerator, denominator)


@measure(
    "published.difference",
    title=_("Difference of two published totals"),
    unit=_("as published"),
    counts=_("The whole less the part: both are totals that were only ever published."),
    rule="STAT-3",
    choices=("part", "whole"),
)
def published_difference(as_at: AsAt, /, *, part: str, whole: str) -> Figure:
    """Return what remains of one published total without another, by their topics."""
    of, among = _total(as_at, part), _total(as_at, whole)
    return Figure(int(among.rows[0].amount) - int(of.rows[0].amount), (*of.rows, *among.rows))


@measure(
    "published.sum",
    title=_("Sum of published totals"),
    unit=_("as published"),
    counts=_("Totals that were only ever published, under topics that begin alike."),
    rule="STAT-3",
    choices=("topic",),
)
def published_sum(as_at: AsAt, /, *, topic: str) -> Figure:
    """Add up the published totals of a period whose topics begin with `topic`."""
    found = queries.aggregates_under(topic, on=as_at.on, since=as_at.since, known_at=as_at.known_at)
    return sum_of(_row(one) for one in found)


def _total(as_at: AsAt, topic: str) -> Figure:
    return _stated(
        queries.aggregate_on(topic, on=as_at.on, since=as_at.since, known_at=as_at.known_at)
    )


def _stated(aggregate: PublishedAggregate | None) -> Figure:
    if aggregate is None:
        raise Refused(_("No such figure was published for that time."))
    return Figure(_value(aggregate.value), (_row(aggregate),))


def _row(aggregate: PublishedAggregate) -> Row:
    return Row(
        reference=aggregate.figure,
        label=aggregate.title,
        on=aggregate.on,
        amount=_number(aggregate.value) if _is_number(aggregate.value) else 1,
        source=f"{aggregate.source} para. {aggregate.paragraph}",
        detail={"at_least": "yes"} if aggregate.at_least else {},
    )


def _value(text: str) -> Value:
    return _number(text) if _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _number(text: str) -> int | Decimal:
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() and "." not in text else value
