"""Whether a visit report may be published, must be, or stays confidential."""

from dataclasses import dataclass
from enum import StrEnum

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

COMMITTEE_MEMBERS = 10


class Decision(StrEnum):
    """What the Committee against Torture may decide. Source: OPCAT-16-4."""

    STATEMENT = "statement"
    REPORT = "report"


class Refusal(StrEnum):
    """How a State may have refused. Source: OPCAT-16-4."""

    COOPERATION = "art12_14"
    IMPROVEMENT = "no_improvement"


class Outcome(StrEnum):
    """What the law says of the publication of a report."""

    SUBCOMMITTEE_MUST_PUBLISH = "the Subcommittee must publish"
    SUBCOMMITTEE_MAY_PUBLISH = "the Subcommittee may publish all or part"
    COMMITTEE_MAY_PUBLISH = "the Committee may publish"
    STATEMENT_ONLY = "public statement only"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True)
class Request:
    """
    What has been asked and done about a report.

    `requested` by its recipient, `part_public` by the recipient's own doing, `decision` of the
    Committee against Torture.
    """

    requested: bool = False
    part_public: bool = False
    decision: Decision | None = None


def outcome(request: Request) -> Outcome:
    """
    Return what may become of the report.

    The request of the State comes before everything else, a publication of its own before a
    decision of the Committee.

    Source: OPCAT-16-2, OPCAT-16-4.
    """
    if request.requested:
        return Outcome.SUBCOMMITTEE_MUST_PUBLISH
    if request.part_public:
        return Outcome.SUBCOMMITTEE_MAY_PUBLISH
    match request.decision:
        case Decision.REPORT:
            return Outcome.COMMITTEE_MAY_PUBLISH
        case Decision.STATEMENT:
            return Outcome.STATEMENT_ONLY
    return Outcome.CONFIDENTIAL


def must_publish(request: Request) -> bool:
    """Test whether the Subcommittee is bound to publish. Source: OPCAT-16-2."""
    return outcome(request) is Outcome.SUBCOMMITTEE_MUST_PUBLISH


def may_publish(request: Request) -> bool:
    """Test whether the Subcommittee or the Committee may publish. Source: OPCAT-16-2, OPCAT-16-4."""
    return outcome(request) not in (Outcome.STATEMENT_ONLY, Outcome.CONFIDENTIAL)


def may_show_personal_data(*, consent_recorded: bool) -> bool:
    """
    Test whether personal data may stay in what is published, whoever asked for it.

    Only the express consent of the person concerned opens this door.

    Source: OPCAT-16-2.
    """
    return consent_recorded


def check_names_masked(*, masked: bool) -> None:
    """
    Raise `Refused` unless somebody says that nobody can be recognised in what is to go out.

    They may say so too where whoever can be recognised has expressly consented.

    Source: OPCAT-16-2.
    """
    if not masked:
        raise Refused(
            _(
                "What holds personal data does not go out: mask it, or obtain the express consent"
                " of each person."
            ),
            rule="OPCAT-16-2",
        )


def check_committee_vote(
    *, refusal: Refusal | None, state_heard: bool, votes_in_favour: int
) -> None:
    """
    Raise `Refused` unless the Committee against Torture may have decided as it did.

    The Subcommittee asks, naming how the State refused; the State has been heard; and more than
    half of all members of the Committee, not of those present, are in favour.

    Source: OPCAT-16-4.
    """
    if refusal is None:
        raise Refused(
            _("The Committee decides only at the request of the Subcommittee."), rule="OPCAT-16-4"
        )
    if not state_heard:
        raise Refused(
            _("The State must first have had an opportunity to give its views."), rule="OPCAT-16-4"
        )
    needed = COMMITTEE_MEMBERS // 2 + 1
    if not needed <= votes_in_favour <= COMMITTEE_MEMBERS:
        raise Refused(
            _("The decision needs the votes of {needed} of the {members} members."),
            rule="OPCAT-16-4",
            needed=needed,
            members=COMMITTEE_MEMBERS,
        )
