"""
The annual report of the Subcommittee on Prevention of Torture, for any year, from measures alone.

The chapters follow the order of the Subcommittee's own report; the words are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from amparo.core.calendar import year_span
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop
from amparo.docket.records import end_of
from amparo.registry.queries import state_names
from amparo.stats.report.document import Block, Paragraph, Report, Section, Spans
from amparo.stats.report.issue import issue_of
from amparo.stats.report.writing import Frame, say

from . import (
    fund,
    introduction,
    mechanisms,
    members,
    others,
    outlook,
    participation,
    sessions,
    visits,
)
from .telling import Telling, section

# The Subcommittee met for the first time in February 2007.
FIRST_YEAR = 2007


def build(year: int, *, today: date, known_on: date | None = None, language: str = "en") -> Report:
    """
    Return the annual report of a year, as known by the end of a day, in a language.

    Without `known_on` it is the report as known when it was issued, or today if it was not.

    :raises Refused: if nothing of that year was known by then.
    """
    issue = issue_of(year, today=today, known_at=end_of(today))
    issued_on = issue.distributed_on if issue else None
    known = min(known_on or issued_on or today, today)
    if issued_on is not None and issued_on > known:
        issue = None  # nobody knew of it yet
    whole = year_span(year)
    if known < whole.first:
        raise Refused(gettext_noop("On that day nothing was known of that year yet."))
    frame = Frame(min(whole.last, known), whole.first, known, fixed=known != today)
    with translation.override(language):
        told = Telling(year, frame, state_names(language), issue)
        return _report(told, language, known_at_issue=known == issued_on)


def _report(told: Telling, language: str, *, known_at_issue: bool) -> Report:
    return Report(
        name=f"spt-{told.year}",
        title=_("The Subcommittee on Prevention of Torture in {year}").format(year=told.year),
        subtitle=_("Annual report, counted from the record"),
        language=translation.to_locale(language).replace("_", "-"),
        rtl=translation.get_language_bidi(),
        on=told.on,
        since=told.frame.since,
        known_on=told.frame.known_on,
        known_at_issue=known_at_issue,
        frame=_frame(told),
        sections=numbered(_chapters(told)),
    )


def _chapters(told: Telling) -> list[Section]:
    last = outlook.published_and_counted(told)
    return [
        introduction.introduction(told),
        section("organization", _("Organization and activities"), level=1),
        participation.participation(told),
        sessions.sessions(told),
        members.membership(told),
        fund.special_fund(told),
        section("visits", _("Visits"), level=1),
        visits.visits(told),
        visits.reports(told),
        visits.replies(told),
        section("npms", _("National preventive mechanisms"), level=1),
        mechanisms.obligations(told),
        others.meetings(told),
        others.cooperation_with_others(told),
        outlook.programme(told),
        *([last] if last else []),
    ]


def _frame(told: Telling) -> Spans:
    return say(_("As at {on}, as known on {known_on}."), on=told.on, known_on=told.frame.known_on)


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections with their headings numbered I, A, and their paragraphs 1, 2, 3."""
    found: list[Section] = []
    chapter = part = paragraph = 0
    for one in sections:
        if one.level == 1:
            chapter, part = chapter + 1, 0
        else:
            part += 1
        blocks: list[Block] = []
        for block in one.blocks:
            if isinstance(block, Paragraph):
                paragraph += 1
                block = replace(block, number=paragraph)
            blocks.append(block)
        number = _roman(chapter) if one.level == 1 else chr(ord("A") + part - 1)
        found.append(replace(one, number=number, blocks=tuple(blocks)))
    return tuple(found)


def _roman(number: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in signs:
        while number >= value:
            text, number = text + sign, number - value
    return text
