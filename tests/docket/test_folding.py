from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.errors import Refused
from amparo.docket.entries import Clock, Entry, Standing
from amparo.docket.folding import ActRefused, check, check_rectification, fold, in_force

from .example import PETITION, day, moment

JANUARY = moment("2025-01-02T09:00")


def entry(number: int, kind: str, on: str, **more: object) -> Entry:
    fields = more.pop("fields", {})
    entered = more.pop("entered_at", JANUARY + timedelta(days=number))
    return Entry(number, kind, day(on), entered, fields, **more)  # type: ignore[arg-type]


RECEIVED = entry(1, "received", "2025-01-02", fields={"state": "PER"})
SENT = entry(2, "sent", "2025-08-31")
ANSWERED = entry(3, "answered", "2026-01-10", fields={"text": "Yes."})


def test_fold_of_nothing_is_no_standing() -> None:
    assert fold(PETITION, []) == Standing()


def test_fold_gives_standing_facts_and_clocks() -> None:
    standing = fold(PETITION, [RECEIVED, SENT])

    assert standing.status == "sent"
    assert standing.since == day("2025-08-31")
    assert standing.opened_on == day("2025-01-02")
    assert standing.facts == {"state": "PER"}
    assert standing.clocks == (
        Clock(
            "reply_due",
            "TEST-1",
            started_by=2,
            starts_on=day("2025-08-31"),
            first_due_on=day("2026-02-28"),
            due_on=day("2026-02-28"),
        ),
    )
    assert standing.next_due_on() == day("2026-02-28")


def test_an_extension_moves_the_due_day_and_keeps_its_authority() -> None:
    extended = entry(3, "extended", "2026-01-05", fields={"months": 2})

    clock = fold(PETITION, [RECEIVED, SENT, extended]).clocks[0]

    assert (clock.first_due_on, clock.due_on) == (day("2026-02-28"), day("2026-04-28"))
    assert clock.extensions == ((3, "TEST-1 bis"),)


def test_an_answer_stops_the_clock_and_says_when() -> None:
    standing = fold(PETITION, [RECEIVED, SENT, ANSWERED])

    assert standing.clocks == ()
    assert [(c.stopped_by, c.stopped_on) for c in standing.stopped] == [(3, day("2026-01-10"))]
    assert not standing.stopped[0].is_late(day("2030-01-01"))


def test_a_clock_is_late_the_day_after_and_stays_late_once_stopped_late() -> None:
    clock = fold(PETITION, [RECEIVED, SENT]).clocks[0]
    late_answer = entry(3, "answered", "2026-03-01")

    assert not clock.is_late(day("2026-02-28"))
    assert clock.is_late(day("2026-03-01"))
    assert fold(PETITION, [RECEIVED, SENT, late_answer]).stopped[0].is_late(day("2026-03-02"))


def test_fold_as_at_a_day_and_as_known_at_a_moment() -> None:
    late = entry(3, "answered", "2025-10-01", entered_at=moment("2026-05-01T12:00"))
    acts = [RECEIVED, SENT, late]

    assert fold(PETITION, acts, on=day("2025-08-30")).status == "received"
    assert fold(PETITION, acts, on=day("2025-12-31")).status == "answered"
    as_known_then = fold(PETITION, acts, on=day("2025-12-31"), known_at=moment("2026-03-11T23:59"))
    assert as_known_then.status == "sent"


def test_a_rectification_counts_from_when_it_was_entered() -> None:
    mended = entry(3, "sent", "2025-09-15", rectifies=2, entered_at=moment("2026-01-01T00:00"))
    acts = [RECEIVED, SENT, mended]

    assert fold(PETITION, acts).clocks[0].starts_on == day("2025-09-15")
    before = fold(PETITION, acts, known_at=moment("2025-12-31T23:59"))
    assert before.clocks[0].starts_on == day("2025-08-31")


def test_what_was_struck_does_not_count() -> None:
    struck = entry(3, "struck", "2025-09-01", rectifies=2)

    assert fold(PETITION, [RECEIVED, SENT, struck]).status == "received"


def test_a_replacement_keeps_the_place_of_the_act_it_replaces() -> None:
    note = entry(3, "noted", "2025-08-31")
    mended = entry(4, "sent", "2025-08-31", rectifies=2)

    assert [one.number for one in in_force([RECEIVED, SENT, note, mended])] == [1, 4, 3]


def test_check_names_the_act_that_cannot_follow() -> None:
    with pytest.raises(ActRefused, match='"Answered" cannot follow while .* "Received"') as refused:
        check(PETITION, [RECEIVED, entry(2, "answered", "2025-03-01")])

    assert (refused.value.number, refused.value.rule) == (2, "TEST-2")


def test_check_refuses_to_open_out_of_turn_and_what_a_guard_forbids() -> None:
    with pytest.raises(Refused, match='The matter cannot open with the act "Sent"'):
        check(PETITION, [entry(1, "sent", "2025-03-01")])
    with pytest.raises(Refused, match="An answer says something"):
        check(
            PETITION,
            [RECEIVED, SENT, entry(3, "answered", "2025-09-09", fields={"text": "nothing"})],
        )


def test_a_late_act_is_checked_in_its_place() -> None:
    closed = entry(4, "published", "2026-02-01")
    late_note = entry(5, "noted", "2025-09-15")
    after_the_end = entry(5, "noted", "2026-02-02")

    assert check(PETITION, [RECEIVED, SENT, ANSWERED, closed, late_note]).status == "closed"
    with pytest.raises(Refused, match='"Noted" cannot follow'):
        check(PETITION, [RECEIVED, SENT, ANSWERED, closed, after_the_end])


def test_rectification_needs_an_act_that_still_counts() -> None:
    mended = entry(3, "sent", "2025-09-15", rectifies=2)

    check_rectification([RECEIVED, SENT], mended)
    with pytest.raises(Refused, match="There is no act 9"):
        check_rectification([RECEIVED, SENT], entry(3, "sent", "2025-09-15", rectifies=9))
    with pytest.raises(Refused, match="already been rectified, by act 3"):
        check_rectification([RECEIVED, SENT, mended], entry(4, "sent", "2025-09-16", rectifies=2))
    with pytest.raises(Refused, match="Say which act is to be struck"):
        check_rectification([RECEIVED], entry(2, "struck", "2025-09-16"))


days_of_2025 = st.dates(day("2025-01-02"), day("2025-12-31"))


@given(st.lists(days_of_2025, max_size=12), days_of_2025)
def test_fold_as_at_a_day_is_the_fold_of_the_acts_until_then(notes: list, on) -> None:  # type: ignore[type-arg, no-untyped-def]
    acts = [RECEIVED] + [
        entry(number, "noted", one.isoformat()) for number, one in enumerate(notes, start=2)
    ]

    assert fold(PETITION, acts, on=on) == fold(PETITION, [a for a in acts if a.on <= on])
