"""A year's round of grants of the Special Fund."""

from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING
from amparo.docket.procedure import PUBLIC, ActType, Field, Kind, Procedure, register

OPEN, AWARDED_ = "open", "awarded"

CALLED = ActType(
    name="called",
    title=_("Call for applications issued"),
    after=(NOTHING,),
    leads_to=OPEN,
    rule="OPCAT-26-1",
    fields=(
        Field("year", _("Year"), Kind.INTEGER),
        Field("closes_on", _("Last day for applications"), Kind.DAY, required=False),
    ),
    discloses=PUBLIC,
)
AWARDED = ActType(
    name="awarded",
    title=_("Grants awarded"),
    after=(NOTHING, OPEN),
    leads_to=AWARDED_,
    rule="OPCAT-26-1",
    fields=(
        Field("year", _("Year"), Kind.INTEGER),
        Field("total", _("Total"), Kind.AMOUNT),
        Field("currency", _("Currency"), Kind.CHOICE, choices={"USD": _("United States dollars")}),
        Field("projects", _("Projects"), Kind.INTEGER),
        Field("states", _("States with projects"), Kind.INTEGER),
        Field("implementation_year", _("Year of implementation"), Kind.INTEGER, required=False),
    ),
    discloses=PUBLIC,
)

GRANT_ROUND = register(
    Procedure(
        name="grant_round",
        title=_("Grant round of the Special Fund"),
        rule="OPCAT-26-1",
        standings={OPEN: _("Open for applications"), AWARDED_: _("Grants awarded")},
        acts=(CALLED, AWARDED),
        naming=_("Grants of the Special Fund, {year}"),
        final=frozenset({AWARDED_}),
    )
)
