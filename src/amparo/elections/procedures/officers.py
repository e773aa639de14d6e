"""Election of officers: the Chair, the Vice-Chairs, the rapporteur on reprisals."""

from __future__ import annotations

from datetime import date

from amparo.bodies.rules.elections import BUREAU_YEARS
from amparo.core.calendar import years
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING, Fields, Standing
from amparo.docket.procedure import PUBLIC, ActType, ClockType, Field, Kind, Procedure, register

SERVING, ENDED_ = "serving", "ended"


def _check_portfolios(standing: Standing, fields: Fields, on: date) -> None:
    people, portfolios = fields["vice_chairs"], fields["portfolios"]
    if isinstance(people, list) and isinstance(portfolios, list) and len(people) != len(portfolios):
        raise Refused(_("Give one portfolio for each Vice-Chair."), rule="SPT-BUR-1")


BUREAU_TERM = ClockType(
    name="bureau_term",
    title=_("Term of the Bureau"),
    rule="OPCAT-10-1",
    period=years(BUREAU_YEARS),
)
REPRISALS_TERM = ClockType(
    name="reprisals_term",
    title=_("Term of the rapporteur on reprisals"),
    rule="SPT-BUR-1",
    period=years(2),
)

ELECTED = ActType(
    name="elected",
    title=_("Bureau elected"),
    after=(NOTHING,),
    leads_to=SERVING,
    rule="OPCAT-10-1",
    fields=(
        Field("year", _("Year"), Kind.INTEGER),
        Field("session", _("Session"), Kind.INTEGER),
        Field("chair", _("Chair")),
        Field("vice_chairs", _("Vice-Chairs"), Kind.NAMES),
        Field("portfolios", _("Portfolios of the Vice-Chairs, in the same order"), Kind.NAMES),
    ),
    starts=(BUREAU_TERM,),
    guard=_check_portfolios,
    discloses=PUBLIC,
)
RAPPORTEUR_NAMED = ActType(
    name="rapporteur_named",
    title=_("Rapporteur on reprisals named"),
    after=(SERVING,),
    rule="SPT-BUR-1",
    fields=(
        Field("session", _("Session"), Kind.INTEGER),
        Field("rapporteur", _("Rapporteur on reprisals")),
    ),
    starts=(REPRISALS_TERM,),
    discloses=PUBLIC,
)
ENDED = ActType(
    name="ended",
    title=_("Terms ended"),
    after=(SERVING,),
    leads_to=ENDED_,
    rule="OPCAT-10-1",
    stops=("bureau_term", "reprisals_term"),
    discloses=PUBLIC,
)

OFFICERS = register(
    Procedure(
        name="officers",
        title=_("Election of officers"),
        rule="OPCAT-10-1",
        standings={SERVING: _("In office"), ENDED_: _("Terms ended")},
        acts=(ELECTED, RAPPORTEUR_NAMED, ENDED),
        naming=_("Officers elected in {year}"),
        final=frozenset({ENDED_}),
    )
)
