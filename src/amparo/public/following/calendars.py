"""The calendar as iCalendar (RFC 5545), to subscribe to: whole days, from last quarter to two years on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from amparo.core.calendar import add_months
from amparo.core.errors import Refused
from amparo.core.pages import here
from amparo.docket.announced import KINDS, Announced, announced
from amparo.registry.published import states

_BEFORE, _AFTER = -3, 24  # months
_LONGEST = 20


def as_icalendar(request: HttpRequest) -> bytes:
    """
    Return what is announced, of all or of one State (`state`), body (`body`) and kind (`kind`).

    :raises Refused: if a choice cannot be read.
    """
    today = datetime.now(UTC).date()
    named = states(today, language=get_language() or "en")
    kind, state, body = (_chosen(request, name) for name in ("kind", "state", "body"))
    if kind and kind not in KINDS:
        raise Refused(_("“{text}” is not one of the choices here."), text=kind)
    found = announced(
        add_months(today, _BEFORE),
        add_months(today, _AFTER),
        today=today,
        names={one.iso3: one.name for one in named},
        kinds=(kind,) if kind else (),
    )
    wanted = [
        one
        for one in found
        if state.upper() in ("", one.state) and body.upper() in ("", one.body.upper())
    ]
    return _written(wanted, today)


def _chosen(request: HttpRequest, name: str) -> str:
    text = request.GET.get(name, "").strip()
    if len(text) > _LONGEST:
        raise Refused(_("“{text}” is not one of the choices here."), text=text[:_LONGEST])
    return text


def _written(wanted: list[Announced], today: date) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Amparo//Amparo//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Amparo: what is announced"))
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    # The same all day long, so that what did not change can be told from what did.
    stamp = datetime.combine(today, time(), UTC)
    for one in wanted:
        calendar.add_component(_event(one, stamp))
    return bytes(calendar.to_ical())


def _event(one: Announced, stamp: datetime) -> Event:
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    about = _(one.about) if one.about else ""
    title = f"{one.title}: {about}" if about else one.title
    event = Event()
    event.add("uid", f"{one.reference}/{one.name}@{host}")
    event.add("dtstamp", stamp)
    event.add("dtstart", one.days.first)
    # The day after the last, as calendars count.
    event.add("dtend", one.days.last + timedelta(days=1))
    event.add("summary", title)
    event.add("url", f"{settings.ADDRESS}{here(one.path)}")
    event.add("categories", [_(KINDS[one.kind])])
    event.add("transp", "TRANSPARENT")
    if not one.exact:
        event.add("status", "TENTATIVE")
        event.add("description", _("Some time between the first day and the last."))
    elif one.rule:
        event.add("description", _("Rule: {rule}.").format(rule=one.rule))
    return event
