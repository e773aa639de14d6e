"""
Figures of sessions, with the sessions they count.

`body` is SPT by default; meetings of a group of its members are not sessions. `year` is the year for
which a session was planned, the year of the day as at which is counted by default.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from amparo.core.calendar import Span
from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, Row, count_of, measure, sum_of
from amparo.core.words import gettext_noop as _
from amparo.docket.entries import Entry

from . import queries
from .queries import Session
from .rules.length import weeks_of

SESSIONS, WEEKS, DAYS = _("sessions"), _("weeks"), _("days")


@measure(
    "meetings.sessions_planned",
    title=_("Sessions planned"),
    unit=SESSIONS,
    counts=_("Sessions first planned for the year, held or not."),
    leaves_out=_("Meetings of groups of members."),
    rule="SPT-SES-1",
    choices=("body", "year"),
)
def sessions_planned(as_at: AsAt, /, *, body: str = "SPT", year: str = "") -> Figure:
    """Count the sessions planned for a year."""
    return count_of(_row(one) for one in _of_year(as_at, body, year))


@measure(
    "meetings.sessions_held",
    title=_("Sessions held"),
    unit=SESSIONS,
    counts=_("Sessions whose last day lies in the period."),
    leaves_out=_("Meetings of groups of members; sessions moved into another one."),
    rule="INC-18",
    over_a_period=True,
    choices=("body",),
)
def sessions_held(as_at: AsAt, /, *, body: str = "SPT") -> Figure:
    """Count the sessions that were held."""
    return count_of(_row(one) for one in _with(as_at, body, "held"))


@measure(
    "meetings.weeks_held",
    title=_("Weeks of sessions held"),
    unit=WEEKS,
    counts=_("Weeks from the first to the last day of each session held in the period."),
    leaves_out=_("Sessions whose days are not on record."),
    rule="SPT-SES-1",
    over_a_period=True,
    choices=("body",),
)
def weeks_held(as_at: AsAt, /, *, body: str = "SPT") -> Figure:
    """Add up the weeks of the sessions that were held."""
    return _weeks((one, one.days()) for one in _with(as_at, body, "held"))


@measure(
    "meetings.weeks_cancelled",
    title=_("Weeks of sessions cancelled"),
    unit=WEEKS,
    counts=_("Weeks, as first planned, of each session cancelled in the period."),
    leaves_out=_("Sessions whose days were never set."),
    rule="INC-18",
    over_a_period=True,
    choices=("body",),
)
def weeks_cancelled(as_at: AsAt, /, *, body: str = "SPT") -> Figure:
    """Add up the weeks of the sessions that were cancelled."""
    return _weeks((one, one.planned_days()) for one in _with(as_at, body, "cancelled"))


@measure(
    "meetings.planned_days_of",
    title=_("Days planned for a session"),
    unit=DAYS,
    counts=_("First and last day, as first planned, of a session of the year: the first, second…"),
    rule="SPT-SES-1",
    choices=("body", "year", "number"),
)
def planned_days_of(as_at: AsAt, /, *, number: str, body: str = "SPT", year: str = "") -> Figure:
    """Return the days first planned for the first, second or third session of a year."""
    dated = [
        (span, one)
        for one in _of_year(as_at, body, year)
        if (span := one.planned_days()) is not None
    ]
    dated.sort(key=lambda pair: (pair[0], pair[1].reference))
    if not number.isdecimal() or not 1 <= int(number) <= len(dated):
        raise Refused(
            _("The record holds {count} planned sessions of that year."), count=len(dated)
        )
    span, one = dated[int(number) - 1]
    return Figure(span, (_row(one),))


@measure(
    "meetings.days_of",
    title=_("Days of a session"),
    unit=DAYS,
    counts=_("First and last day of a session, as held or else as planned."),
    rule="SPT-SES-1",
    choices=("body", "ordinal"),
)
def days_of(as_at: AsAt, /, *, ordinal: str, body: str = "SPT") -> Figure:
    """Return the days of a session by its number."""
    one = _numbered(as_at, body, ordinal)
    return Figure(_days(one), (_row(one),))


@measure(
    "meetings.weeks_of",
    title=_("Length of a session"),
    unit=WEEKS,
    counts=_("Weeks from the first to the last day of a session."),
    rule="SPT-SES-1",
    choices=("body", "ordinal"),
)
def length_of(as_at: AsAt, /, *, ordinal: str, body: str = "SPT") -> Figure:
    """Return the weeks of a session by its number."""
    one = _numbered(as_at, body, ordinal)
    return _weeks([(one, _days(one))])


@measure(
    "meetings.group_days",
    title=_("Days of a meeting between sessions"),
    unit=DAYS,
    counts=_("First and last day of the one meeting of a group of members in the year."),
    rule="SPT-WG-1",
    choices=("group", "body", "year"),
)
def group_days(as_at: AsAt, /, *, group: str, body: str = "SPT", year: str = "") -> Figure:
    """Return the days on which a group met between sessions."""
    one = _only(_of_year(as_at, body, year, group))
    return Figure(_days(one), (_row(one),))


@measure(
    "meetings.joint_meeting_day",
    title=_("Day of the joint meeting at a session"),
    unit=_("date"),
    counts=_("The day of the one joint meeting at a session."),
    rule="SPT-SES-2",
    choices=("body", "ordinal"),
)
def joint_meeting_day(as_at: AsAt, /, *, ordinal: str, body: str = "SPT") -> Figure:
    """Return the day of a joint meeting."""
    one = _numbered(as_at, body, ordinal)
    return _day_of(one, list(one.all_of("joint_meeting")))


@measure(
    "meetings.decision_day",
    title=_("Day of a decision at a session"),
    unit=_("date"),
    counts=_("The day on which a session decided on a subject."),
    rule="SPT-RULES-1",
    choices=("body", "ordinal", "subject"),
)
def decision_day(as_at: AsAt, /, *, ordinal: str, subject: str, body: str = "SPT") -> Figure:
    """Return the day of a decision, by its subject as the record has it."""
    one = _numbered(as_at, body, ordinal)
    return _day_of(one, [act for act in one.all_of("decided") if act.fields["subject"] == subject])


def _of_body(as_at: AsAt, body: str, group: str = "") -> list[Session]:
    found = queries.sessions(as_at.on, as_at.known_at)
    return [one for one in found if one.body == body and one.group == group]


def _of_year(as_at: AsAt, body: str, year: str, group: str = "") -> list[Session]:
    wanted = year or str(as_at.on.year)
    return [one for one in _of_body(as_at, body, group) if str(one.year) == wanted]


def _with(as_at: AsAt, body: str, kind: str) -> list[Session]:
    return [
        one
        for one in _of_body(as_at, body)
        if (act := one.last(kind)) is not None and (as_at.since is None or act.on >= as_at.since)
    ]


def _numbered(as_at: AsAt, body: str, ordinal: str) -> Session:
    return _only([one for one in _of_body(as_at, body) if one.ordinal == ordinal])


def _only(found: list[Session]) -> Session:
    if len(found) != 1:
        raise Refused(_("The record holds {count} such sessions."), count=len(found))
    return found[0]


def _days(one: Session) -> Span:
    span = one.days()
    if span is None:
        raise Refused(_("The days of that session are not on record."))
    return span


def _day_of(one: Session, acts: list[Entry]) -> Figure:
    if len(acts) != 1:
        raise Refused(_("The record holds {count} such acts of that session."), count=len(acts))
    return Figure(acts[0].on, (_row(one, on=acts[0].on, source=acts[0].source),))


def _weeks(pairs: Iterable[tuple[Session, Span | None]]) -> Figure:
    return sum_of(_row(one, amount=weeks_of(span)) for one, span in pairs if span is not None)


def _row(one: Session, *, on: date | None = None, amount: int = 1, source: str = "") -> Row:
    last = one.acts[-1]
    return Row(
        reference=one.reference,
        label=one.reference,
        path=f"/dockets/{one.reference}/",
        on=on or last.on,
        amount=amount,
        source=source or last.source,
        detail={"body": one.body, **({"ordinal": one.ordinal} if one.ordinal else {})},
    )
