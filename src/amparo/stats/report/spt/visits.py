"""Visits made and not made; the reports on them; replies and dialogues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.core import wording
from amparo.core.calendar import Span as Days
from amparo.core.words import gettext_noop
from amparo.stats.report import drawings, writing
from amparo.stats.report.document import Block, Note, Paragraph, Section, Spans, Table, Text
from amparo.stats.report.writing import Counted

from .telling import Telling, nothing, paragraph, say, section

Sentence = Callable[[int], str]

# Kinds of place, under the names by which their published totals are looked for.
PLACES = {
    "visits.places.prisons": gettext_noop("Prisons"),
    "visits.places.women": gettext_noop("Detention facilities for women"),
    "visits.places.police": gettext_noop("Police stations"),
    "visits.places.juvenile": gettext_noop("Detention centres for children"),
    "visits.places.health": gettext_noop("Psychiatric and health-care institutions"),
    "visits.places.migrants": gettext_noop("Centres for undocumented migrants"),
    "visits.places.drugs": gettext_noop("Drug rehabilitation centres"),
    "visits.places.courts": gettext_noop("Court cells"),
    "visits.places.older": gettext_noop("Social care facilities for older persons"),
    "visits.places.other": gettext_noop("Other places"),
}


def visits(told: Telling) -> Section:
    """Say which visits were planned, made, and not made, and what they saw."""
    planned, conducted = told.count("visits.planned"), told.count("visits.conducted")
    title = _("Visits in the year")
    if not planned and not conducted:
        sentence = _("The record holds no visit planned for that year or made in it.")
        return section("visits-made", title, nothing(sentence))
    return section(
        "visits-made",
        title,
        paragraph(
            say(
                ngettext(
                    "The programme of the year held {planned} visit.",
                    "The programme of the year held {planned} visits.",
                    planned.number,
                ),
                planned=planned.span,
            ),
            say(
                ngettext(
                    "The Subcommittee conducted {conducted} visit.",
                    "The Subcommittee conducted {conducted} visits.",
                    conducted.number,
                ),
                conducted=conducted.span,
            )
            if conducted
            else say(_("By {on}, none had been conducted."), on=told.on),
            *_completed(told, planned),
        ),
        *_days(told, conducted),
        *_not_made(told),
        *_seen(told),
        *_press_releases(told),
    )


def _completed(told: Telling, planned: Counted) -> Iterator[Spans]:
    if planned and told.count("visits.conducted"):
        yield say(
            _("By {on}, {share} of the programme had been carried out."),
            on=told.on,
            share=writing.percentage(told.count("visits.share_completed")),
        )


def _days(told: Telling, conducted: Counted) -> Iterator[Block]:
    rows: list[tuple[Spans, ...]] = []
    lanes: list[tuple[str, str, Sequence[tuple[date, date]]]] = []
    for row in conducted.rows:
        code = told.state_of(row)
        days = told.count_if("visits.days_of", state=code)
        name = writing.linked(row, told.names.get(code, code))
        when: Spans = (days.span,) if days else (Text(_("days not on record")),)
        rows.append(((name,), when))
        if days and isinstance(days.figure.value, Days):
            span = days.figure.value
            lanes.append((name.text, wording.span(span), [(span.first, span.last)]))
    if rows:
        yield Table(_("Visits conducted"), (_("State"), _("Days")), tuple(rows))
    if lanes:
        yield drawings.visits_lanes(lanes, told.frame.since, told.on)


def _not_made(told: Telling) -> Iterator[Paragraph]:
    not_made, postponed = told.count("visits.not_made"), told.count("visits.postponed")
    if not not_made:
        return
    yield paragraph(
        say(
            ngettext(
                "By {on}, {not_made} visit on the programme had not been made: {states}.",
                "By {on}, {not_made} visits on the programme had not been made: {states}.",
                not_made.number,
            ),
            on=told.on,
            not_made=not_made.span,
            states=_visits_to(told, not_made),
        ),
        _stood_postponed(told, postponed, not_made),
    )


def _stood_postponed(told: Telling, postponed: Counted, not_made: Counted) -> Spans:
    if not postponed:
        return ()
    if postponed.number == not_made.number:
        return say(
            ngettext(
                "It stood postponed ({postponed}).",
                "All of them stood postponed ({postponed}).",
                postponed.number,
            ),
            postponed=postponed.span,
        )
    return say(
        ngettext(
            "Among them, {postponed} stood postponed: {states}.",
            "Among them, {postponed} stood postponed: {states}.",
            postponed.number,
        ),
        postponed=postponed.span,
        states=_visits_to(told, postponed),
    )


def _visits_to(told: Telling, counted: Counted) -> Spans:
    """Return the visits under the names of the States, each leading to its docket."""
    named = [(told.names.get(told.state_of(row), row.label), row) for row in counted.rows]
    return writing.joined(writing.linked(row, name) for name, row in told.by_name(named))


def _seen(told: Telling) -> Iterator[Block]:
    persons, interviews = told.published("visits.persons"), told.published("visits.interviews")
    places = [
        (name, counted)
        for topic, name in PLACES.items()
        if (counted := told.published(topic)) is not None
    ]
    if persons is not None and interviews is not None:
        yield paragraph(
            say(
                _(
                    "During these visits, delegations spoke with {persons} persons in {interviews} "
                    "individual and collective interviews."
                ),
                persons=writing.at_least(persons),
                interviews=writing.at_least(interviews),
            )
        )
    if places:
        yield Table(
            _("Places of deprivation of liberty visited"),
            (_("Kind of place"), _("Places")),
            tuple(((Text(_(name)),), (counted.span,)) for name, counted in places),
            frozenset({1}),
        )
    if persons is not None or places:
        sentence = _(
            "Persons, interviews and places are given as published: only their totals ever were, so "
            "they cannot be counted again."
        )
        yield Note((Text(sentence),))


def _press_releases(told: Telling) -> Iterator[Paragraph]:
    issued = told.count("visits.press_releases")
    if issued:
        yield paragraph(
            say(
                ngettext(
                    "The Subcommittee issued {issued} press release, after its visit to {states}.",
                    "The Subcommittee issued {issued} press releases, after its visits to {states}.",
                    issued.number,
                ),
                issued=issued.span,
                states=told.states_of(issued.rows),
            )
        )


def reports(told: Telling) -> Section:
    """Say which reports were sent, to whom, and which were published."""
    title = _("Visit reports")
    blocks = [
        *_by_recipient(told, "visits.reports_transmitted", _TRANSMITTED),
        *_by_recipient(told, "visits.reports_published", _PUBLISHED),
        *_cumulative(told),
    ]
    if not blocks:
        sentence = _("The record holds no report transmitted or published in that year.")
        blocks = [nothing(sentence)]
    return section("visit-reports", title, *blocks)


def _by_recipient(told: Telling, name: str, say_it: Mapping[str, Sentence]) -> Iterator[Paragraph]:
    parts = []
    for recipient, sentence in say_it.items():
        counted = told.count(name, recipient=recipient)
        if counted:
            parts.append(
                say(
                    sentence(counted.number),
                    count=counted.span,
                    states=_visits_to(told, counted),
                )
            )
    if parts:
        yield paragraph(*parts)


def _cumulative(told: Telling) -> Iterator[Paragraph]:
    for scope in ("states", "states-and-mechanisms"):
        sent = told.published(f"visits.transmitted.{scope}")
        made_public = told.published(f"visits.published.{scope}")
        if sent is None or made_public is None:
            continue
        sentence = (
            _(
                "By {on}, {sent} reports had been sent to States parties and {made_public} of them "
                "had been published at the State's request: {share}."
            )
            if scope == "states"
            else _(
                "By {on}, {sent} reports had been sent to States parties and to national preventive "
                "mechanisms and {made_public} of them had been published: {share}."
            )
        )
        share = told.count(
            "published.share",
            part=f"visits.published.{scope}",
            whole=f"visits.transmitted.{scope}",
        )
        yield paragraph(
            say(
                sentence,
                on=told.on,
                sent=sent.span,
                made_public=made_public.span,
                share=writing.percentage(share),
            )
        )


def replies(told: Telling) -> Section:
    """Say who replied, what was made public, and with whom there was a dialogue."""
    blocks = [
        *_by_recipient(told, "visits.replies_received", _REPLIED),
        *_by_recipient(told, "visits.replies_published", _REPLY_PUBLISHED),
        *_by_recipient(told, "visits.dialogues", _DIALOGUE),
    ]
    if not blocks:
        blocks = [nothing(_("The record holds no reply and no follow-up dialogue in that year."))]
    limit = told.count("visits.reply_months")
    first = paragraph(
        say(
            _("A written reply is due within {months} months of the transmission of a report."),
            months=limit.span,
        )
    )
    return section("replies", _("Replies and follow-up dialogues"), first, *blocks)


def _transmitted_to_states(number: int) -> str:
    return ngettext(
        "The Subcommittee sent {count} report to a State party: {states}.",
        "The Subcommittee sent {count} reports to States parties: {states}.",
        number,
    )


def _transmitted_to_npms(number: int) -> str:
    return ngettext(
        "It sent {count} report to the national preventive mechanism of {states}.",
        "It sent {count} reports to the national preventive mechanisms of {states}.",
        number,
    )


def _published_to_states(number: int) -> str:
    return ngettext(
        "At the State's request, {count} report to a State party was published: {states}.",
        "At the States' request, {count} reports to States parties were published: {states}.",
        number,
    )


def _published_to_npms(number: int) -> str:
    return ngettext(
        "Of those to national preventive mechanisms, {count} report was published: {states}.",
        "Of those to national preventive mechanisms, {count} reports were published: {states}.",
        number,
    )


def _replies_of_states(number: int) -> str:
    return ngettext(
        "In writing, {count} State party replied: {states}.",
        "In writing, {count} States parties replied: {states}.",
        number,
    )


def _replies_of_npms(number: int) -> str:
    return ngettext(
        "So did {count} national preventive mechanism, of {states}.",
        "So did {count} national preventive mechanisms, of {states}.",
        number,
    )


def _published_replies_of_states(number: int) -> str:
    return ngettext(
        "On request, {count} reply of a State party was made public: {states}.",
        "On request, {count} replies of States parties were made public: {states}.",
        number,
    )


def _published_replies_of_npms(number: int) -> str:
    return ngettext(
        "Of mechanisms, {count} reply was made public: {states}.",
        "Of mechanisms, {count} replies were made public: {states}.",
        number,
    )


def _dialogues_with_states(number: int) -> str:
    return ngettext(
        "A follow-up dialogue was held with {count} State party: {states}.",
        "Follow-up dialogues were held with {count} States parties: {states}.",
        number,
    )


def _dialogues_with_npms(number: int) -> str:
    return ngettext(
        "A follow-up dialogue was held with {count} national preventive mechanism, of {states}.",
        "Follow-up dialogues were held with {count} national preventive mechanisms, of {states}.",
        number,
    )


_TRANSMITTED = {"state": _transmitted_to_states, "npm": _transmitted_to_npms}
_PUBLISHED = {"state": _published_to_states, "npm": _published_to_npms}
_REPLIED = {"state": _replies_of_states, "npm": _replies_of_npms}
_REPLY_PUBLISHED = {"state": _published_replies_of_states, "npm": _published_replies_of_npms}
_DIALOGUE = {"state": _dialogues_with_states, "npm": _dialogues_with_npms}
