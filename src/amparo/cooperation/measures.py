"""Figures of what the Subcommittee does with others. `event` is always a docket's reference."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from amparo.core.calendar import Span
from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, Row, count_of, measure, names_of
from amparo.core.words import gettext_noop as _
from amparo.docket.procedure import ActType
from amparo.docket.queries import Found, acts_that_count
from amparo.registry.queries import state_names

from .procedure import EVENT, HELD, PLANNED, STATED_DIFFERENTLY

RULE = "OPCAT-11-1"
AS_STATED = _("What the source says of the event.")


@measure(
    "cooperation.events",
    title=_("Activities with others"),
    unit=_("activities"),
    counts=_("Activities held in the period."),
    rule=RULE,
    over_a_period=True,
    choices=("kind", "mandate", "series"),
)
def events(as_at: AsAt, /, *, kind: str = "", mandate: str = "", series: str = "") -> Figure:
    """Count the activities held in a period: of one kind, part of the mandate, or series."""
    wanted = {"kind": kind, "mandate": mandate, "series": series}
    span = as_at.span
    found = _acts([HELD], as_at, since=span.first)
    return count_of(_row(act) for act in found if _has(act, wanted))


@measure(
    "cooperation.series",
    title=_("Activities of a series, held and planned"),
    unit=_("activities"),
    counts=_("Activities of a series held or announced by the day, each once."),
    rule=RULE,
    choices=("series",),
)
def series(as_at: AsAt, /, *, series: str) -> Figure:
    """Count the activities of a series, held or planned by a day."""
    found = {
        act.reference: act
        for act in _acts([PLANNED, HELD], as_at)
        if act.fields.get("series") == series
    }
    return count_of(_row(act) for act in found.values())


@measure(
    "cooperation.days",
    title=_("Days of an event"),
    unit=_("date-range"),
    counts=AS_STATED,
    rule=RULE,
    choices=("event",),
)
def days(as_at: AsAt, /, *, event: str) -> Figure:
    """Return the first and the last day of an event."""
    act = _held(as_at, event)
    return Figure(_span(act, "first_day", "last_day"), (_row(act),))


@measure(
    "cooperation.days_stated_differently",
    title=_("Days of an event as stated elsewhere in the source"),
    unit=_("date-range"),
    counts=AS_STATED,
    rule=RULE,
    choices=("event",),
)
def days_stated_differently(as_at: AsAt, /, *, event: str) -> Figure:
    """Return the other days that a source gives for an event."""
    act = _one(_acts([STATED_DIFFERENTLY], as_at), event)
    return Figure(_span(act, "other_first_day", "other_last_day"), (_row(act),))


@measure(
    "cooperation.day",
    title=_("Day of an event"),
    unit=_("date"),
    counts=AS_STATED,
    rule=RULE,
    choices=("event",),
)
def day(as_at: AsAt, /, *, event: str) -> Figure:
    """Return the day of an event. :raises Refused: if it lasted longer."""
    act = _held(as_at, event)
    span = _span(act, "first_day", "last_day")
    if span.days != 1:
        raise Refused(_("The event lasted more than a day."))
    return Figure(span.first, (_row(act),))


@measure(
    "cooperation.mechanisms_named",
    title=_("National preventive mechanisms named as taking part"),
    unit=_("mechanisms"),
    counts=_("States whose mechanism the source names."),
    rule=RULE,
    choices=("event",),
)
def mechanisms_named(as_at: AsAt, /, *, event: str) -> Figure:
    """Name the States whose mechanisms took part in an event."""
    return names_of(_states(_held(as_at, event), "npm_states"))


@measure(
    "cooperation.states_named",
    title=_("States named as taking part"),
    unit=_("States"),
    counts=_("States that the source names."),
    rule=RULE,
    choices=("event",),
)
def states_named(as_at: AsAt, /, *, event: str) -> Figure:
    """Name the States that took part in an event."""
    return names_of(_states(_held(as_at, event), "states"))


@measure(
    "cooperation.stated",
    title=_("What the source says of an event"),
    unit=_("as stated"),
    counts=_("Nothing: the number or the text that the source states."),
    rule=RULE,
    choices=("event", "what"),
)
def stated(as_at: AsAt, /, *, event: str, what: str) -> Figure:
    """
    Return one thing the source states of an event.

    `what`: state_count, npm_count, side_events, session, number, or paragraphs.
    """
    act = _held(as_at, event)
    value = act.fields.get(what) if what in _STATED else None
    if not isinstance(value, int | str):
        raise Refused(_("The source does not say that of the event."))
    return Figure(value, (_row(act),))


@measure(
    "cooperation.issuers",
    title=_("Bodies that issued a joint statement"),
    unit=_("mechanisms"),
    counts=_("Bodies that the source names."),
    rule=RULE,
    choices=("event",),
)
def issuers(as_at: AsAt, /, *, event: str) -> Figure:
    """Name the bodies that issued a statement together."""
    act = _held(as_at, event)
    return names_of(_row(act, name) for name in _names(act, "issued_by"))


_STATED = ("state_count", "npm_count", "side_events", "session", "number", "paragraphs")


def _acts(kinds: Iterable[ActType], as_at: AsAt, *, since: date | None = None) -> list[Found]:
    return acts_that_count(
        [f"{EVENT.name}.{kind.name}" for kind in kinds],
        on=as_at.on,
        known_at=as_at.known_at,
        since=since,
    )


def _held(as_at: AsAt, event: str) -> Found:
    return _one(_acts([HELD], as_at), event)


def _one(found: Iterable[Found], event: str) -> Found:
    for act in found:
        if act.reference == event:
            return act
    raise Refused(_("There is no event {event} on record by then."), event=event)


def _has(act: Found, wanted: dict[str, str]) -> bool:
    return all(value in ("", act.fields.get(name)) for name, value in wanted.items())


def _span(act: Found, first: str, last: str) -> Span:
    if first not in act.fields:
        raise Refused(_("The days of the event are not known."))
    return Span(
        date.fromisoformat(str(act.fields[first])), date.fromisoformat(str(act.fields[last]))
    )


def _states(act: Found, field: str) -> list[Row]:
    called = state_names()
    return [
        Row(iso3, called.get(iso3, iso3), f"/states/{iso3}/", act.on, source=act.source)
        for iso3 in _names(act, field)
    ]


def _names(act: Found, field: str) -> list[str]:
    names = act.fields.get(field)
    return list(names) if isinstance(names, list) else []


def _row(act: Found, label: str = "") -> Row:
    return Row(
        reference=act.reference,
        label=label or str(act.fields.get("title", act.reference)),
        path=f"/dockets/{act.reference}/",
        on=act.on,
        source=act.source,
    )
