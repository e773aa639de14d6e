"""The programme of the next year; figures known only as published; published and counted."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.core import wording
from amparo.core.errors import Refused
from amparo.stats import figures
from amparo.stats.figures import How, Mapped, PublishedFigure
from amparo.stats.report import writing
from amparo.stats.report.document import Block, Note, Paragraph, Section, Spans, Table, Text
from amparo.stats.report.writing import Counted

from .telling import Telling, nothing, paragraph, say, section


def programme(told: Telling) -> Section:
    """Say what was planned for the year that follows, as at the day of issue."""
    blocks = [*_sessions(told), *_visits(told)]
    if not blocks:
        blocks = [nothing(_("The record holds no programme of the next year by then."))]
    return section("programme", _("Programme of the next year"), *blocks, level=1)


def _next(told: Telling) -> str:
    return str(told.year + 1)


def _sessions(told: Telling) -> Iterator[Paragraph]:
    planned = told.foreseen("meetings.sessions_planned", year=_next(told))
    if planned:
        yield paragraph(
            say(
                ngettext(
                    "By {on}, {count} session of the Subcommittee was planned for {year}.",
                    "By {on}, {count} sessions of the Subcommittee were planned for {year}.",
                    planned.number,
                ),
                on=planned.span.on,
                count=planned.span,
                year=_next(told),
            )
        )


def _visits(told: Telling) -> Iterator[Paragraph]:
    planned = told.foreseen("visits.planned", year=_next(told))
    if not planned:
        return
    again = told.foreseen("visits.rescheduled", year=_next(told))
    new = told.foreseen("visits.newly_planned", year=_next(told))
    yield paragraph(
        say(
            ngettext(
                "The programme of {year} held {count} visit.",
                "The programme of {year} held {count} visits.",
                planned.number,
            ),
            count=planned.span,
            year=_next(told),
        ),
        _part(told, again, _("Postponed before and put on it again, {count}: {states}.")),
        _part(told, new, _("New on it, {count}: {states}.")),
    )


def _part(told: Telling, counted: Counted, sentence: str) -> Spans:
    if not counted:
        return ()
    return say(sentence, count=counted.span, states=told.states_of(counted.rows))


def published_and_counted(told: Telling) -> Section | None:
    """
    Show where the Subcommittee's own report has another figure than the record, and why.

    None for a year whose report was not read figure by figure, or was not out yet.
    """
    source = f"SPT-{told.year}"
    if figures.DISTRIBUTED.get(source, told.frame.known_on) > told.frame.known_on:
        return None
    own = [one for one in figures.published_figures() if one.source == source]
    if not own:
        return None
    mapped = figures.mapped_figures()
    different: list[tuple[Spans, ...]] = []
    stated: list[tuple[Spans, ...]] = []
    for one in own:
        how = mapped.get(one.id)
        if how is None:
            continue
        if how.how is How.AGGREGATE:
            stated += _stated(told, one)
        elif how.reason:
            different += _different(told, one, how)
    return section(
        "published-and-counted",
        _("Published and counted"),
        *_differences(different),
        *_aggregates(stated),
        level=1,
    )


def _differences(rows: list[tuple[Spans, ...]]) -> Iterator[Block]:
    if not rows:
        yield nothing(_("No figure of the Subcommittee's own report differs from the record."))
        return
    yield paragraph(
        say(
            _(
                "These figures of the Subcommittee's own report differ from what the record gives. "
                "Both are shown, with the reason."
            )
        )
    )
    yield Table(
        _("Published and counted"),
        (_("Figure"), _("Published"), _("Counted"), _("Reason")),
        tuple(rows),
        frozenset({1, 2}),
    )


def _aggregates(rows: list[tuple[Spans, ...]]) -> Iterator[Block]:
    if not rows:
        return
    yield paragraph(
        say(
            _(
                "These figures cannot be counted from the record, since only the totals were ever "
                "published. They are kept and shown as published."
            )
        )
    )
    yield Table(
        _("Known only as published"),
        (_("Figure"), _("Published"), _("Paragraph")),
        tuple(rows),
        frozenset({1}),
    )
    yield Note((Text(_("The names of these figures are in English, as the record keeps them.")),))


def _different(told: Telling, figure: PublishedFigure, how: Mapped) -> Iterator[tuple[Spans, ...]]:
    try:
        counted = writing.count(told.frame, how.measure, how.choices, on=how.on, since=how.since)
    except Refused:
        return
    yield (
        (Text(figure.title),),
        (Text(_shown(figure)),),
        (writing.in_unit(counted, figure.unit),),
        (Text(how.reason),),
    )


def _stated(told: Telling, figure: PublishedFigure) -> Iterator[tuple[Spans, ...]]:
    try:
        held = writing.count(told.frame, "published.figure", {"figure": figure.id})
    except Refused:
        return
    value = writing.at_least(held, writing.in_unit(held, figure.unit))
    yield (Text(figure.title),), value, (Text(figure.paragraph, isolated=True),)


def _shown(figure: PublishedFigure) -> str:
    """Return a published value in the reader's language."""
    if figure.is_numeric and figure.unit != "year":
        number = figures.number(figure.value)
        return wording.percentage(number) if figure.unit == "percent" else wording.number(number)
    return figure.value
