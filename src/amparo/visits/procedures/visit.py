"""
The law of a visit of the Subcommittee, from the programme to the press release.

What happens between the programme and the visit is internal, so a record made from public sources
does not hold it: a visit may be entered as conducted, or postponed, from the programme on.
"""

from __future__ import annotations

from datetime import date

from amparo.access.permissions import Role
from amparo.core.calendar import weeks, years
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING, Fields, Standing
from amparo.docket.procedure import (
    PUBLIC,
    SEALED,
    STAFF,
    ActType,
    Disclosure,
    Field,
    Kind,
    Procedure,
    Retention,
    Share,
    check_days,
    register,
)

from ..rules.delegation import check_delegation

# Source: SPT-VIS-1.
TYPES = {
    "country": _("Country visit"),
    "follow_up": _("Country follow-up visit"),
    "npm_advisory": _("Advisory visit on the national preventive mechanism"),
    "opcat_advisory": _("Advisory visit on the Optional Protocol"),
}
REASONS = {
    "budget": _("Lack of funds"),
    "administrative": _("Administrative reasons"),
}
BEFORE_THE_VISIT = ("programmed", "dates_notified", "prepared")
ON_MISSION = (*STAFF, Role.HEAD_OF_DELEGATION)
WITH_STATE = (Share(Role.STATE_FOCAL_POINT),)

_YEAR = Field("year", _("Year of the programme"), Kind.INTEGER)
_PLANNED_DAYS = (
    Field("planned_first_day", _("First day as planned"), Kind.DAY, required=False),
    Field("planned_last_day", _("Last day as planned"), Kind.DAY, required=False),
)
_WINDOW = (
    Field("not_before", _("Not before"), Kind.DAY, required=False),
    Field("not_after", _("Not after"), Kind.DAY, required=False),
)


def _plan_in_order(standing: Standing, fields: Fields, on: date) -> None:
    check_days(fields, "planned_first_day", "planned_last_day")
    if {"not_before", "not_after"} <= set(fields):
        check_days(fields, "not_before", "not_after")


def _delegation_fit(standing: Standing, fields: Fields, on: date) -> None:
    nationalities, nominated_by = fields["nationalities"], fields.get("nominated_by", [])
    if isinstance(nationalities, list) and isinstance(nominated_by, list):
        check_delegation(str(standing.facts["state"]), nationalities, nominated_by)


def _over(standing: Standing, fields: Fields, on: date) -> None:
    check_days(fields, "first_day", "last_day")
    if "last_day" in fields and on < date.fromisoformat(str(fields["last_day"])):
        raise Refused(_("A visit is conducted once its last day has come."), rule="OPCAT-11-1")


PROGRAMMED = ActType(
    name="programmed",
    title=_("Put on the programme"),
    after=(NOTHING,),
    leads_to="programmed",
    rule="OPCAT-13-1",
    fields=(
        Field("state", _("State"), Kind.STATE),
        _YEAR,
        Field("type", _("Type of visit"), Kind.CHOICE, required=False, choices=TYPES),
        *_PLANNED_DAYS,
        *_WINDOW,
    ),
    shared_with=WITH_STATE,
    discloses=PUBLIC,
    guard=_plan_in_order,
    help=_("The plenary adopts the programme; it is public when the session ends."),
)
DATES_NOTIFIED = ActType(
    name="dates_notified",
    title=_("Dates notified to the State"),
    after=BEFORE_THE_VISIT,
    leads_to="dates_notified",
    rule="OPCAT-13-2",
    fields=(
        Field("planned_first_day", _("First day as planned"), Kind.DAY),
        Field("planned_last_day", _("Last day as planned"), Kind.DAY),
    ),
    shared_with=WITH_STATE,
    discloses=Disclosure(public=True, delay=weeks(1)),
    guard=_plan_in_order,
    help=_("The dates become public one week after the State has been told."),
)
PREPARED = ActType(
    name="prepared",
    title=_("Prepared"),
    after=BEFORE_THE_VISIT,
    leads_to="prepared",
    rule="SPT-VIS-4",
    fields=(
        Field(
            "nationalities",
            _("Nationality of each member of the delegation"),
            Kind.STATES,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
        Field(
            "nominated_by",
            _("States that nominated them"),
            Kind.STATES,
            required=False,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
        Field(
            "places",
            _("Places to be visited"),
            Kind.NAMES,
            required=False,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
    ),
    discloses=SEALED,
    guard=_delegation_fit,
    help=_("Names are sent, information is asked for, the State is met. Places stay secret."),
)
BEGUN = ActType(
    name="begun",
    title=_("Begun"),
    after=BEFORE_THE_VISIT,
    leads_to="under_way",
    rule="OPCAT-14-1",
    by=ON_MISSION,
    discloses=SEALED,
)
DEBRIEFED = ActType(
    name="debriefed",
    title=_("Authorities debriefed"),
    after=("under_way", "debriefed"),
    leads_to="debriefed",
    rule="SPT-CONF-1",
    fields=(
        Field(
            "observations",
            _("Preliminary observations"),
            required=False,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
    ),
    by=ON_MISSION,
    shared_with=WITH_STATE,
    discloses=SEALED,
)
INTERVIEWED = ActType(
    name="interviewed",
    title=_("Person interviewed in private"),
    after=("under_way", "debriefed", "conducted", "concluded"),
    rule="OPCAT-14-1",
    fields=(
        Field(
            "person",
            _("Name"),
            Kind.NAMES,
            required=False,
            confidentiality=Confidentiality.PERSONAL,
            indexed=True,
            consent="may_be_named",
        ),
        Field("where", _("Place"), required=False, confidentiality=Confidentiality.CONFIDENTIAL),
        Field("account", _("Account"), confidentiality=Confidentiality.CONFIDENTIAL),
        Field(
            "may_be_named",
            _("The person consents to being named in the report"),
            Kind.YES_NO,
            required=False,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
    ),
    by=ON_MISSION,
    discloses=SEALED,
    help=_("Who said it stays sealed; without express consent nobody is named anywhere."),
)
CONDUCTED = ActType(
    name="conducted",
    title=_("Conducted"),
    after=(*BEFORE_THE_VISIT, "under_way", "debriefed"),
    leads_to="conducted",
    rule="OPCAT-11-1",
    fields=(
        Field("first_day", _("First day"), Kind.DAY, required=False),
        Field("last_day", _("Last day"), Kind.DAY, required=False),
    ),
    by=ON_MISSION,
    shared_with=WITH_STATE,
    discloses=PUBLIC,
    guard=_over,
    help=_("Entered as of the last day of the visit."),
)
PRESS_RELEASED = ActType(
    name="press_released",
    title=_("Press release issued"),
    after=("conducted", "concluded", "suspended", "terminated"),
    leads_to="concluded",
    keeps=("suspended", "terminated"),
    rule="SPT-CONF-1",
    fields=(Field("address", _("Address"), required=False),),
    shared_with=WITH_STATE,
    discloses=PUBLIC,
)
POSTPONED = ActType(
    name="postponed",
    title=_("Postponed"),
    after=BEFORE_THE_VISIT,
    leads_to="postponed",
    rule="OPCAT-13-1",
    fields=(Field("reason", _("Reason"), Kind.CHOICE, required=False, choices=REASONS),),
    shared_with=WITH_STATE,
    discloses=PUBLIC,
)
POSTPONED_INDEFINITELY = ActType(
    name="postponed_indefinitely",
    title=_("Postponed indefinitely"),
    after=(*BEFORE_THE_VISIT, "postponed"),
    leads_to="postponed_indefinitely",
    rule="OPCAT-13-1",
    fields=(Field("reason", _("Reason"), Kind.CHOICE, required=False, choices=REASONS),),
    shared_with=WITH_STATE,
    discloses=PUBLIC,
)
RESCHEDULED = ActType(
    name="rescheduled",
    title=_("Put on the programme again"),
    after=("postponed", "postponed_indefinitely", "suspended"),
    leads_to="programmed",
    rule="OPCAT-13-1",
    fields=(_YEAR, *_PLANNED_DAYS, *_WINDOW),
    shared_with=WITH_STATE,
    discloses=PUBLIC,
    guard=_plan_in_order,
)
CANCELLED = ActType(
    name="cancelled",
    title=_("Cancelled"),
    after=(*BEFORE_THE_VISIT, "postponed", "postponed_indefinitely"),
    leads_to="cancelled",
    rule="OPCAT-13-1",
    fields=(Field("reason", _("Reason"), Kind.CHOICE, required=False, choices=REASONS),),
    shared_with=WITH_STATE,
    discloses=PUBLIC,
)
SUSPENDED = ActType(
    name="suspended",
    title=_("Suspended"),
    after=("under_way", "debriefed"),
    leads_to="suspended",
    rule="OPCAT-14-1",
    fields=(Field("obstructed", _("After obstruction"), Kind.YES_NO, required=False),),
    by=ON_MISSION,
    shared_with=WITH_STATE,
    discloses=PUBLIC,
    help=_("The delegation breaks off a visit that it cannot conduct as the Protocol says."),
)
TERMINATED = ActType(
    name="terminated",
    title=_("Terminated"),
    after=("suspended",),
    leads_to="terminated",
    rule="OPCAT-14-1",
    shared_with=WITH_STATE,
    discloses=PUBLIC,
)

VISIT = register(
    Procedure(
        name="visit",
        title=_("Visit of the Subcommittee"),
        rule="OPCAT-11-1",
        standings={
            "programmed": _("On the programme"),
            "dates_notified": _("Dates notified"),
            "prepared": _("Prepared"),
            "under_way": _("Under way"),
            "debriefed": _("Authorities debriefed"),
            "conducted": _("Conducted"),
            "concluded": _("Concluded"),
            "postponed": _("Postponed"),
            "postponed_indefinitely": _("Postponed indefinitely"),
            "cancelled": _("Cancelled"),
            "suspended": _("Suspended"),
            "terminated": _("Terminated"),
        },
        acts=(
            PROGRAMMED,
            DATES_NOTIFIED,
            PREPARED,
            BEGUN,
            INTERVIEWED,
            DEBRIEFED,
            CONDUCTED,
            PRESS_RELEASED,
            POSTPONED,
            POSTPONED_INDEFINITELY,
            RESCHEDULED,
            CANCELLED,
            SUSPENDED,
            TERMINATED,
        ),
        naming=_("Visit to {state}, {year}"),
        final=frozenset({"conducted", "concluded", "cancelled", "terminated"}),
        retention=Retention(years(30), rule=_("Thirty years after the last act")),
        about=_("A visit to a State party, from the programme to the press release."),
    )
)
