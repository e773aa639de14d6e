"""
A seat that falls vacant between elections, and the replacement approved by silence.

The reason a member gives is personal and is not kept.
"""

from __future__ import annotations

from datetime import date

from amparo.bodies.rules.elections import OBJECTION_WEEKS, is_replacement_approved
from amparo.core.calendar import weeks
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING, Fields, Standing
from amparo.docket.procedure import PUBLIC, ActType, ClockType, Field, Kind, Procedure, register

VACANT, NOMINATED_, AWAITING, SERVING, SWORN = (
    "vacant",
    "nominated",
    "awaiting",
    "serving",
    "sworn",
)

OBJECTIONS = ClockType(
    name="objections",
    title=_("Negative responses of States parties"),
    rule="OPCAT-8-1",
    period=weeks(OBJECTION_WEEKS),
)


def _check_silence(standing: Standing, fields: Fields, on: date) -> None:
    due = next(clock.due_on for clock in standing.clocks if clock.name == OBJECTIONS.name)
    if on < due:
        raise Refused(
            _("The six weeks for negative responses end on {day}."),
            rule="OPCAT-8-1",
            day=due.isoformat(),
        )
    if not _is_approved(standing, fields):
        raise Refused(
            _("Half or more of the States parties have responded negatively."), rule="OPCAT-8-1"
        )


def _check_block(standing: Standing, fields: Fields, on: date) -> None:
    if _is_approved(standing, fields):
        raise Refused(
            _("Less than half of the States parties have responded negatively."), rule="OPCAT-8-1"
        )


def _is_approved(standing: Standing, fields: Fields) -> bool:
    parties, negative = int(str(standing.facts["parties"])), int(str(fields["objections"]))
    return is_replacement_approved(parties, negative)


_OBJECTIONS = Field("objections", _("Negative responses"), Kind.INTEGER)

ARISEN = ActType(
    name="arisen",
    title=_("Seat fallen vacant"),
    after=(NOTHING,),
    leads_to=VACANT,
    rule="OPCAT-8-1",
    fields=(
        Field("state", _("State that nominated the member"), Kind.STATE),
        Field("member", _("Member")),
        Field(
            "cause",
            _("Cause"),
            Kind.CHOICE,
            choices={
                "resignation": _("resignation"),
                "death": _("death"),
                "inability": _("inability to serve"),
            },
        ),
        Field("session", _("Session"), Kind.INTEGER, required=False),
    ),
    discloses=PUBLIC,
)
NOMINATED = ActType(
    name="nominated",
    title=_("Replacement nominated by the State"),
    after=(VACANT,),
    leads_to=NOMINATED_,
    rule="OPCAT-8-1",
    fields=(Field("nominee", _("Nominee")),),
    discloses=PUBLIC,
)
INFORMED = ActType(
    name="informed",
    title=_("States parties informed of the nomination"),
    after=(NOMINATED_,),
    leads_to=AWAITING,
    rule="OPCAT-8-1",
    fields=(Field("parties", _("States parties"), Kind.INTEGER),),
    starts=(OBJECTIONS,),
    discloses=PUBLIC,
)
APPROVED = ActType(
    name="approved",
    title=_("Approved by silence: the term begins"),
    after=(AWAITING,),
    leads_to=SERVING,
    rule="OPCAT-8-1",
    fields=(
        _OBJECTIONS,
        Field(
            "until_meeting_on",
            _("Next meeting of the States parties, to which the treaty limits the term"),
            Kind.DAY,
            required=False,
        ),
        Field(
            "remaining_term_until",
            _("End of the remaining term, as the Subcommittee counts"),
            Kind.DAY,
            required=False,
        ),
    ),
    stops=("objections",),
    guard=_check_silence,
    discloses=PUBLIC,
)
BLOCKED = ActType(
    name="blocked",
    title=_("Nomination blocked by the States parties"),
    after=(AWAITING,),
    leads_to=VACANT,
    rule="OPCAT-8-1",
    fields=(_OBJECTIONS,),
    stops=("objections",),
    guard=_check_block,
    discloses=PUBLIC,
)
SWORN_IN = ActType(
    name="sworn_in",
    title=_("Solemn declaration made"),
    after=(SERVING,),
    leads_to=SWORN,
    rule="SPT-RULES-1",
    fields=(Field("session", _("Session"), Kind.INTEGER),),
    discloses=PUBLIC,
)

VACANCY = register(
    Procedure(
        name="vacancy",
        title=_("Vacancy and replacement"),
        rule="OPCAT-8-1",
        standings={
            VACANT: _("Vacant"),
            NOMINATED_: _("Replacement nominated"),
            AWAITING: _("Open to negative responses"),
            SERVING: _("Replacement serving"),
            SWORN: _("Replacement sworn in"),
        },
        acts=(ARISEN, NOMINATED, INFORMED, APPROVED, BLOCKED, SWORN_IN),
        naming=_("Seat of {member}"),
        final=frozenset({SWORN}),
        about=_(
            "The State that nominated the member nominates another. Approval is considered given"
            " unless half or more of the States parties respond negatively within six weeks."
        ),
    )
)
