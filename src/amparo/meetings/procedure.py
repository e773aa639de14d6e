"""The law of a session of a body, or of a group of its members: planned, moved, cancelled, held."""

from __future__ import annotations

from datetime import date

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING, Fields, Standing
from amparo.docket.procedure import PUBLIC, ActType, Field, Kind, Procedure, check_days, register

BODIES = {
    "SPT": _("Subcommittee on Prevention of Torture"),
    "CAT": _("Committee against Torture"),
}
GROUPS = {"special_fund": _("Working group on the Special Fund")}
REASONS = {"budget": _("Lack of funds")}

_ORDINAL = Field("ordinal", _("Number of the session"), Kind.INTEGER, required=False)
_PLACE = Field("place", _("Place"), required=False)
_REASON = Field("reason", _("Reason"), Kind.CHOICE, required=False, choices=REASONS)
_PLANNED = (
    Field("planned_first_day", _("First day as planned"), Kind.DAY, required=False),
    Field("planned_last_day", _("Last day as planned"), Kind.DAY, required=False),
    Field("not_before", _("Not before"), Kind.DAY, required=False),
    Field("not_after", _("Not after"), Kind.DAY, required=False),
)


def _plan_in_order(standing: Standing, fields: Fields, on: date) -> None:
    check_days(fields, "planned_first_day", "planned_last_day")
    check_days(fields, "not_before", "not_after")


def _moved_somewhere(standing: Standing, fields: Fields, on: date) -> None:
    _plan_in_order(standing, fields, on)
    if not {"planned_first_day", "not_before", "into"} & set(fields):
        raise Refused(_("Say to which days, or into which session, it is moved."), rule="SPT-SES-2")


def _over(standing: Standing, fields: Fields, on: date) -> None:
    check_days(fields, "first_day", "last_day")
    if "last_day" in fields and on < date.fromisoformat(str(fields["last_day"])):
        raise Refused(_("A session has been held once its last day has come."), rule="SPT-SES-1")


PLANNED = ActType(
    name="planned",
    title=_("Planned"),
    after=(NOTHING,),
    leads_to="planned",
    rule="SPT-SES-1",
    fields=(
        Field("body", _("Body"), Kind.CHOICE, choices=BODIES),
        Field("group", _("Group of its members"), Kind.CHOICE, required=False, choices=GROUPS),
        Field("year", _("Year"), Kind.INTEGER),
        _ORDINAL,
        *_PLANNED,
        _PLACE,
    ),
    discloses=PUBLIC,
    guard=_plan_in_order,
)
MOVED = ActType(
    name="moved",
    title=_("Moved"),
    after=("planned",),
    leads_to="planned",
    rule="SPT-SES-2",
    fields=(*_PLANNED, Field("into", _("Session into which it is moved"), required=False), _REASON),
    discloses=PUBLIC,
    guard=_moved_somewhere,
    help=_("Agreed dates change only after the members were consulted, six months ahead."),
)
CANCELLED = ActType(
    name="cancelled",
    title=_("Cancelled"),
    after=("planned",),
    leads_to="cancelled",
    rule="SPT-SES-2",
    fields=(_REASON,),
    discloses=PUBLIC,
)
JOINT_MEETING = ActType(
    name="joint_meeting",
    title=_("Joint meeting held"),
    after=("planned", "held"),
    rule="SPT-SES-2",
    fields=(Field("with", _("With"), Kind.CHOICE, choices=BODIES),),
    discloses=PUBLIC,
)
DECIDED = ActType(
    name="decided",
    title=_("Decision adopted"),
    after=("planned", "held"),
    rule="SPT-RULES-1",
    fields=(
        Field("subject", _("Subject")),
        Field("decision_symbol", _("Symbol"), Kind.SYMBOL, required=False),
    ),
    discloses=PUBLIC,
)
HELD = ActType(
    name="held",
    title=_("Held"),
    after=("planned",),
    leads_to="held",
    rule="SPT-SES-1",
    fields=(
        _ORDINAL,
        Field("first_day", _("First day"), Kind.DAY, required=False),
        Field("last_day", _("Last day"), Kind.DAY, required=False),
        _PLACE,
        Field("in_person", _("In person"), Kind.YES_NO, required=False),
    ),
    discloses=PUBLIC,
    guard=_over,
    help=_("Entered as of the last day of the session."),
)

SESSION = register(
    Procedure(
        name="session",
        title=_("Session"),
        rule="SPT-SES-1",
        standings={
            "planned": _("Planned"),
            "held": _("Held"),
            "cancelled": _("Cancelled"),
        },
        acts=(PLANNED, MOVED, CANCELLED, JOINT_MEETING, DECIDED, HELD),
        naming=_("{body}: session {ordinal}, {year}"),
        naming_with_less=(
            _("{body}: session planned between {not_before} and {not_after}"),
            _("{body}: session of {planned_first_day}"),
            _("{body}: session in {year}"),
        ),
        final=frozenset({"held", "cancelled"}),
        state_field="",
        about=_("A session of a body, planned, moved or cancelled, and held."),
    )
)
