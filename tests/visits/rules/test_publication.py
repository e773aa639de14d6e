import pytest

from amparo.core.errors import Refused
from amparo.visits.rules.publication import (
    Decision,
    Outcome,
    Refusal,
    Request,
    check_committee_vote,
    may_publish,
    may_show_personal_data,
    must_publish,
    outcome,
)

MUST, MAY = Outcome.SUBCOMMITTEE_MUST_PUBLISH, Outcome.SUBCOMMITTEE_MAY_PUBLISH
COMMITTEE, STATEMENT = Outcome.COMMITTEE_MAY_PUBLISH, Outcome.STATEMENT_ONLY
CLOSED = Outcome.CONFIDENTIAL

# The whole of the table in RULES 1.3: requested, part public, decision.
TABLE = [
    (True, False, None, MUST),
    (True, False, Decision.STATEMENT, MUST),
    (True, False, Decision.REPORT, MUST),
    (True, True, None, MUST),
    (True, True, Decision.STATEMENT, MUST),
    (True, True, Decision.REPORT, MUST),
    (False, True, None, MAY),
    (False, True, Decision.STATEMENT, MAY),
    (False, True, Decision.REPORT, MAY),
    (False, False, Decision.REPORT, COMMITTEE),
    (False, False, Decision.STATEMENT, STATEMENT),
    (False, False, None, CLOSED),
]


@pytest.mark.parametrize(("requested", "part_public", "decision", "expected"), TABLE)
def test_outcome_follows_the_table(requested, part_public, decision, expected):
    request = Request(requested, part_public, decision)

    assert outcome(request) is expected
    assert must_publish(request) is (expected is MUST)
    assert may_publish(request) is (expected in {MUST, MAY, COMMITTEE})


def test_personal_data_needs_consent_whoever_asked():
    assert may_show_personal_data(consent_recorded=True) is True
    assert may_show_personal_data(consent_recorded=False) is False


@pytest.mark.parametrize("votes", [6, 10])
@pytest.mark.parametrize("refusal", list(Refusal))
def test_the_committee_decides_by_a_majority_of_its_members(refusal, votes):
    assert check_committee_vote(refusal=refusal, state_heard=True, votes_in_favour=votes) is None


@pytest.mark.parametrize(
    ("refusal", "heard", "votes", "sentence"),
    [
        pytest.param(
            None,
            True,
            6,
            "The Committee decides only at the request of the Subcommittee.",
            id="nobody asked",
        ),
        pytest.param(
            Refusal.COOPERATION,
            False,
            6,
            "The State must first have had an opportunity to give its views.",
            id="the State was not heard",
        ),
        pytest.param(
            Refusal.COOPERATION,
            True,
            5,
            "The decision needs the votes of 6 of the 10 members.",
            id="half of the members",
        ),
        pytest.param(
            Refusal.IMPROVEMENT,
            True,
            11,
            "The decision needs the votes of 6 of the 10 members.",
            id="more votes than members",
        ),
    ],
)
def test_the_committee_may_not_decide(refusal, heard, votes, sentence):
    with pytest.raises(Refused) as refused:
        check_committee_vote(refusal=refusal, state_heard=heard, votes_in_favour=votes)

    assert str(refused.value) == sentence
    assert refused.value.rule == "OPCAT-16-4"
