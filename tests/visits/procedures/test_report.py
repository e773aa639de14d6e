import pytest

from amparo.access.permissions import Role
from amparo.core.errors import Refused
from amparo.docket.entries import NOTHING
from amparo.visits.procedures.report import (
    CLEARED,
    COMMITTEE_ASKED,
    COMMITTEE_DECIDED,
    DIALOGUE_HELD,
    MEETING_INVITED,
    PART_PUBLISHED,
    PUBLICATION_REQUESTED,
    PUBLISHED,
    REPLY_CLEARED,
    REPLY_PUBLISHED,
    REPLY_RECEIVED,
    REPORT,
    STATE_HEARD,
    TRANSMITTED,
)

from .folds import after, day

SENT = (TRANSMITTED(state="HRV", recipient="state"), "2025-11-20")
SENT_TO_NPM = (TRANSMITTED(state="HRV", recipient="npm"), "2025-11-20")
REPLIED = (REPLY_RECEIVED(content="What was done."), "2026-04-01")
TALKED = (DIALOGUE_HELD(content="What was said."), "2026-06-10")
ASKED = (PUBLICATION_REQUESTED(report_requested=True), "2026-03-03")
ASKED_FOR_REPLY = (PUBLICATION_REQUESTED(reply_requested=True), "2026-04-02")
OUT = (PUBLISHED(symbol="CAT/OP/HRV/ROSP/1"), "2026-05-01")
REPLY_OUT = (REPLY_PUBLISHED(reply_symbol="CAT/OP/HRV/CSPRO/1"), "2026-07-01")


def test_a_reply_is_due_six_months_after_the_transmission():
    (clock,) = after(REPORT, SENT).clocks

    assert (clock.name, clock.rule, clock.starts_on, clock.due_on) == (
        "reply_due",
        "SPT-REP-1",
        day("2025-11-20"),
        day("2026-05-20"),
    )
    assert clock.is_late(day("2026-05-20")) is False
    assert clock.is_late(day("2026-05-21")) is True


def test_six_months_end_in_february():
    (clock,) = after(REPORT, (TRANSMITTED(state="HRV", recipient="state"), "2025-08-31")).clocks

    assert clock.due_on == day("2026-02-28")


def test_a_mechanism_is_asked_for_a_reply_too():
    assert [clock.name for clock in after(REPORT, SENT_TO_NPM).clocks] == ["reply_due"]


def test_no_clock_runs_from_a_day_that_is_not_on_record():
    standing = after(
        REPORT, (TRANSMITTED(state="HRV", recipient="state", day_known=False), "2025-12-31")
    )

    assert standing.clocks == ()


def test_a_reply_stops_the_clock():
    standing = after(REPORT, SENT, REPLIED)

    assert standing.clocks == ()
    assert [(clock.name, clock.stopped_on) for clock in standing.stopped] == [
        ("reply_due", day("2026-04-01"))
    ]


@pytest.mark.parametrize(
    ("acts", "status"),
    [
        pytest.param((SENT,), "transmitted", id="sent"),
        pytest.param((SENT, REPLIED), "replied", id="replied"),
        pytest.param((SENT, TALKED), "in_dialogue", id="dialogue without a reply on record"),
        pytest.param((SENT, ASKED, OUT), "published", id="published"),
        pytest.param(
            (SENT, TALKED, (REPLY_RECEIVED(), "2026-07-01")), "in_dialogue", id="reply in dialogue"
        ),
        pytest.param(
            (SENT, ASKED, OUT, (REPLY_RECEIVED(), "2026-05-20")),
            "published",
            id="reply after publication",
        ),
        pytest.param((SENT, ASKED, OUT, TALKED), "published", id="dialogue after publication"),
        pytest.param((SENT, ASKED), "transmitted", id="asked, not yet published"),
    ],
)
def test_standings(acts, status):
    assert after(REPORT, *acts).status == status


@pytest.mark.parametrize("act", [act for act in REPORT.acts if act is not TRANSMITTED])
def test_nothing_comes_before_the_transmission(act):
    assert NOTHING not in act.after


def test_a_report_is_transmitted_once():
    with pytest.raises(Refused) as refused:
        after(REPORT, SENT, SENT)

    assert refused.value.rule == "OPCAT-16-1"


def test_a_report_stays_confidential_unless_its_recipient_asks():
    with pytest.raises(Refused) as refused:
        after(REPORT, SENT, OUT)

    assert refused.value.rule == "OPCAT-16-2"
    assert str(refused.value) == (
        "A report stays confidential unless its recipient asks for its publication."
    )


def test_a_request_for_the_reply_does_not_open_the_report():
    with pytest.raises(Refused) as refused:
        after(REPORT, SENT, REPLIED, ASKED_FOR_REPLY, OUT)

    assert refused.value.rule == "OPCAT-16-2"


def test_a_state_that_publishes_a_part_opens_the_report():
    part = (PART_PUBLISHED(part_public=True), "2026-02-01")

    assert after(REPORT, SENT, part, OUT).status == "published"


def test_a_report_is_published_once():
    with pytest.raises(Refused) as refused:
        after(REPORT, SENT, ASKED, OUT, OUT)

    assert str(refused.value) == "The report has been published already."


def test_the_symbol_is_that_of_the_state():
    with pytest.raises(Refused) as refused:
        after(REPORT, SENT, ASKED, (PUBLISHED(symbol="CAT/OP/SEN/ROSP/1"), "2026-05-01"))

    assert str(refused.value) == "CAT/OP/SEN/ROSP/1 is not the symbol of such a document on HRV."


def test_a_request_says_what_it_asks_for():
    with pytest.raises(Refused):
        after(REPORT, SENT, (PUBLICATION_REQUESTED(report_requested=False), "2026-03-03"))


def test_a_reply_is_published_on_request():
    standing = after(REPORT, SENT, REPLIED, ASKED_FOR_REPLY, REPLY_OUT)

    assert standing.facts["reply_symbol"] == "CAT/OP/HRV/CSPRO/1"


def test_a_reply_is_not_published_without_a_request():
    with pytest.raises(Refused) as refused:
        after(REPORT, SENT, ASKED, REPLIED, REPLY_OUT)

    assert refused.value.rule == "SPT-REP-2"


def test_a_reply_that_has_not_come_is_not_published():
    with pytest.raises(Refused) as refused:
        after(REPORT, SENT, ASKED_FOR_REPLY, REPLY_OUT)

    assert refused.value.rule == "SPT-REP-2"


REFUSAL = (COMMITTEE_ASKED(refusal="no_improvement"), "2026-08-01")
HEARD = (STATE_HEARD(heard=True), "2026-09-01")


def decided(decision: str, votes: int = 6):
    return (COMMITTEE_DECIDED(decision=decision, votes_in_favour=votes), "2026-11-01")


def test_the_committee_may_open_a_report_that_nobody_asked_to_publish():
    late = (PUBLISHED(), "2026-12-01")

    assert after(REPORT, SENT, REFUSAL, HEARD, decided("report"), late).status == "published"


def test_a_public_statement_does_not_open_the_report():
    with pytest.raises(Refused) as refused:
        after(REPORT, SENT, REFUSAL, HEARD, decided("statement"), (PUBLISHED(), "2026-12-01"))

    assert refused.value.rule == "OPCAT-16-2"


@pytest.mark.parametrize(
    "acts",
    [
        pytest.param((SENT, HEARD, decided("report")), id="not asked"),
        pytest.param((SENT, REFUSAL, decided("report")), id="State not heard"),
        pytest.param((SENT, REFUSAL, HEARD, decided("report", 5)), id="five votes"),
    ],
)
def test_the_committee_does_not_decide_without_its_conditions(acts):
    with pytest.raises(Refused) as refused:
        after(REPORT, *acts)

    assert refused.value.rule == "OPCAT-16-4"


def test_the_committee_is_not_asked_about_a_report_to_a_mechanism():
    with pytest.raises(Refused) as refused:
        after(REPORT, SENT_TO_NPM, REFUSAL)

    assert refused.value.rule == "OPCAT-16-4"


def test_only_facts_are_disclosed():
    assert TRANSMITTED.public_fields() == {"state", "recipient", "visit", "day_known"}
    assert REPLY_RECEIVED.public_fields() == frozenset()
    assert DIALOGUE_HELD.public_fields() == frozenset()
    assert MEETING_INVITED.public_fields() == frozenset()
    assert PUBLICATION_REQUESTED.discloses.once == "published"
    assert {act.name for act in REPORT.acts if not act.discloses.public} == {
        "committee_asked",
        "state_heard",
        "cleared",
        "reply_cleared",
    }
    assert PUBLISHED.public_fields() == {"symbol", "document", "public_on"}
    assert REPLY_PUBLISHED.public_fields() == {
        "reply_symbol",
        "reply_document",
        "reply_public_on",
    }


TEXT = "6f1c1f0e-0d5a-4a53-9d5b-0d7d5f1f0a01"
OTHER = "6f1c1f0e-0d5a-4a53-9d5b-0d7d5f1f0a02"


def cleared(document: str = TEXT, on: str = "2026-04-10", masked: bool = True):
    return (CLEARED(document=document, names_masked=masked), on)


def out_with(document: str = TEXT, on: str = "2026-05-01", **fields: object):
    return (PUBLISHED(document=document, **fields), on)


def test_a_report_is_cleared_once_it_may_be_published():
    assert after(REPORT, SENT, ASKED, cleared()).facts["document"] == TEXT

    with pytest.raises(Refused, match="nobody has asked") as refused:
        after(REPORT, SENT, ASKED_FOR_REPLY, cleared())
    assert refused.value.rule == "OPCAT-16-2"


@pytest.mark.parametrize(
    "opened", [(PART_PUBLISHED(part_public=True), "2026-02-01"), ASKED], ids=["a part", "asked"]
)
def test_what_opens_the_report_opens_its_clearance(opened):
    assert after(REPORT, SENT, opened, cleared(), out_with()).status == "published"


def test_a_text_in_which_somebody_can_be_recognised_is_not_cleared():
    with pytest.raises(Refused, match="does not go out") as refused:
        after(REPORT, SENT, ASKED, cleared(masked=False))

    assert refused.value.rule == "OPCAT-16-2"
    after(REPORT, SENT, ASKED, cleared(masked=True))


@pytest.mark.parametrize(
    "before",
    [
        pytest.param((), id="never cleared"),
        pytest.param((cleared(OTHER),), id="another was cleared"),
        pytest.param((cleared(TEXT), cleared(OTHER, "2026-04-20")), id="another was cleared since"),
    ],
)
def test_only_the_document_that_was_cleared_goes_out(before):
    with pytest.raises(Refused, match="Only the very document") as refused:
        after(REPORT, SENT, ASKED, *before, out_with(TEXT))

    assert refused.value.rule == "OPCAT-16-2"
    again = (*before, cleared(TEXT, "2026-04-25"))
    assert after(REPORT, SENT, ASKED, *again, out_with(TEXT)).status == "published"


def test_that_a_report_was_published_elsewhere_needs_no_clearance():
    assert after(REPORT, SENT, ASKED, OUT).status == "published"


def test_a_report_is_public_from_the_day_that_is_said_and_never_from_before():
    late = out_with(public_on="2026-06-01")

    after(REPORT, SENT, ASKED, cleared(), late)
    assert PUBLISHED.discloses.public_from(day("2026-05-01"), late[0].fields) == day("2026-06-01")
    assert PUBLISHED.discloses.public_from(day("2026-05-01"), {}) == day("2026-05-01")
    with pytest.raises(Refused, match="public before"):
        after(REPORT, SENT, ASKED, cleared(), out_with(public_on="2026-04-30"))


def reply_cleared(document: str = TEXT, masked: bool = True):
    return (REPLY_CLEARED(reply_document=document, reply_names_masked=masked), "2026-06-01")


def reply_out(**fields: object):
    return (REPLY_PUBLISHED(reply_document=TEXT, **fields), "2026-07-01")


def test_a_reply_goes_out_as_it_was_cleared():
    standing = after(REPORT, SENT, REPLIED, ASKED_FOR_REPLY, reply_cleared(), reply_out())
    assert standing.facts["reply_document"] == TEXT

    for before in ((), (reply_cleared(OTHER),)):
        with pytest.raises(Refused, match="Only the very document"):
            after(REPORT, SENT, REPLIED, ASKED_FOR_REPLY, *before, reply_out())
    with pytest.raises(Refused, match="public before"):
        after(
            REPORT,
            SENT,
            REPLIED,
            ASKED_FOR_REPLY,
            reply_cleared(),
            reply_out(reply_public_on="2026-06-30"),
        )


def test_a_reply_is_cleared_once_asked_for_and_masked():
    after(REPORT, SENT, REPLIED, ASKED_FOR_REPLY, reply_cleared())

    with pytest.raises(Refused, match="only on request") as refused:
        after(REPORT, SENT, REPLIED, ASKED, reply_cleared())
    assert refused.value.rule == "SPT-REP-2"
    with pytest.raises(Refused, match="does not go out") as refused:
        after(REPORT, SENT, REPLIED, ASKED_FOR_REPLY, reply_cleared(masked=False))
    assert refused.value.rule == "OPCAT-16-2"


def test_the_clearance_of_the_report_is_not_that_of_the_reply():
    with pytest.raises(Refused, match="Only the very document"):
        after(
            REPORT,
            SENT,
            REPLIED,
            (PUBLICATION_REQUESTED(report_requested=True, reply_requested=True), "2026-04-02"),
            cleared(),
            reply_out(),
        )


def test_those_who_publish_are_not_those_who_ask():
    for act in (CLEARED, REPLY_CLEARED, PUBLISHED, REPLY_PUBLISHED):
        assert act.by == (Role.PUBLISHER,)
    assert Role.PUBLISHER not in PUBLICATION_REQUESTED.by
    assert CLEARED.apart_from == REPLY_CLEARED.apart_from == ("publication_requested",)
