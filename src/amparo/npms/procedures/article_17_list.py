"""
The list of States parties long overdue under article 17, as an instrument of its own.

Who is on it is decided State by State, in the docket of each mechanism.
"""

from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING
from amparo.docket.procedure import PUBLIC, ActType, Field, Kind, Procedure, register

KEPT, PUBLIC_ = "kept", "public"

_SESSION = Field("session", _("Session"), Kind.INTEGER)

DECIDED = ActType(
    name="decided",
    title=_("Subcommittee decides to keep a list"),
    after=(NOTHING,),
    leads_to=KEPT,
    rule="A17-1",
    fields=(_SESSION,),
    discloses=PUBLIC,
)
STATES_WRITTEN_TO = ActType(
    name="states_written_to",
    title=_("Letter to the States overdue by at least three years"),
    after=(KEPT,),
    rule="A17-1",
    discloses=PUBLIC,
)
MADE_PUBLIC = ActType(
    name="made_public",
    title=_("List made public"),
    after=(KEPT,),
    leads_to=PUBLIC_,
    rule="A17-1",
    fields=(_SESSION,),
    discloses=PUBLIC,
)

ARTICLE_17_LIST = register(
    Procedure(
        name="article_17_list",
        title=_("List under article 17"),
        rule="A17-1",
        standings={KEPT: _("Kept"), PUBLIC_: _("Public")},
        acts=(DECIDED, STATES_WRITTEN_TO, MADE_PUBLIC),
        naming=_("List of States parties long overdue under article 17"),
        final=frozenset({PUBLIC_}),
    )
)
