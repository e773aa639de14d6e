"""Sessions held, those that were not, and meetings between sessions."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.core.measures import Row
from amparo.stats.report import writing
from amparo.stats.report.document import (
    Paragraph,
    Section,
    Spans,
)

from .telling import Telling, nothing, paragraph, say, section


def sessions(told: Telling) -> Section:
    """Say which sessions were planned, held and cancelled, and what met between them."""
    planned, held = told.count("meetings.sessions_planned"), told.count("meetings.sessions_held")
    title = _("Sessions")
    if not planned and not held:
        return section(
            "sessions",
            title,
            nothing(_("The record holds no session of the Subcommittee in that year.")),
        )
    weeks = told.count("meetings.weeks_held")
    return section(
        "sessions",
        title,
        paragraph(
            say(
                ngettext(
                    "For the year, {planned} session had been planned.",
                    "For the year, {planned} sessions had been planned.",
                    planned.number,
                ),
                planned=planned.span,
            ),
            say(
                ngettext(
                    "The Subcommittee held {held}, which lasted {weeks} weeks in all:",
                    "The Subcommittee held {held}, which together lasted {weeks} weeks:",
                    held.number,
                ),
                held=held.span,
                weeks=weeks.span,
            )
            if held
            else say(_("None was held.")),
            items=[_session(told, row) for row in held.rows],
        ),
        *_not_held(told),
        *_between_sessions(told),
    )


def _session(told: Telling, row: Row) -> Spans:
    number = row.detail.get("ordinal", "")
    name = writing.linked(row, _("session {number}").format(number=number) if number else "")
    days = told.count_if("meetings.days_of", ordinal=number) if number else None
    if days is None:
        return (name,)
    return say(_("{session}, {days}"), session=name, days=days.span)


def _not_held(told: Telling) -> Iterator[Paragraph]:
    weeks = told.count("meetings.weeks_cancelled")
    if weeks:
        yield paragraph(
            say(
                ngettext(
                    "Of session time, {weeks} week was cancelled ({sessions}).",
                    "Of session time, {weeks} weeks were cancelled ({sessions}).",
                    weeks.number,
                ),
                weeks=weeks.span,
                sessions=writing.joined(writing.linked(row) for row in weeks.rows),
            )
        )


def _between_sessions(told: Telling) -> Iterator[Paragraph]:
    days = told.count_if("meetings.group_days", group="special_fund")
    if days is not None:
        yield paragraph(
            say(
                _("The working group on the Special Fund met between sessions, on {days}."),
                days=days.span,
            )
        )
