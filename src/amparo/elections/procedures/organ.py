"""Regional teams and working groups: set up, headed, dissolved."""

from amparo.core.words import gettext_noop as _
from amparo.docket.procedure import NOTHING, PUBLIC, ActType, Field, Kind, Procedure, register

AT_WORK, DISSOLVED_ = "at_work", "dissolved"

REGIONAL_TEAM = "regional team"
WORKING_GROUP = "working group"

_NAMED = (
    Field("name", _("Name")),
    Field(
        "kind",
        _("Kind"),
        Kind.CHOICE,
        choices={REGIONAL_TEAM: _("regional team"), WORKING_GROUP: _("working group")},
    ),
)

SET_UP = ActType(
    name="set_up",
    title=_("Set up"),
    after=(NOTHING,),
    leads_to=AT_WORK,
    rule="SPT-WG-1",
    fields=(*_NAMED, Field("session", _("Session"), Kind.INTEGER)),
    discloses=PUBLIC,
)
ON_RECORD = ActType(
    name="on_record",
    title=_("Existing, as far back as the record goes"),
    after=(NOTHING,),
    leads_to=AT_WORK,
    rule="SPT-TEAM-1",
    fields=_NAMED,
    discloses=PUBLIC,
)
HEADED = ActType(
    name="headed",
    title=_("Head on record"),
    after=(AT_WORK,),
    rule="SPT-TEAM-1",
    fields=(Field("head", _("Head")),),
    discloses=PUBLIC,
)
DISSOLVED = ActType(
    name="dissolved",
    title=_("Dissolved"),
    after=(AT_WORK,),
    leads_to=DISSOLVED_,
    rule="SPT-WG-1",
    fields=(Field("session", _("Session"), Kind.INTEGER, required=False),),
    discloses=PUBLIC,
)

ORGAN = register(
    Procedure(
        name="organ",
        title=_("Regional team or working group"),
        rule="SPT-TEAM-1",
        standings={AT_WORK: _("At work"), DISSOLVED_: _("Dissolved")},
        acts=(SET_UP, ON_RECORD, HEADED, DISSOLVED),
        naming="{name}",
        final=frozenset({DISSOLVED_}),
    )
)
