from collections.abc import Callable

import pytest

from amparo.core.errors import NotVisible
from amparo.docket import actions
from amparo.docket.models import Matter
from amparo.docket.published import public_acts, public_docket

from .example import AMINA, ANSWERED, EXTENDED, NOTED, PUBLISHED, SENT, day, moment

Sent = Callable[..., Matter]
pytestmark = pytest.mark.django_db

FAR = day("2030-01-01")


def test_a_docket_shows_what_its_procedure_discloses_and_no_more(sent: Sent) -> None:
    matter = sent()
    actions.enter(
        matter, EXTENDED(months=1), on=day("2025-10-01"), by=AMINA, source="A sealed letter"
    )
    actions.enter(matter, ANSWERED(text="A sealed answer."), on=day("2026-01-10"), by=AMINA)

    shown = public_docket("PETITION/1", today=FAR)

    assert [(act.kind, act.fields) for act in shown.acts] == [
        ("received", {"state": "PER"}),
        ("sent", {}),
    ]
    # Neither the answer nor the longer time shows through the standing or the clock.
    assert shown.standing == "sent"
    assert [(clock.due_on, clock.stopped_on) for clock in shown.clocks] == [
        (day("2026-02-28"), None)
    ]
    assert shown.facts == {"state": "PER"}
    assert [act.title for act in shown.next_acts] == ["Extended", "Answered", "Noted"]
    assert "sealed" not in repr(shown)
    assert "Somebody" not in repr(shown)


def test_an_act_shows_only_after_its_delay(sent: Sent) -> None:
    sent()

    assert public_docket("PETITION/1", today=day("2025-09-06")).standing == "received"
    assert public_docket("PETITION/1", today=day("2025-09-07")).standing == "sent"


def test_an_act_shows_once_the_act_that_opens_it_stands(sent: Sent) -> None:
    matter = sent()
    actions.enter(matter, ANSWERED(text="A sealed answer."), on=day("2026-01-10"), by=AMINA)
    kinds = ["petition.answered"]
    known = moment("2030-01-01T00:00")
    assert public_acts(kinds, on=FAR, known_at=known) == []

    actions.enter(matter, PUBLISHED(), on=day("2026-02-01"), by=AMINA)

    shown = public_docket("PETITION/1", today=FAR)
    assert [act.kind for act in shown.acts] == ["received", "sent", "answered", "published"]
    assert shown.acts[2].fields == {}
    assert shown.standing == "closed"
    assert [act.reference for act in public_acts(kinds, on=FAR, known_at=known)] == ["PETITION/1"]


def test_a_rectified_act_stays_and_points_to_its_replacement(sent: Sent) -> None:
    matter = sent()
    actions.enter(
        matter, SENT(), on=day("2025-09-15"), by=AMINA, rectifies=2, reason="An inside reason."
    )

    shown = public_docket("PETITION/1", today=FAR)

    assert [(act.number, act.counts, act.replaced_by) for act in shown.acts] == [
        (1, True, None),
        (2, False, 3),
        (3, True, None),
    ]
    assert [clock.starts_on for clock in shown.clocks] == [day("2025-09-15")]
    assert "inside reason" not in repr(shown)


def test_what_a_sealed_act_rectified_counts_no_more_and_nothing_says_why(sent: Sent) -> None:
    matter = sent()
    actions.enter(
        matter, NOTED(), on=day("2025-09-15"), by=AMINA, rectifies=2, reason="Never sent."
    )

    shown = public_docket("PETITION/1", today=FAR)

    assert [(act.number, act.counts, act.replaced_by) for act in shown.acts] == [
        (1, True, None),
        (2, False, None),
    ]
    assert (shown.standing, shown.clocks) == ("received", ())


def test_a_struck_act_stays_and_says_when_it_was_taken_back(sent: Sent) -> None:
    matter = sent()
    actions.strike(matter, 2, reason="Never sent.", by=AMINA, on=day("2026-02-01"))

    shown = public_docket("PETITION/1", today=FAR)
    earlier = public_docket("PETITION/1", today=FAR, on=day("2025-12-31"))

    assert [(act.number, act.counts, act.struck_on) for act in shown.acts] == [
        (1, True, None),
        (2, False, day("2026-02-01")),
    ]
    assert (shown.standing, shown.clocks) == ("received", ())
    # As known now it was an error from the first, whatever the day that is asked about.
    assert (earlier.standing, earlier.clocks) == ("received", ())


def test_a_docket_as_known_before_a_late_entry(sent: Sent) -> None:
    matter = sent()
    actions.strike(matter, 2, reason="Never sent.", by=AMINA, on=day("2026-02-01"))

    then = public_docket("PETITION/1", today=FAR, known_at=moment("2025-12-31T00:00"))

    assert (then.standing, public_docket("PETITION/1", today=FAR).standing) == ("sent", "received")


def test_sealed_and_absent_look_the_same(sent: Sent) -> None:
    sent("PETITION/1")
    with pytest.raises(NotVisible) as sealed:
        public_docket("PETITION/1", today=day("2024-01-01"), on=day("2024-01-01"))
    with pytest.raises(NotVisible) as absent:
        public_docket("PETITION/2", today=day("2024-01-01"))

    assert str(sealed.value) == str(absent.value).replace("PETITION/2", "PETITION/1")


def test_public_acts_are_read_set_based(
    sent: Sent, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(1, 4):
        sent(f"PETITION/{number}")

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        acts = public_acts(
            ["petition.received", "petition.sent"],
            on=day("2025-09-05"),
            known_at=moment("2030-01-01T00:00"),
        )

    assert [(act.reference, act.kind) for act in acts] == [
        ("PETITION/1", "received"),
        ("PETITION/2", "received"),
        ("PETITION/3", "received"),
    ]
