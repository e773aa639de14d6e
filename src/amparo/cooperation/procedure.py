"""What the Subcommittee does with others: meetings, webinars, statements, dialogues at sessions."""

from __future__ import annotations

from datetime import date

from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING, Fields, Standing
from amparo.docket.procedure import PUBLIC, ActType, Field, Kind, Procedure, check_days, register

PLANNED_, HELD_, CANCELLED_ = "planned", "held", "cancelled"

KINDS = {
    "meeting": _("meeting"),
    "conference": _("conference or seminar"),
    "webinar": _("webinar"),
    "statement": _("statement"),
    "presentation": _("presentation"),
    "dialogue": _("dialogue at sessions"),
    "support": _("support on the spot"),
    "submission": _("contribution in writing"),
}

# The parts of the mandate with which every activity is tagged. Source: OPCAT-11-1.
MANDATE = {
    "11a": _("visits and recommendations"),
    "11b-i": _("advice to States on establishing mechanisms"),
    "11b-ii": _("contact with mechanisms, training and assistance"),
    "11b-iii": _("evaluation of needs"),
    "11b-iv": _("recommendations to strengthen mechanisms"),
    "11c": _("cooperation with other bodies"),
}


def _days_in_order(standing: Standing, fields: Fields, on: date) -> None:
    check_days(fields, "first_day", "last_day")


_DAYS = (
    Field("first_day", _("First day"), Kind.DAY, required=False),
    Field("last_day", _("Last day"), Kind.DAY, required=False),
)
_WHAT = (
    Field("title", _("Title")),
    Field("kind", _("Kind"), Kind.CHOICE, choices=KINDS),
    Field("mandate", _("Part of the mandate"), Kind.CHOICE, choices=MANDATE),
    *_DAYS,
    Field("place", _("Place"), required=False),
    Field("country", _("Country"), Kind.STATE, required=False),
    Field("series", _("Series"), required=False),
)
_COUNTS = (
    Field("partners", _("Partners"), Kind.NAMES, required=False),
    Field("issued_by", _("Issued by"), Kind.NAMES, required=False),
    Field("states", _("States that took part"), Kind.STATES, required=False),
    Field("npm_states", _("States whose mechanisms took part"), Kind.STATES, required=False),
    Field("state_count", _("Number of States"), Kind.INTEGER, required=False),
    Field("npm_count", _("Number of mechanisms"), Kind.INTEGER, required=False),
    Field("side_events", _("Side events"), Kind.INTEGER, required=False),
    Field("session", _("Session of the body that met"), Kind.INTEGER, required=False),
    Field(
        "attended",
        _("How the Subcommittee took part"),
        Kind.CHOICE,
        required=False,
        choices={
            "in person": _("in person"),
            "online": _("online"),
            "both": _("in person and online"),
        },
    ),
    Field("number", _("Number of the document"), Kind.INTEGER, required=False),
    Field("symbol", _("Document"), Kind.SYMBOL, required=False),
    Field("paragraphs", _("Paragraphs of the document"), required=False),
    Field("remark", _("Remark"), required=False),
)

PLANNED = ActType(
    name="planned",
    title=_("Planned"),
    after=(NOTHING,),
    leads_to=PLANNED_,
    rule="OPCAT-11-1",
    fields=_WHAT,
    guard=_days_in_order,
    discloses=PUBLIC,
)
HELD = ActType(
    name="held",
    title=_("Held"),
    after=(NOTHING, PLANNED_),
    leads_to=HELD_,
    rule="OPCAT-11-1",
    fields=(*_WHAT, *_COUNTS),
    guard=_days_in_order,
    discloses=PUBLIC,
)
STATED_DIFFERENTLY = ActType(
    name="stated_differently",
    title=_("Stated differently elsewhere in the source"),
    after=(HELD_,),
    rule="OPCAT-11-1",
    fields=(
        Field("other_title", _("Title there"), required=False),
        Field("other_first_day", _("First day there"), Kind.DAY, required=False),
        Field("other_last_day", _("Last day there"), Kind.DAY, required=False),
    ),
    discloses=PUBLIC,
    help=_("Both statements are kept; the first one is counted."),
)
CANCELLED = ActType(
    name="cancelled",
    title=_("Cancelled"),
    after=(PLANNED_,),
    leads_to=CANCELLED_,
    rule="OPCAT-11-1",
    discloses=PUBLIC,
)

EVENT = register(
    Procedure(
        name="event",
        title=_("Activity with others"),
        rule="OPCAT-11-1",
        standings={PLANNED_: _("Planned"), HELD_: _("Held"), CANCELLED_: _("Cancelled")},
        acts=(PLANNED, HELD, STATED_DIFFERENTLY, CANCELLED),
        naming="{title}",
        final=frozenset({HELD_, CANCELLED_}),
        state_field="country",
    )
)
