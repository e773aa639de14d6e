"""A working group of the Subcommittee, set up and dissolved; its heads are offices, in bodies."""

from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING
from amparo.docket.procedure import PUBLIC, ActType, Field, Kind, Procedure, register

AT_WORK, ENDED = "at_work", "ended"

SET_UP = ActType(
    name="set_up",
    title=_("Working group set up"),
    after=(NOTHING,),
    leads_to=AT_WORK,
    rule="SPT-WG-1",
    fields=(
        Field("name", _("Name")),
        Field("session", _("Session"), Kind.INTEGER),
    ),
    discloses=PUBLIC,
)
DISSOLVED = ActType(
    name="dissolved",
    title=_("Working group dissolved"),
    after=(AT_WORK,),
    leads_to=ENDED,
    rule="SPT-WG-1",
    fields=(Field("session", _("Session"), Kind.INTEGER),),
    discloses=PUBLIC,
)

WORKING_GROUP = register(
    Procedure(
        name="working_group",
        title=_("Working group"),
        rule="SPT-WG-1",
        standings={AT_WORK: _("At work"), ENDED: _("Dissolved")},
        acts=(SET_UP, DISSOLVED),
        naming=_("Working group: {name}"),
        final=frozenset({ENDED}),
    )
)
