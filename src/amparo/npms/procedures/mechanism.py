"""
A State party's national preventive mechanism: from the deposit to its acceptance.

The list under article 17 is kept in the same docket: the rule proposes, the Subcommittee decides.
"""

from __future__ import annotations

from datetime import date

from amparo.core.calendar import Unit
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING, Fields, Standing
from amparo.docket.procedure import (
    PUBLIC,
    ActType,
    ClockType,
    Extension,
    Field,
    Kind,
    Procedure,
    register,
)
from amparo.registry.rules.npm_due import (
    EXTENSION_YEARS,
    POSTPONEMENT_YEARS,
    Postponement,
    npm_due,
)

from ..rules.listing import LISTED, REMOVED, RETAINED, year_starts_on

AWAITED = "awaited"
SAID_DESIGNATED = "designated"
SAID_NOTIFIED = "notified"
ESTABLISHED = "established"

_EVERY = (AWAITED, SAID_DESIGNATED, SAID_NOTIFIED, ESTABLISHED)
_OPEN = (AWAITED, SAID_DESIGNATED, SAID_NOTIFIED)


def _due(standing: Standing, fields: Fields, on: date) -> date:
    return npm_due(year_starts_on(on), _day(fields["in_force_on"]))


def _postponed_due(standing: Standing, fields: Fields, on: date) -> date:
    years = int(str(fields.get("years", POSTPONEMENT_YEARS)))
    return npm_due(
        year_starts_on(standing.opened_on or on),
        _day(standing.facts["in_force_on"]),
        postponement=Postponement(years),
    )


def _day(value: object) -> date:
    return date.fromisoformat(str(value))


def _check_postponement(standing: Standing, fields: Fields, on: date) -> None:
    years = int(str(fields.get("years", POSTPONEMENT_YEARS)))
    if not 0 < years <= POSTPONEMENT_YEARS:
        raise Refused(_("A postponement lasts three years at most."), rule="OPCAT-24-2")


def _check_extension(standing: Standing, fields: Fields, on: date) -> None:
    if not 0 < int(str(fields["years"])) <= EXTENSION_YEARS:
        raise Refused(_("A postponement is extended by two years at most."), rule="OPCAT-24-2")
    if not (fields["state_heard"] and fields["subcommittee_consulted"]):
        raise Refused(
            _("The State must have been heard and the Subcommittee consulted."),
            rule="OPCAT-24-2",
        )
    if "declared_part" not in standing.facts:
        raise Refused(_("Nothing has been postponed."), rule="OPCAT-24-2")


def _check_decision(standing: Standing, fields: Fields, on: date) -> None:
    is_listed = standing.facts.get("decision") in (LISTED, RETAINED)
    if fields["decision"] == LISTED and is_listed:
        raise Refused(_("The State is on the list already."), rule="A17-4")
    if fields["decision"] != LISTED and not is_listed:
        raise Refused(_("The State is not on the list."), rule="A17-4")


NPM_DUE = ClockType(
    name="npm_due",
    title=_("Mechanism to be maintained, designated or established"),
    rule="OPCAT-17-1",
    due=_due,
)
NPM_DUE_POSTPONED = ClockType(
    name="npm_due",
    title=_("Mechanism to be maintained, designated or established, after postponement"),
    rule="OPCAT-24-2",
    due=_postponed_due,
)

_BODY = Field("body", _("The body or bodies designated"), required=False)

BOUND = ActType(
    name="bound",
    title=_("Instrument deposited: the State is bound"),
    after=(NOTHING,),
    leads_to=AWAITED,
    rule="OPCAT-17-1",
    fields=(
        Field("state", _("State party"), Kind.STATE),
        Field("instrument", _("Instrument")),
        Field("in_force_on", _("Entry into force for the State"), Kind.DAY),
    ),
    starts=(NPM_DUE,),
    discloses=PUBLIC,
)
POSTPONED = ActType(
    name="postponed",
    title=_("Obligations on national preventive mechanisms postponed by declaration"),
    after=_OPEN,
    rule="OPCAT-24-1",
    fields=(
        Field(
            "declared_part",
            _("Part of the Protocol"),
            Kind.CHOICE,
            choices={"IV": _("Part IV, national preventive mechanisms")},
        ),
        Field("years", _("Years; three at most where none are said"), Kind.INTEGER, required=False),
    ),
    stops=("npm_due",),
    starts=(NPM_DUE_POSTPONED,),
    guard=_check_postponement,
    discloses=PUBLIC,
)
POSTPONEMENT_EXTENDED = ActType(
    name="postponement_extended",
    title=_("Postponement extended by the Committee against Torture"),
    after=_OPEN,
    rule="OPCAT-24-2",
    fields=(
        Field("years", _("Years added"), Kind.INTEGER),
        Field("state_heard", _("The State has made due representations"), Kind.YES_NO),
        Field("subcommittee_consulted", _("The Subcommittee was consulted"), Kind.YES_NO),
    ),
    extends=(Extension("npm_due", "years", Unit.YEARS, "OPCAT-24-2"),),
    guard=_check_extension,
    discloses=PUBLIC,
)
DESIGNATED = ActType(
    name="designated",
    title=_("Designation on record from another source"),
    after=(AWAITED,),
    leads_to=SAID_DESIGNATED,
    rule="OPCAT-17-1",
    fields=(_BODY, Field("year", _("Year of designation"), Kind.INTEGER, required=False)),
    stops=("npm_due",),
    discloses=PUBLIC,
    help=_(
        "A mechanism designated according to a source other than the Subcommittee. Whether the"
        " Subcommittee has received the notification and the documents is not said."
    ),
)
NOTIFIED = ActType(
    name="notified",
    title=_("Designation officially notified"),
    after=(AWAITED, SAID_DESIGNATED),
    leads_to=SAID_NOTIFIED,
    rule="A17-3",
    fields=(_BODY,),
    discloses=PUBLIC,
    help=_("The clock runs on: the documents must be received too."),
)
DOCUMENTS_RECEIVED = ActType(
    name="documents_received",
    title=_("Documents on the establishment and functioning received"),
    after=_OPEN,
    rule="A17-3",
    fields=(Field("documents", _("Documents"), Kind.NAMES),),
    discloses=PUBLIC,
)
ACCEPTED = ActType(
    name="accepted",
    title=_("Notification of the mechanism accepted by the Subcommittee"),
    after=_OPEN,
    leads_to=ESTABLISHED,
    rule="A17-3",
    fields=(_BODY,),
    stops=("npm_due",),
    discloses=PUBLIC,
    help=_("Both conditions stand: the notification and the documents have been received."),
)
DESIGNATION_CHANGED = ActType(
    name="designation_changed",
    title=_("Another body designated"),
    after=(SAID_DESIGNATED, SAID_NOTIFIED, ESTABLISHED),
    leads_to=SAID_NOTIFIED,
    rule="OPCAT-NPM-CHANGE",
    fields=(
        Field("body", _("The body or bodies designated")),
        Field("reason_given", _("Reason given by the State"), required=False),
    ),
    discloses=PUBLIC,
    help=_("Exceptional: powers, mandate, independence and resources may not be reduced."),
)
LIST_DECIDED = ActType(
    name="list_decided",
    title=_("Decision on the list under article 17"),
    after=_EVERY,
    rule="A17-4",
    fields=(
        Field(
            "decision",
            _("Decision"),
            Kind.CHOICE,
            choices={
                LISTED: _("put on the list"),
                RETAINED: _("kept on the list"),
                REMOVED: _("taken off the list"),
            },
        ),
        Field("session", _("Session"), Kind.INTEGER, required=False),
    ),
    guard=_check_decision,
    discloses=PUBLIC,
)
SINGLED_OUT = ActType(
    name="singled_out",
    title=_("Named by the Subcommittee for the length of the delay"),
    after=_EVERY,
    rule="A17-1",
    fields=(Field("years", _("Overdue by more than this many years"), Kind.INTEGER),),
    discloses=PUBLIC,
)

NPM = register(
    Procedure(
        name="npm",
        title=_("Establishment of a national preventive mechanism"),
        rule="OPCAT-17-1",
        standings={
            AWAITED: _("Awaited"),
            SAID_DESIGNATED: _("Designated, according to another source"),
            SAID_NOTIFIED: _("Designation notified"),
            ESTABLISHED: _("Accepted by the Subcommittee"),
        },
        acts=(
            BOUND,
            POSTPONED,
            POSTPONEMENT_EXTENDED,
            DESIGNATED,
            NOTIFIED,
            DOCUMENTS_RECEIVED,
            ACCEPTED,
            DESIGNATION_CHANGED,
            LIST_DECIDED,
            SINGLED_OUT,
        ),
        naming=_("National preventive mechanism of {state}"),
        final=frozenset({ESTABLISHED}),
        about=_(
            "Each State party maintains, designates or establishes one or several independent bodies"
            " within a year. The Subcommittee names those that are long overdue."
        ),
    )
)
