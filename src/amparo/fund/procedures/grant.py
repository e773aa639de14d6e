"""A grant of the Special Fund for projects in one State."""

from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING
from amparo.docket.procedure import PUBLIC, ActType, Field, Kind, Procedure, register

APPROVED_, REPORTED_ = "approved", "reported"

APPROVED = ActType(
    name="approved",
    title=_("Project approved"),
    after=(NOTHING,),
    leads_to=APPROVED_,
    rule="OPCAT-26-2",
    fields=(
        Field("state", _("State"), Kind.STATE),
        Field("year", _("Year of the award"), Kind.INTEGER),
        Field(
            "stage",
            _("Stage"),
            Kind.CHOICE,
            required=False,
            choices={"first": _("approved for the first time"), "continued": _("continued")},
        ),
        Field("purpose", _("Purpose"), required=False),
    ),
    discloses=PUBLIC,
)
REPORTED = ActType(
    name="reported",
    title=_("Report on the project received"),
    after=(APPROVED_,),
    leads_to=REPORTED_,
    rule="OPCAT-26-2",
    discloses=PUBLIC,
)

GRANT = register(
    Procedure(
        name="grant",
        title=_("Grant of the Special Fund"),
        rule="OPCAT-26-2",
        standings={APPROVED_: _("Approved"), REPORTED_: _("Reported on")},
        acts=(APPROVED, REPORTED),
        naming=_("Grant for {state}, {year}"),
        final=frozenset({REPORTED_}),
    )
)
