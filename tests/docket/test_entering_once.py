"""A form counts once, and nobody enters on top of what they have not seen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from amparo.access.permissions import Actor, Post, Role
from amparo.core.errors import Refused
from amparo.docket import actions
from amparo.docket.actions import EnteredAlready, EnteredMeanwhile
from amparo.docket.models import Act, EnteredOnce, Matter
from amparo.docket.procedure import PROCEDURES, STRUCK, Share
from amparo.docket.verification import verify

from .example import AMINA, ANSWERED, EXTENDED, NOTED, PETITION, PUBLISHED, RECEIVED, SENT, day

Sent = Callable[..., Matter]
pytestmark = pytest.mark.django_db

BRUNO = Actor("bruno", (Post(Role.SECRETARIAT),))
MEMBER = Actor("member", (Post(Role.MEMBER),))
PERU = Actor("peru", (Post(Role.STATE_FOCAL_POINT, state="PER"),))
TOKEN = UUID("5f0c8e1e-6f55-4f3a-9a55-0d3f3b1c2a10")
LATER = day("2025-09-01")


def numbers(matter: Matter) -> list[int]:
    """Return the numbers of the acts of a docket."""
    return list(matter.acts.order_by("number").values_list("number", flat=True))


def test_the_same_form_sent_again_is_the_act_entered_before(sent: Sent) -> None:
    matter = sent()
    first = actions.enter(matter, NOTED(remark="Seen"), on=LATER, by=AMINA, token=TOKEN, seen=2)

    again = actions.enter(matter, NOTED(remark="Seen"), on=LATER, by=AMINA, token=TOKEN, seen=2)

    assert (first.number, again.pk) == (3, first.pk)
    assert numbers(matter) == [1, 2, 3]
    once = EnteredOnce.objects.get()
    assert (once.token, once.matter_id, once.act, once.entered_at) == (
        TOKEN,
        matter.pk,
        3,
        first.entered_at,
    )


def test_a_form_counts_again_when_it_was_opened_anew(sent: Sent) -> None:
    matter = sent()

    actions.enter(matter, NOTED(remark="Seen"), on=LATER, by=AMINA, token=TOKEN, seen=2)
    actions.enter(matter, NOTED(remark="Seen"), on=LATER, by=AMINA, token=uuid4(), seen=3)

    assert numbers(matter) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("content", "on", "more"),
    [
        pytest.param(NOTED(remark="Heard"), LATER, {}, id="another sealed field"),
        pytest.param(EXTENDED(months=1), LATER, {}, id="another act"),
        pytest.param(NOTED(remark="Seen"), day("2025-09-02"), {}, id="another day"),
        pytest.param(NOTED(remark="Seen"), LATER, {"source": "A letter"}, id="another source"),
    ],
)
def test_a_form_that_now_says_otherwise_is_refused_and_told_what_it_was(
    sent: Sent, content: Any, on: Any, more: dict[str, Any]
) -> None:
    matter = sent()
    actions.enter(matter, NOTED(remark="Seen"), on=LATER, by=AMINA, token=TOKEN)

    with pytest.raises(EnteredAlready, match="entered as act 3") as told:
        actions.enter(matter, content, on=on, by=AMINA, token=TOKEN, **more)

    assert told.value.number == 3
    assert "Heard" not in str(told.value)
    assert numbers(matter) == [1, 2, 3]


def test_the_form_of_another_person_or_of_another_docket_enters_nothing(sent: Sent) -> None:
    matter, other = sent(), sent("PETITION/2")
    actions.enter(matter, NOTED(remark="Seen"), on=LATER, by=AMINA, token=TOKEN)

    with pytest.raises(Refused, match="used for another act"):
        actions.enter(matter, NOTED(remark="Seen"), on=LATER, by=BRUNO, token=TOKEN)
    with pytest.raises(Refused, match="used for another act"):
        actions.enter(other, NOTED(remark="Seen"), on=LATER, by=AMINA, token=TOKEN)

    assert (numbers(matter), numbers(other)) == ([1, 2, 3], [1, 2])
    actions.enter(matter, NOTED(remark="Seen"), on=LATER, by=BRUNO, token=uuid4())
    assert numbers(matter) == [1, 2, 3, 4]


def test_what_was_refused_has_not_used_its_form_up(sent: Sent) -> None:
    matter = sent()

    with pytest.raises(Refused, match="An answer says something"):
        actions.enter(matter, ANSWERED(text="nothing"), on=LATER, by=AMINA, token=TOKEN)
    actions.enter(matter, ANSWERED(text="A letter"), on=LATER, by=AMINA, token=TOKEN)

    assert numbers(matter) == [1, 2, 3]


def test_a_docket_is_opened_once(db: None) -> None:
    def opened(reference: str, token: UUID | None, by: Actor = AMINA, state: str = "PER") -> Matter:
        content = RECEIVED(state=state, author="Somebody")
        return actions.open_docket(
            PETITION, reference, content, on=day("2025-01-02"), by=by, token=token
        )

    first = opened("PETITION/1", TOKEN)

    assert opened("PETITION/1", TOKEN).pk == first.pk
    with pytest.raises(EnteredAlready, match="entered as act 1"):
        opened("PETITION/1", TOKEN, state="MOZ")
    with pytest.raises(Refused, match="used for another act"):
        opened("PETITION/1", TOKEN, by=BRUNO)
    with pytest.raises(Refused, match="used for another act"):
        opened("PETITION/2", TOKEN)
    with pytest.raises(Refused, match="There already is a docket PETITION/1"):
        opened("PETITION/1", uuid4())
    assert [one.reference for one in Matter.objects.all()] == ["PETITION/1"]
    assert numbers(first) == [1]


def test_who_has_not_seen_what_others_entered_is_told_and_may_enter_again(sent: Sent) -> None:
    matter = sent()
    actions.enter(matter, NOTED(remark="Xiomara"), on=LATER, by=BRUNO, seen=2)

    with pytest.raises(EnteredMeanwhile) as told:
        actions.enter(matter, EXTENDED(months=1), on=LATER, by=AMINA, seen=2, token=TOKEN)

    (act,) = told.value.acts
    assert (act.number, act.title, act.by) == (3, "Noted", "bruno")
    assert act.entered_at == matter.acts.get(number=3).entered_at
    assert f'3 "Noted" ({act.entered_at:%Y-%m-%d %H:%M} UTC, bruno)' in str(told.value)
    assert "Xiomara" not in str(told.value)
    assert numbers(matter) == [1, 2, 3]
    actions.enter(matter, EXTENDED(months=1), on=LATER, by=AMINA, seen=3, token=TOKEN)
    assert numbers(matter) == [1, 2, 3, 4]


def test_an_outsider_is_told_of_what_is_shared_with_them_and_not_of_the_rest(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = replace(
        ANSWERED,
        by=(*ANSWERED.by, Role.STATE_FOCAL_POINT),
        shared_with=(Share(Role.STATE_FOCAL_POINT),),
    )
    shared = replace(EXTENDED, shared_with=(Share(Role.STATE_FOCAL_POINT),))
    acts = (RECEIVED, SENT, shared, theirs, NOTED, PUBLISHED)
    monkeypatch.setitem(PROCEDURES, "petition", replace(PETITION, acts=acts))
    matter = sent()
    actions.enter(matter, NOTED(), on=LATER, by=BRUNO)
    actions.enter(matter, shared(months=1), on=LATER, by=BRUNO)

    with pytest.raises(EnteredMeanwhile) as told:
        actions.enter(matter, theirs(), on=LATER, by=PERU, seen=2)
    assert [(act.number, act.title, act.by) for act in told.value.acts] == [(4, "Extended", "")]

    actions.enter(matter, NOTED(), on=LATER, by=BRUNO)
    actions.enter(matter, theirs(), on=LATER, by=PERU, seen=4)
    # What became of it meanwhile is the body's to know.
    with pytest.raises(Refused) as refused:
        actions.enter(matter, theirs(), on=LATER, by=PERU, seen=6)
    assert str(refused.value) == 'The act "Answered" cannot be entered as the matter stands.'
    with pytest.raises(Refused, match='cannot follow while the standing is "Answered"'):
        actions.enter(matter, theirs(), on=LATER, by=AMINA)


def test_an_act_is_rectified_by_who_may_enter_it_and_by_an_outsider_only_if_it_is_theirs(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_them = (Share(Role.STATE_FOCAL_POINT),)
    theirs = replace(NOTED, by=(*NOTED.by, Role.STATE_FOCAL_POINT), shared_with=with_them)
    acts = (RECEIVED, SENT, EXTENDED, ANSWERED, theirs, PUBLISHED)
    monkeypatch.setitem(PROCEDURES, "petition", replace(PETITION, acts=acts))
    matter = sent()
    actions.enter(matter, theirs(remark="Hers"), on=LATER, by=AMINA)
    actions.enter(matter, theirs(remark="Theirs"), on=LATER, by=PERU)

    def rectified(number: int, by: Actor) -> Act:
        again = theirs(remark="Again")
        return actions.enter(matter, again, on=LATER, by=by, rectifies=number, reason="A slip")

    with pytest.raises(Refused, match="There is no act 3 to rectify"):
        rectified(3, PERU)
    with pytest.raises(Refused, match='You may not rectify the act "Sent"'):
        rectified(2, MEMBER)
    with pytest.raises(Refused, match='You may not enter the act "Struck'):
        actions.strike(matter, 4, reason="A slip", by=PERU, on=LATER)
    assert rectified(4, PERU).number == 5
    assert rectified(3, MEMBER).number == 6
    assert actions.strike(matter, 6, reason="A slip", by=AMINA, on=LATER).number == 7


def test_an_act_is_struck_once(sent: Sent) -> None:
    matter = sent()
    actions.enter(matter, NOTED(remark="Seen"), on=LATER, by=AMINA)

    def struck(seen: int) -> Act:
        return actions.strike(
            matter, 3, reason="A slip", by=AMINA, on=LATER, token=TOKEN, seen=seen
        )

    with pytest.raises(EnteredMeanwhile):
        struck(2)
    first = struck(3)
    assert struck(3).pk == first.pk
    assert (first.number, first.rectifies, first.kind) == (4, 3, f"petition.{STRUCK.name}")


def at_once(*works: Callable[[], str]) -> list[str]:
    """Do each of these in a thread of its own, begun together; return what each says, in order."""
    start = Barrier(len(works))

    def done(work: Callable[[], str]) -> str:
        try:
            start.wait()
            return work()
        except EnteredMeanwhile as told:
            return f"told of {[act.number for act in told.acts]}"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(done, works))


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_enter_the_same_act_at_once_one_is_told(sent: Sent) -> None:
    matter = sent()

    def answered(by: Actor) -> Callable[[], str]:
        def work() -> str:
            act = actions.enter(matter, ANSWERED(), on=LATER, by=by, token=uuid4(), seen=2)
            return f"entered {act.number}"

        return work

    assert at_once(answered(AMINA), answered(BRUNO)) == ["entered 3", "told of [3]"]
    assert numbers(matter) == [1, 2, 3]
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_four_times_at_once_enters_one_act(sent: Sent) -> None:
    matter = sent()

    def noted() -> str:
        act = actions.enter(matter, NOTED(remark="Seen"), on=LATER, by=AMINA, token=TOKEN, seen=2)
        return f"entered {act.number}"

    assert at_once(*[noted] * 4) == ["entered 3"] * 4
    assert numbers(matter) == [1, 2, 3]
    assert EnteredOnce.objects.count() == 1
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_the_form_of_a_new_docket_sent_four_times_at_once_opens_one() -> None:
    def opened() -> str:
        content = RECEIVED(state="PER", author="Somebody")
        matter = actions.open_docket(
            PETITION, "PETITION/9", content, on=day("2025-01-02"), by=AMINA, token=TOKEN
        )
        return f"{matter.reference} {matter.acts_entered}"

    assert at_once(*[opened] * 4) == ["PETITION/9 1"] * 4
    assert Matter.objects.get().acts.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_to_two_dockets_at_once_enters_one_act(sent: Sent) -> None:
    first, other = sent(), sent("PETITION/2")

    def noted(matter: Matter) -> Callable[[], str]:
        def work() -> str:
            try:
                actions.enter(matter, NOTED(remark="Seen"), on=LATER, by=AMINA, token=TOKEN)
            except Refused as refusal:
                return str(refusal)
            return "entered"

        return work

    answers = at_once(noted(first), noted(other))

    assert answers == [
        "This form was used for another act. Open it anew, and enter the act there.",
        "entered",
    ]
    assert sorted([numbers(first), numbers(other)]) == [[1, 2], [1, 2, 3]]
