"""What was and will be when: sessions, and the ends of time limits that run in public."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from ninja import Field

from amparo.api.asking import Dates, OnADay, a_day, dates_of, day_of, may_be_absent
from amparo.api.paging import Rows, in_memory
from amparo.api.records import Event
from amparo.api.service import listed
from amparo.docket import published as dockets
from amparo.meetings import published as meetings
from amparo.meetings.published import SessionRecord

SESSION, DUE = "session", "due"
_CLOCKS = 1_000


class OfDays(OnADay):
    """Which days."""

    since: str = Field(
        "", description="What ends on this day or later; all, if absent.", json_schema_extra=a_day
    )
    until: str = Field(
        "",
        description="What begins on this day or earlier; all, if absent.",
        json_schema_extra=a_day,
    )
    body: str = Field(
        "",
        max_length=20,
        description="Of the mechanism with this code only: `SPT`.",
        json_schema_extra=may_be_absent,
    )


@listed("calendar", Event, tags=["Calendar"])
def calendar(asked: OfDays) -> Rows[Event]:
    """Sessions and ends of time limits, by their day."""
    dates = dates_of(asked)
    since, until = day_of(asked.since), day_of(asked.until)
    found = [
        one
        for one in (*_sessions(dates), *_ends(dates))
        if (since is None or one.until >= since)
        and (until is None or one.on <= until)
        and asked.body in ("", one.body)
    ]
    return in_memory(
        found, lambda one: (one.on.isoformat(), one.kind, one.reference, one.title), (str,) * 4
    )


def _sessions(dates: Dates) -> Iterator[Event]:
    for one in meetings.sessions(today=dates.today, on=dates.on, known_at=dates.known_at):
        days = one.days or one.window
        if days is None:
            continue
        yield Event(
            kind=SESSION,
            on=days.first,
            until=days.last,
            is_certain=one.days is not None,
            title=_title(one),
            body=one.body,
            state="",
            reference=one.reference,
            path=one.path,
        )


def _title(one: SessionRecord) -> str:
    body = _(one.body_title)
    if one.group_title:
        return f"{body}: {_(one.group_title)}"
    if one.ordinal is None:
        return body
    return _("{body}, session {number}").format(body=body, number=one.ordinal)


def _ends(dates: Dates) -> Iterator[Event]:
    for docket, clock in dockets.next_clocks(_CLOCKS, today=dates.today):
        yield Event(
            kind=DUE,
            on=clock.due_on,
            until=clock.due_on,
            is_certain=True,
            title=_(clock.title),
            body="",
            state=docket.state,
            reference=docket.reference,
            path=f"/dockets/{docket.reference}/",
        )
