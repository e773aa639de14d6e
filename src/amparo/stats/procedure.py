"""The Subcommittee's annual report as a document: adopted, distributed, presented."""

from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING
from amparo.docket.procedure import PUBLIC, ActType, Field, Kind, Procedure, register

ADOPTED_, DISTRIBUTED_, PRESENTED = "adopted", "distributed", "presented"

_ORDINAL = Field("ordinal", _("Ordinal of the report"), Kind.INTEGER)

ADOPTED = ActType(
    name="adopted",
    title=_("Report adopted"),
    after=(NOTHING,),
    leads_to=ADOPTED_,
    rule="OPCAT-16-3",
    fields=(
        _ORDINAL,
        Field("period_first", _("First day of the period"), Kind.DAY),
        Field("period_last", _("Last day of the period"), Kind.DAY),
        Field("rule_of_procedure", _("Rule of procedure"), Kind.INTEGER),
        Field("session", _("Session that adopted it"), Kind.INTEGER, required=False),
        Field("decided_at_session", _("Session that decided on it"), Kind.INTEGER, required=False),
    ),
    discloses=PUBLIC,
)
DISTRIBUTED = ActType(
    name="distributed",
    title=_("Report distributed"),
    after=(NOTHING, ADOPTED_),
    leads_to=DISTRIBUTED_,
    rule="OPCAT-16-3",
    fields=(
        _ORDINAL,
        Field("symbol", _("Symbol"), Kind.SYMBOL, required=False),
        Field("job_number", _("Job number"), required=False),
        Field("period", _("Period, as printed"), required=False),
        Field("committee_session", _("Session of the Committee"), Kind.INTEGER, required=False),
        Field("committee_first_day", _("Its first day"), Kind.DAY, required=False),
        Field("committee_last_day", _("Its last day"), Kind.DAY, required=False),
    ),
    discloses=PUBLIC,
)
PRESENTED_TO_COMMITTEE = ActType(
    name="presented_to_committee",
    title=_("Report presented to the Committee against Torture"),
    after=(NOTHING, ADOPTED_, DISTRIBUTED_, PRESENTED),
    leads_to=PRESENTED,
    rule="OPCAT-16-3",
    fields=(
        _ORDINAL,
        Field("symbol", _("Symbol"), Kind.SYMBOL, required=False),
        Field("committee_session", _("Session of the Committee"), Kind.INTEGER),
    ),
    discloses=PUBLIC,
)
PRESENTED_TO_ASSEMBLY = ActType(
    name="presented_to_assembly",
    title=_("Report presented to the Third Committee of the General Assembly"),
    after=(NOTHING, ADOPTED_, DISTRIBUTED_, PRESENTED),
    leads_to=PRESENTED,
    rule="OPCAT-16-3",
    fields=(
        _ORDINAL,
        Field("assembly_session", _("Session of the General Assembly"), Kind.INTEGER),
        Field("in_person", _("In person"), Kind.YES_NO, required=False),
    ),
    discloses=PUBLIC,
)

ANNUAL_REPORT = register(
    Procedure(
        name="annual_report",
        title=_("Annual report"),
        rule="OPCAT-16-3",
        standings={
            ADOPTED_: _("Adopted"),
            DISTRIBUTED_: _("Distributed"),
            PRESENTED: _("Presented"),
        },
        acts=(ADOPTED, DISTRIBUTED, PRESENTED_TO_COMMITTEE, PRESENTED_TO_ASSEMBLY),
        naming=_("Annual report no. {ordinal}"),
        final=frozenset({PRESENTED}),
    )
)
