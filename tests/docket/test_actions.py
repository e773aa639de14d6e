from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from amparo.access.permissions import RECORD_LOADER
from amparo.core.errors import NotVisible, Refused
from amparo.docket import actions, queries
from amparo.docket.actions import Draft, RecordRefused
from amparo.docket.entries import Entry
from amparo.docket.models import Act, Clock, Matter
from amparo.docket.procedure import Content
from amparo.docket.rebuilding import rebuild
from amparo.docket.verification import verify

from .example import (
    AMINA,
    ANSWERED,
    CHIDI,
    EXTENDED,
    NOTED,
    PERU,
    PETITION,
    PUBLISHED,
    RECEIVED,
    SENT,
    day,
    moment,
)

Sent = Callable[..., Matter]
pytestmark = pytest.mark.django_db


def test_entering_acts_keeps_the_docket_its_standing_and_its_clocks(sent: Sent) -> None:
    matter = sent()

    assert [(act.number, act.kind, act.by) for act in matter.acts.order_by("number")] == [
        (1, "petition.received", "amina"),
        (2, "petition.sent", "amina"),
    ]
    assert (matter.status, matter.since, matter.state) == ("sent", day("2025-08-31"), "PER")
    assert (matter.opened_on, matter.last_on) == (day("2025-01-02"), day("2025-08-31"))
    assert matter.next_due_on == day("2026-02-28")
    assert matter.acts_entered == 2
    assert matter.head == matter.acts.get(number=2).digest
    assert matter.clocks.get().due_on == day("2026-02-28")


def test_an_act_moves_only_the_clocks_it_concerns(sent: Sent) -> None:
    matter = sent()

    actions.enter(matter, EXTENDED(months=1), on=day("2026-01-05"), by=AMINA)
    matter.refresh_from_db()
    assert matter.next_due_on == day("2026-03-28")

    actions.enter(matter, ANSWERED(), on=day("2026-02-01"), by=AMINA)
    matter.refresh_from_db()
    clock = matter.clocks.get()
    assert (clock.stopped_by, clock.stopped_on) == (4, day("2026-02-01"))
    assert matter.next_due_on is None


def test_entering_refuses_the_wrong_person_and_the_wrong_standing(sent: Sent) -> None:
    matter = sent()

    with pytest.raises(NotVisible):
        actions.enter(matter, NOTED(), on=day("2025-09-01"), by=CHIDI)
    with pytest.raises(Refused, match='You may not enter the act "Noted"'):
        actions.enter(matter, NOTED(), on=day("2025-09-01"), by=PERU)
    with pytest.raises(Refused, match='"Made public"|"Published" cannot follow'):
        actions.enter(matter, PUBLISHED(), on=day("2025-09-01"), by=AMINA)

    assert Act.objects.count() == 2
    actions.enter(matter, NOTED(), on=day("2025-09-01"), by=AMINA)
    assert Act.objects.count() == 3


def test_an_act_cannot_take_effect_after_it_is_entered(sent: Sent) -> None:
    with pytest.raises(Refused, match="cannot take effect on 2025-09-02"):
        actions.enter(
            sent(), NOTED(), on=day("2025-09-02"), by=AMINA, at=moment("2025-09-01T09:00")
        )


def test_a_late_act_is_put_in_its_place_and_checked_there(sent: Sent) -> None:
    matter = sent()
    actions.enter(matter, ANSWERED(), on=day("2026-01-10"), by=AMINA)

    with pytest.raises(Refused, match='"Answered" cannot follow while the standing is "Received"'):
        actions.enter(matter, ANSWERED(), on=day("2025-02-01"), by=AMINA)
    actions.enter(matter, NOTED(), on=day("2025-02-01"), by=AMINA)

    matter.refresh_from_db()
    assert (matter.status, matter.acts_entered, matter.last_on) == (
        "answered",
        4,
        day("2026-01-10"),
    )


def test_a_rectification_replaces_the_act_and_moves_the_clock(sent: Sent) -> None:
    matter = sent()

    with pytest.raises(Refused, match="Say why"):
        actions.enter(matter, SENT(), on=day("2025-09-15"), by=AMINA, rectifies=2)
    actions.enter(
        matter, SENT(), on=day("2025-09-15"), by=AMINA, rectifies=2, reason="A slip of the pen."
    )

    matter.refresh_from_db()
    assert matter.next_due_on == day("2026-03-15")
    assert Clock.objects.get().started_by == 3
    assert matter.acts.count() == 3


def test_a_struck_act_counts_no_more(sent: Sent) -> None:
    matter = sent()

    actions.strike(matter, 2, reason="Sent to nobody.", by=AMINA, on=day("2025-09-01"))

    matter.refresh_from_db()
    assert (matter.status, matter.next_due_on) == ("received", None)


def test_a_reference_is_used_once(sent: Sent) -> None:
    sent("PETITION/1")

    with pytest.raises(Refused, match="There already is a docket PETITION/1"):
        sent("PETITION/1")


def test_reading_a_docket_that_is_not_there_is_not_visible() -> None:
    with pytest.raises(NotVisible):
        queries.docket_named("PETITION/404")


def test_every_entry_leaves_projections_as_a_rebuild_would(sent: Sent) -> None:
    matter = sent()
    actions.enter(matter, EXTENDED(months=2), on=day("2025-12-01"), by=AMINA)
    actions.enter(matter, NOTED(), on=day("2025-03-01"), by=AMINA)
    actions.enter(
        matter, SENT(), on=day("2025-09-01"), by=AMINA, rectifies=2, reason="A slip of the pen."
    )
    actions.enter(matter, ANSWERED(text="Yes."), on=day("2026-01-01"), by=AMINA)

    assert list(rebuild(write=False)) == []
    assert list(verify()) == []


def test_entering_costs_the_same_however_long_the_docket(
    sent: Sent, django_assert_num_queries: Callable[..., object]
) -> None:
    matter = sent()

    def enter_note() -> int:
        with django_assert_num_queries(9) as captured:  # type: ignore[attr-defined]
            actions.enter(matter, NOTED(), on=day("2025-10-01"), by=AMINA)
        return len(captured.captured_queries)

    first = enter_note()
    actions.load(
        [
            draft(NOTED(), "2025-10-01", source=f"{n}", entered_at=timezone.now())
            for n in range(300)
        ],
        by=RECORD_LOADER,
    )
    assert enter_note() == first


def draft(content: Content, on: str, reference: str = "PETITION/1", **more: object) -> Draft:
    more.setdefault("entered_at", moment("2026-03-11T00:00"))
    return Draft(PETITION, reference, content, day(on), **more)  # type: ignore[arg-type]


def test_loading_a_record_enters_what_entering_would() -> None:
    record = [
        draft(RECEIVED(state="PER"), "2025-01-02", "PETITION/1"),
        draft(RECEIVED(state="SRB"), "2025-01-03", "PETITION/2"),
        draft(SENT(), "2025-08-31", "PETITION/1", source="A report, para. 2"),
    ]

    assert actions.load(record, by=RECORD_LOADER) == 3

    matter = Matter.objects.get(reference="PETITION/1")
    assert (matter.status, matter.next_due_on) == ("sent", day("2026-02-28"))
    assert [act.source for act in matter.acts.order_by("number")] == ["", "A report, para. 2"]
    assert list(rebuild(write=False)) == []
    assert list(verify()) == []


def test_loading_the_same_record_again_changes_nothing_and_more_of_it_adds() -> None:
    record = [draft(RECEIVED(state="PER"), "2025-01-02"), draft(SENT(), "2025-08-31")]
    actions.load(record, by=RECORD_LOADER)

    assert actions.load(record, by=RECORD_LOADER) == 0
    assert actions.load([*record, draft(ANSWERED(), "2026-01-10")], by=RECORD_LOADER) == 1

    assert Matter.objects.get().status == "answered"
    assert list(rebuild(write=False)) == []
    assert list(verify()) == []


def test_loading_refuses_all_for_one_act_out_of_turn_and_names_each_place() -> None:
    record = [
        draft(RECEIVED(state="PER"), "2025-01-02", "PETITION/1", where="acts.jsonl:1"),
        draft(SENT(), "2025-01-03", "PETITION/2", where="acts.jsonl:2"),
        draft(RECEIVED(state="SRB"), "2027-01-03", "PETITION/3", where="acts.jsonl:3"),
    ]

    with pytest.raises(RecordRefused) as refused:
        actions.load(record, by=RECORD_LOADER)

    assert [(where, str(problem)) for where, problem in refused.value.problems] == [
        ("acts.jsonl:2", 'The matter cannot open with the act "Sent".'),
        (
            "acts.jsonl:3",
            "An act cannot take effect on 2027-01-03, after it became known.",
        ),
    ]
    assert Matter.objects.count() == 0


def test_a_record_cannot_become_known_before_what_the_docket_holds(sent: Sent) -> None:
    sent()

    with pytest.raises(RecordRefused) as refused:
        actions.load(
            [draft(NOTED(), "2025-03-01", entered_at=moment("2025-03-01T00:00"))],
            by=RECORD_LOADER,
        )

    assert [str(one) for _where, one in refused.value.problems] == [
        "The docket already holds acts that became known later."
    ]


def test_acts_that_count_are_read_at_once_whatever_was_rectified_since(
    sent: Sent, django_assert_num_queries: Callable[..., object]
) -> None:
    first = sent("PETITION/1")
    sent("PETITION/2")
    actions.enter(
        first,
        SENT(),
        on=day("2026-01-15"),
        by=AMINA,
        rectifies=2,
        reason="A slip of the pen.",
        at=moment("2026-02-01T00:00"),
    )

    def found(known_at: str, on: str = "2026-12-31") -> list[tuple[str, str]]:
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            acts = queries.acts_that_count(["petition.sent"], on=day(on), known_at=moment(known_at))
        return [(one.reference, one.on.isoformat()) for one in acts]

    assert found("2026-01-31T00:00") == [("PETITION/1", "2025-08-31"), ("PETITION/2", "2025-08-31")]
    assert found("2026-02-02T00:00") == [("PETITION/2", "2025-08-31"), ("PETITION/1", "2026-01-15")]
    assert found("2026-02-02T00:00", on="2025-12-31") == [("PETITION/2", "2025-08-31")]


def test_all_standings_are_read_at_once(
    sent: Sent, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(1, 4):
        sent(f"PETITION/{number}")

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        found = dict(queries.standings(PETITION, on=day("2025-06-30")))

    assert {reference: one.status for reference, one in found.items()} == {
        "PETITION/1": "received",
        "PETITION/2": "received",
        "PETITION/3": "received",
    }


@pytest.mark.django_db(transaction=True)
def test_many_people_entering_at_once_neither_fork_the_chain_nor_lose_an_act(sent: Sent) -> None:
    matter = sent()
    people, each = 8, 12
    start = Barrier(people)

    def enter_notes(person: int) -> list[int]:
        try:
            start.wait()
            return [
                actions.enter(
                    matter, NOTED(), on=day("2025-10-01"), by=AMINA, source=f"{person}/{n}"
                ).number
                for n in range(each)
            ]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(people) as pool:
        numbers = [n for numbers in pool.map(enter_notes, range(people)) for n in numbers]

    assert sorted(numbers) == list(range(3, 3 + people * each))
    assert matter.acts.count() == 2 + people * each
    assert list(verify()) == []
    assert list(rebuild(write=False)) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_open_the_same_docket_at_once_one_is_told() -> None:
    start = Barrier(2)

    def opened(_person: int) -> str:
        try:
            start.wait()
            actions.open_docket(
                PETITION, "PETITION/9", RECEIVED(state="PER"), on=day("2025-01-02"), by=AMINA
            )
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return "opened"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(opened, range(2)))

    assert answers == ["There already is a docket PETITION/9.", "opened"]
    assert Matter.objects.get().acts.count() == 1


def test_the_database_refuses_a_second_act_of_one_number_and_a_second_replacement(
    sent: Sent,
) -> None:
    matter = sent()
    columns = {
        "kind": "petition.noted",
        "on": day("2025-10-01"),
        "entered_at": moment("2025-10-01T00:00"),
        "recorded_at": moment("2025-10-01T00:00"),
        "by": "amina",
        "fields": "{}",
        "digest": "",
    }

    def refused(**more: object) -> str:
        with pytest.raises(DatabaseError) as error, transaction.atomic():
            Act.objects.create(matter=matter, **{**columns, **more})  # type: ignore[misc]
        return type(error.value).__name__

    assert refused(number=2) == "IntegrityError"
    assert refused(number=3, rectifies=3) == "IntegrityError"
    assert refused(number=3, precision="hour") in {"IntegrityError", "DataError"}
    assert refused(number=3, entered_at=moment("2025-10-02T00:00")) == "IntegrityError"


def test_an_entry_is_read_back_as_it_was_entered(sent: Sent) -> None:
    docket = queries.docket_named(sent().reference)

    assert docket.entries[0] == Entry(
        1,
        "received",
        day("2025-01-02"),
        moment("2025-01-02T09:00"),
        {"state": "PER"},
        by="amina",
    )
    assert docket.standing(on=day("2025-08-30")).status == "received"
