from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from amparo.audit.actions import Draft, record, record_many, strand_of
from amparo.audit.events import EventType, Outcome
from amparo.audit.faces import at_face
from amparo.audit.models import STRANDS, Line, Strand
from amparo.audit.verification import verify

from .example import AMINA, BRUNO, CHIDI, OPENED, REFUSED, moment

pytestmark = pytest.mark.django_db
AT = moment("2026-01-02T09:00")


def test_a_line_says_who_when_whence_what_about_what_and_under_which_permission() -> None:
    with at_face("desk"):
        line = record(
            OPENED,
            by=AMINA,
            about="SPT/visit/MOZ/2024",
            permission="DOOR_OPEN",
            at=AT,
            way="front",
            times=2,
            alone=True,
        )

    assert Line.objects.values().get() == {
        "id": line.pk,
        "strand": strand_of(AMINA),
        "number": 1,
        "at": AT,
        "by": AMINA,
        "face": "desk",
        "area": "door",
        "event": "door.opened",
        "about": "SPT/visit/MOZ/2024",
        "permission": "DOOR_OPEN",
        "outcome": "done",
        "details": '{"alone":true,"times":2,"way":"front"}',
        "digest": line.digest,
    }


def test_a_line_says_now_command_and_done_unless_told_otherwise() -> None:
    before = timezone.now()
    record(REFUSED, by=AMINA, outcome=Outcome.REFUSED)
    record(OPENED, by=AMINA)

    refused, done = Line.objects.order_by("number")
    assert (refused.outcome, done.outcome) == ("refused", "done")
    assert before <= refused.at <= done.at <= timezone.now()
    assert (done.face, done.about, done.permission, done.details) == ("command", "", "", "{}")


def test_each_line_of_a_strand_follows_the_one_before() -> None:
    lines = [record(OPENED, by=AMINA, times=n) for n in range(3)]

    assert [line.number for line in lines] == [1, 2, 3]
    assert Strand.objects.values().get() == {
        "number": strand_of(AMINA),
        "length": 3,
        "head": lines[2].digest,
    }
    assert list(verify()) == []


def test_people_are_spread_over_all_strands_and_each_stays_in_one() -> None:
    people = [f"P-{number:06}" for number in range(200)]

    assert {strand_of(by) for by in people} == set(range(STRANDS))
    # As stored: another answer would tear everyone's lines apart.
    assert (strand_of(AMINA), strand_of(BRUNO), strand_of("record loader")) == (7, 2, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"by": "amina@example.org"}, id="by an address"),
        pytest.param({"by": ""}, id="by nobody"),
        pytest.param({"about": "Amina Diallo"}, id="about a name"),
        pytest.param({"permission": "may open"}, id="under a sentence"),
        pytest.param({"way": "through the back door"}, id="with a sentence"),
        pytest.param({"door": "front"}, id="with a detail that was not declared"),
        pytest.param({"event": EventType("door.shut", "Door shut")}, id="not declared"),
        pytest.param(
            {"event": EventType("door.opened", "Opened", ("x",))}, id="a second of a name"
        ),
        pytest.param({"outcome": "perhaps"}, id="neither done nor refused"),
    ],
)
def test_what_is_not_an_identifier_or_not_declared_is_not_written(wrong: dict[str, object]) -> None:
    right = {"event": OPENED, "by": AMINA, "about": "SPT/1", "permission": "OPEN", "way": "front"}
    record(**right)  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="trail|event|Outcome"):
        record(**{**right, **wrong})  # type: ignore[arg-type]

    assert Line.objects.count() == 1


def test_many_lines_of_one_person_are_written_together() -> None:
    record(OPENED, by=AMINA, times=0)

    written = record_many(Draft(OPENED, AMINA, details={"times": n}) for n in range(1, 1_201))

    assert written == 1_200
    assert record_many([]) == 0
    assert Strand.objects.get().length == Line.objects.count() == 1_201
    assert list(verify()) == []


def test_lines_of_two_people_are_not_written_together() -> None:
    with pytest.raises(ValueError, match="all of one person"):
        record_many([Draft(OPENED, AMINA), Draft(OPENED, BRUNO)])

    assert Line.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_line_falls_with_the_change_it_tells_of() -> None:
    record(OPENED, by=AMINA, times=1)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        fail_after(record(OPENED, by=AMINA, times=2))
    record(OPENED, by=AMINA, times=3)

    lines = Line.objects.order_by("number").values_list("number", "details")
    assert list(lines) == [(1, '{"times":1}'), (2, '{"times":3}')]
    assert list(verify()) == []


def fail_after(_line: Line) -> None:
    raise ZeroDivisionError


def test_a_line_costs_three_statements(django_assert_num_queries: object) -> None:
    record(OPENED, by=AMINA)

    with django_assert_num_queries(3):  # type: ignore[operator]
        record(OPENED, by=AMINA)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_fork_and_no_gap() -> None:
    # Two of one strand, one of another, and nobody was there before.
    people = [AMINA, AMINA, BRUNO, CHIDI]
    each = 25
    start = Barrier(len(people))

    def write(by: str) -> None:
        try:
            start.wait()
            for number in range(each):
                record(OPENED, by=by, times=number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(write, people))

    for strand in range(STRANDS):
        numbers = list(
            Line.objects.filter(strand=strand).order_by("number").values_list("number", flat=True)
        )
        assert numbers == list(range(1, len(numbers) + 1))
    assert Line.objects.count() == each * len(people)
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_those_of_another_strand_do_not_wait() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, whatever the strand.")
    record(OPENED, by=AMINA)
    record(OPENED, by=BRUNO)
    written, seen = Event(), Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                record(OPENED, by=AMINA)
                written.set()
                seen.wait(timeout=30)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        assert written.wait(timeout=30)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '100ms'")
            assert record(OPENED, by=BRUNO).number == 2
            with pytest.raises(DatabaseError, match="lock timeout"):
                record(OPENED, by=AMINA)
        finally:
            seen.set()
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 0")
        held.result()
    assert record(OPENED, by=AMINA).number == 3
