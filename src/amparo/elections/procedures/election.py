"""Election of members at a meeting of the States parties, up to their oath."""

from __future__ import annotations

from datetime import date

from amparo.bodies.rules.elections import TERM_YEARS, nominations
from amparo.core.calendar import months, years
from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING, Fields, Standing
from amparo.docket.procedure import PUBLIC, ActType, ClockType, Field, Kind, Procedure, register

CALLED_, INVITED_, HELD_, SERVING = "called", "invited", "held", "serving"

# Half of the seats every two years, for four years. Source: OPCAT-9-1, OPCAT-7-1.
BETWEEN_ELECTIONS = years(2)
TERM = years(TERM_YEARS)


def _check_invitation(standing: Standing, fields: Fields, on: date) -> None:
    nominations(date.fromisoformat(str(fields["meeting_on"])), on)


NOMINATIONS = ClockType(
    name="nominations",
    title=_("Nominations by States parties"),
    rule="OPCAT-6-3",
    period=months(3),
)

CALLED = ActType(
    name="called",
    title=_("Election announced"),
    after=(NOTHING,),
    leads_to=CALLED_,
    rule="OPCAT-7-1",
    fields=(
        Field("year", _("Year"), Kind.INTEGER),
        Field("seats", _("Seats to be filled"), Kind.INTEGER, required=False),
    ),
    discloses=PUBLIC,
)
INVITED = ActType(
    name="invited",
    title=_("States parties invited to nominate"),
    after=(CALLED_,),
    leads_to=INVITED_,
    rule="OPCAT-6-3",
    fields=(Field("meeting_on", _("Day of the meeting"), Kind.DAY),),
    starts=(NOMINATIONS,),
    guard=_check_invitation,
    discloses=PUBLIC,
)
HELD = ActType(
    name="held",
    title=_("Election held"),
    after=(NOTHING, CALLED_, INVITED_),
    leads_to=HELD_,
    rule="OPCAT-7-1",
    fields=(
        Field("year", _("Year"), Kind.INTEGER),
        Field("seats", _("Seats to be filled"), Kind.INTEGER, required=False),
        Field("elected", _("Elected"), Kind.NAMES, required=False),
    ),
    stops=("nominations",),
    discloses=PUBLIC,
)
SWORN_IN = ActType(
    name="sworn_in",
    title=_("Newly elected members made their solemn declaration"),
    after=(HELD_, SERVING),
    leads_to=SERVING,
    rule="SPT-RULES-1",
    fields=(
        Field("session", _("Session"), Kind.INTEGER),
        Field("rule_of_procedure", _("Rule of procedure"), Kind.INTEGER),
        Field("members", _("Members"), Kind.NAMES),
    ),
    discloses=PUBLIC,
)

ELECTION = register(
    Procedure(
        name="election",
        title=_("Election of members"),
        rule="OPCAT-7-1",
        standings={
            CALLED_: _("Announced"),
            INVITED_: _("Nominations invited"),
            HELD_: _("Held"),
            SERVING: _("Members sworn in"),
        },
        acts=(CALLED, INVITED, HELD, SWORN_IN),
        naming=_("Election of members, {year}"),
        final=frozenset({SERVING}),
        about=_("Half of the members are elected every two years, for four years."),
    )
)
