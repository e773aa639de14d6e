"""
The law of a visit report after it has left the Subcommittee: reply, dialogue, publication.

One docket for each recipient, the State or its national preventive mechanism. The text of the
report, the reply and the dialogue are confidential; the docket discloses only that they happened.
"""

from __future__ import annotations

from datetime import date

from amparo.access.permissions import Role
from amparo.core.calendar import add_months, months, years
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING, Fields, Standing
from amparo.docket.procedure import (
    FACT_ONLY,
    PUBLIC,
    SEALED,
    STAFF,
    ActType,
    ClockType,
    Disclosure,
    Field,
    Kind,
    Procedure,
    Retention,
    Share,
    register,
)

from ..rules.publication import (
    Decision,
    Refusal,
    Request,
    check_committee_vote,
    check_names_masked,
    may_publish,
)
from ..rules.symbols import check_reply_symbol, check_report_symbol

RECIPIENTS = {
    "state": _("State party"),
    "npm": _("National preventive mechanism"),
}
REPLY_MONTHS = 6
SENT = ("transmitted", "replied", "in_dialogue", "published")
BY_RECIPIENT = (*STAFF, Role.STATE_FOCAL_POINT, Role.NPM_FOCAL_POINT)
WITH_RECIPIENT = (
    Share(Role.STATE_FOCAL_POINT, "recipient", "state"),
    Share(Role.NPM_FOCAL_POINT, "recipient", "npm"),
)


def reply_due(standing: Standing, fields: Fields, start: date) -> date | None:
    """
    Return the last day on which the reply is in time.

    No time limit runs from a transmission whose day the record does not hold: it only says that
    the report had been transmitted by then.

    Source: SPT-REP-1; for mechanisms SPT-REP-3.
    """
    if fields.get("day_known") is False:
        return None
    return add_months(start, REPLY_MONTHS)


REPLY_DUE = ClockType(
    "reply_due", _("Written reply"), rule="SPT-REP-1", period=months(REPLY_MONTHS), due=reply_due
)


def _asks_for_something(standing: Standing, fields: Fields, on: date) -> None:
    if not (fields.get("report_requested") or fields.get("reply_requested")):
        raise Refused(_("Say what is to be published: the report, the reply, or both."))


def _may_be_published(standing: Standing, fields: Fields, on: date) -> None:
    if standing.status == "published":
        raise Refused(_("The report has been published already."), rule="OPCAT-16-2")
    if not may_publish(request_of(standing)):
        raise Refused(
            _("A report stays confidential unless its recipient asks for its publication."),
            rule="OPCAT-16-2",
        )
    check_as_cleared(standing, fields, "document")
    _check_not_before(fields, "public_on", on)
    if "symbol" in fields:
        check_report_symbol(str(fields["symbol"]), str(standing.facts["state"]))


def _reply_may_be_published(standing: Standing, fields: Fields, on: date) -> None:
    if not standing.facts.get("reply_requested"):
        raise Refused(_("A reply is published only on request."), rule="SPT-REP-2")
    check_as_cleared(standing, fields, "reply_document")
    _check_not_before(fields, "reply_public_on", on)
    if "reply_symbol" in fields:
        check_reply_symbol(str(fields["reply_symbol"]), str(standing.facts["state"]))


def _may_be_cleared(standing: Standing, fields: Fields, on: date) -> None:
    if not may_publish(request_of(standing)):
        raise Refused(
            _("There is nothing to clear: nobody has asked for the publication of the report."),
            rule="OPCAT-16-2",
        )
    check_names_masked(masked=fields.get("names_masked") is True)


def _reply_may_be_cleared(standing: Standing, fields: Fields, on: date) -> None:
    if not standing.facts.get("reply_requested"):
        raise Refused(_("A reply is published only on request."), rule="SPT-REP-2")
    check_names_masked(masked=fields.get("reply_names_masked") is True)


def check_as_cleared(standing: Standing, fields: Fields, name: str) -> None:
    """
    Raise `Refused` where a document goes out that is not the one that was cleared last.

    That something was published elsewhere may be recorded without one.

    Source: OPCAT-16-2.
    """
    if name in fields and fields[name] != standing.facts.get(name):
        raise Refused(
            _("Only the very document that was cleared for publication may go out."),
            rule="OPCAT-16-2",
        )


def _check_not_before(fields: Fields, name: str, on: date) -> None:
    if name in fields and date.fromisoformat(str(fields[name])) < on:
        raise Refused(_("What is published today cannot have been public before."))


def _committee_may_decide(standing: Standing, fields: Fields, on: date) -> None:
    refusal = standing.facts.get("refusal")
    check_committee_vote(
        refusal=Refusal(str(refusal)) if refusal else None,
        state_heard=standing.facts.get("heard") is True,
        votes_in_favour=int(str(fields["votes_in_favour"])),
    )


def _is_of_the_state(standing: Standing, fields: Fields, on: date) -> None:
    if standing.facts.get("recipient") != "state":
        raise Refused(_("This concerns reports to a State party."), rule="OPCAT-16-4")


def request_of(standing: Standing) -> Request:
    """Return what has been asked and done about a report, for the rules of publication."""
    decision = standing.facts.get("decision")
    return Request(
        requested=standing.facts.get("report_requested") is True,
        part_public=standing.facts.get("part_public") is True,
        decision=Decision(str(decision)) if decision else None,
    )


TRANSMITTED = ActType(
    name="transmitted",
    title=_("Report transmitted"),
    after=(NOTHING,),
    leads_to="transmitted",
    rule="OPCAT-16-1",
    fields=(
        Field("state", _("State"), Kind.STATE),
        Field("recipient", _("Recipient"), Kind.CHOICE, choices=RECIPIENTS),
        Field("visit", _("Docket of the visit"), required=False),
        Field("day_known", _("The source states the day"), Kind.YES_NO, required=False),
    ),
    starts=(REPLY_DUE,),
    shared_with=WITH_RECIPIENT,
    discloses=PUBLIC,
    help=_("The world learns that a report was transmitted, not what it says."),
)
REPLY_RECEIVED = ActType(
    name="reply_received",
    title=_("Reply received"),
    after=SENT,
    leads_to="replied",
    keeps=("in_dialogue", "published"),
    rule="SPT-REP-1",
    fields=(
        Field(
            "content",
            _("What the reply says"),
            required=False,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
    ),
    by=BY_RECIPIENT,
    stops=("reply_due",),
    shared_with=WITH_RECIPIENT,
    discloses=FACT_ONLY,
)
MEETING_INVITED = ActType(
    name="meeting_invited",
    title=_("Invited to a meeting at a following session"),
    after=SENT,
    rule="SPT-REP-4",
    fields=(Field("session", _("Docket of the session"), required=False),),
    shared_with=WITH_RECIPIENT,
    discloses=FACT_ONLY,
)
DIALOGUE_HELD = ActType(
    name="dialogue_held",
    title=_("Follow-up dialogue held"),
    after=SENT,
    leads_to="in_dialogue",
    keeps=("published",),
    rule="OPCAT-12-1",
    fields=(
        Field(
            "content",
            _("What was discussed"),
            required=False,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
    ),
    shared_with=WITH_RECIPIENT,
    discloses=FACT_ONLY,
)
PUBLICATION_REQUESTED = ActType(
    name="publication_requested",
    title=_("Publication requested"),
    after=SENT,
    rule="OPCAT-16-2",
    fields=(
        Field("report_requested", _("Of the report"), Kind.YES_NO, required=False),
        Field("reply_requested", _("Of the reply"), Kind.YES_NO, required=False),
        Field(
            "letter",
            _("Letter"),
            Kind.FILE,
            required=False,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
    ),
    by=BY_RECIPIENT,
    shared_with=WITH_RECIPIENT,
    discloses=Disclosure(public=True, once="published"),
    guard=_asks_for_something,
)
PART_PUBLISHED = ActType(
    name="part_published",
    title=_("Part published by the State itself"),
    after=SENT,
    rule="OPCAT-16-2",
    fields=(Field("part_public", _("Part of the report is public"), Kind.YES_NO),),
    shared_with=WITH_RECIPIENT,
    discloses=PUBLIC,
    guard=_is_of_the_state,
)
COMMITTEE_ASKED = ActType(
    name="committee_asked",
    title=_("Committee against Torture asked to act"),
    after=SENT,
    rule="OPCAT-16-4",
    fields=(
        Field(
            "refusal",
            _("How the State refused"),
            Kind.CHOICE,
            choices={
                "art12_14": _("It refuses to cooperate under articles 12 and 14"),
                "no_improvement": _(
                    "It refuses to improve the situation in the light of recommendations"
                ),
            },
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
    ),
    discloses=SEALED,
    guard=_is_of_the_state,
)
STATE_HEARD = ActType(
    name="state_heard",
    title=_("State given an opportunity to give its views"),
    after=SENT,
    rule="OPCAT-16-4",
    fields=(
        Field(
            "heard",
            _("The State has been heard"),
            Kind.YES_NO,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
    ),
    shared_with=WITH_RECIPIENT,
    discloses=SEALED,
    guard=_is_of_the_state,
)
COMMITTEE_DECIDED = ActType(
    name="committee_decided",
    title=_("Committee against Torture decided to act in public"),
    after=SENT,
    rule="OPCAT-16-4",
    fields=(
        Field(
            "decision",
            _("Decision"),
            Kind.CHOICE,
            choices={
                "statement": _("Public statement"),
                "report": _("Publication of the report"),
            },
        ),
        Field("votes_in_favour", _("Votes in favour"), Kind.INTEGER),
    ),
    shared_with=WITH_RECIPIENT,
    discloses=PUBLIC,
    guard=_committee_may_decide,
)
CLEARED = ActType(
    name="cleared",
    title=_("Report cleared for publication"),
    after=SENT,
    rule="OPCAT-16-2",
    fields=(
        Field(
            "document",
            _("The report as it is to go out"),
            Kind.FILE,
            confidentiality=Confidentiality.INTERNAL,
        ),
        Field(
            "names_masked",
            _("Nobody can be recognised in it, or each has expressly consented"),
            Kind.YES_NO,
            confidentiality=Confidentiality.INTERNAL,
        ),
    ),
    by=(Role.PUBLISHER,),
    apart_from=("publication_requested",),
    discloses=SEALED,
    guard=_may_be_cleared,
    help=_(
        "A second person has read the text that is to go out. It holds no name that is sealed in"
        " the docket or in that of the visit; a program looks for these as well."
    ),
)
PUBLISHED = ActType(
    name="published",
    title=_("Report published"),
    after=SENT,
    leads_to="published",
    rule="OPCAT-16-2",
    fields=(
        Field("symbol", _("Symbol"), Kind.SYMBOL, required=False),
        Field("document", _("The report"), Kind.FILE, required=False),
        Field("public_on", _("Not public before"), Kind.DAY, required=False),
    ),
    by=(Role.PUBLISHER,),
    awaited_if="report_requested",
    shared_with=WITH_RECIPIENT,
    discloses=Disclosure(public=True, runs_from="public_on"),
    guard=_may_be_published,
    help=_("The document is the one that was cleared. Without one, it was published elsewhere."),
)
REPLY_CLEARED = ActType(
    name="reply_cleared",
    title=_("Reply cleared for publication"),
    after=("replied", "in_dialogue", "published"),
    rule="OPCAT-16-2",
    fields=(
        Field(
            "reply_document",
            _("The reply as it is to go out"),
            Kind.FILE,
            confidentiality=Confidentiality.INTERNAL,
        ),
        Field(
            "reply_names_masked",
            _("Nobody can be recognised in it, or each has expressly consented"),
            Kind.YES_NO,
            confidentiality=Confidentiality.INTERNAL,
        ),
    ),
    by=(Role.PUBLISHER,),
    apart_from=("publication_requested",),
    discloses=SEALED,
    guard=_reply_may_be_cleared,
    help=_("A second person has read the reply as it is to go out, as for the report."),
)
REPLY_PUBLISHED = ActType(
    name="reply_published",
    title=_("Reply published"),
    after=("replied", "in_dialogue", "published"),
    rule="SPT-REP-2",
    fields=(
        Field("reply_symbol", _("Symbol of the reply"), Kind.SYMBOL, required=False),
        Field("reply_document", _("The reply"), Kind.FILE, required=False),
        Field("reply_public_on", _("Not public before"), Kind.DAY, required=False),
    ),
    by=(Role.PUBLISHER,),
    shared_with=WITH_RECIPIENT,
    discloses=Disclosure(public=True, runs_from="reply_public_on"),
    guard=_reply_may_be_published,
)

REPORT = register(
    Procedure(
        name="visit_report",
        title=_("Visit report"),
        rule="OPCAT-16-1",
        standings={
            "transmitted": _("Transmitted"),
            "replied": _("Reply received"),
            "in_dialogue": _("In dialogue"),
            "published": _("Published"),
        },
        acts=(
            TRANSMITTED,
            REPLY_RECEIVED,
            MEETING_INVITED,
            DIALOGUE_HELD,
            PUBLICATION_REQUESTED,
            PART_PUBLISHED,
            COMMITTEE_ASKED,
            STATE_HEARD,
            COMMITTEE_DECIDED,
            CLEARED,
            PUBLISHED,
            REPLY_CLEARED,
            REPLY_PUBLISHED,
        ),
        naming=_("Visit report: {state}"),
        bound_to=("visit",),
        retention=Retention(years(30), rule=_("Thirty years after the last act")),
        about=_("A visit report after its transmission: reply, dialogue, publication."),
    )
)
