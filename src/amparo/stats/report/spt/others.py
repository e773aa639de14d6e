"""What the Subcommittee did with mechanisms, with other bodies and with civil society."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.cooperation import published as cooperation
from amparo.cooperation.procedure import MANDATE
from amparo.cooperation.published import EventRecord
from amparo.core import wording
from amparo.core.calendar import Span as Days
from amparo.stats.report.document import Link, Paragraph, Section, Spans, Text
from amparo.stats.report.issue import presentations

from .telling import Telling, nothing, paragraph, say, section

# With mechanisms and States on mechanisms; with everyone else. Source: OPCAT-11-1.
ON_MECHANISMS = ("11b-i", "11b-ii", "11b-iii", "11b-iv")
WITH_OTHERS = ("11c",)


def meetings(told: Telling) -> Section:
    """List the meetings, webinars and support that were about national preventive mechanisms."""
    found = _by_mandate(told, ON_MECHANISMS)
    if not found:
        sentence = _("The record holds no meeting with or on mechanisms in that year.")
        found = [nothing(sentence)]
    return section("meetings", _("Meetings with and on mechanisms"), *found)


def cooperation_with_others(told: Telling) -> Section:
    """List what was done with other bodies, and the presentation of earlier reports."""
    found = [*_presented(told), *_by_mandate(told, WITH_OTHERS)]
    if not found:
        sentence = _("The record holds no activity with other bodies in that year.")
        found = [nothing(sentence)]
    return section("cooperation", _("Cooperation with other bodies"), *found, level=1)


def _presented(told: Telling) -> list[Paragraph]:
    found = presentations(told.on, told.frame.known_at, since=told.frame.since)
    sentences = {
        "presented_to_committee": _(
            "The {report} was presented to the Committee against Torture ({when})."
        ),
        "presented_to_assembly": _(
            "The {report} was presented to the Third Committee of the General Assembly ({when})."
        ),
    }
    said = [
        say(
            sentences[one.kind],
            report=Link(_("annual report on {year}").format(year=one.year), one.path),
            when=wording.dated(one.on, one.precision),
        )
        for one in found
    ]
    return [paragraph(*said)] if said else []


def _by_mandate(told: Telling, mandates: Iterable[str]) -> list[Paragraph]:
    events = {
        one.reference: one
        for one in cooperation.events(told.on, told.frame.known_at, since=told.frame.since)
    }
    found = []
    for mandate in mandates:
        counted = told.count("cooperation.events", mandate=mandate)
        if counted:
            sentence = ngettext(
                "To this part of the mandate belonged {count} activity: {part}.",
                "To this part of the mandate belonged {count} activities: {part}.",
                counted.number,
            )
            found.append(
                paragraph(
                    say(sentence, count=counted.span, part=_(MANDATE[mandate])),
                    items=[_event(told, events[row.reference]) for row in counted.rows],
                )
            )
    return found


def _event(told: Telling, event: EventRecord) -> Spans:
    title = Link(event.title, f"/dockets/{event.reference}/")
    where = _place(told, event)
    if where is None:
        return say(_("{title}, {when}"), title=title, when=_when(event))
    return say(_("{title}, {place}, {when}"), title=title, place=where, when=_when(event))


def _place(told: Telling, event: EventRecord) -> Spans | None:
    if event.place and event.country:
        return say(_("{place}, {country}"), place=event.place, country=told.state(event.country))
    if event.country:
        return (told.state(event.country),)
    return (Text(event.place, isolated=True),) if event.place else None


def _when(event: EventRecord) -> str:
    if event.first_day is not None:
        return wording.span(Days(event.first_day, event.last_day or event.first_day))
    return wording.dated(event.on, event.precision.value)
