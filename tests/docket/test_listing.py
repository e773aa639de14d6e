"""Lists of dockets: in every order to the end, narrowed, counted, and only what may be known."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from amparo.access.permissions import Actor, Post, Role
from amparo.access.queries import actor_of
from amparo.docket import actions, listing, team
from amparo.docket.changes import changed_since
from amparo.docket.models import Act, Matter
from amparo.docket.narrowing import Due, Narrowed, Order, Waits
from amparo.visits.procedures.report import REPORT
from amparo.visits.procedures.visit import VISIT
from tests.desk.conftest import counting
from tests.docket.example import AMINA
from tests.people import make_person

REGISTRAR = Actor("registrar", (Post(Role.REGISTRAR, "SPT"),))
OUTSIDER = Actor("outsider", (Post(Role.STATE_FOCAL_POINT, state="PER"),))
TODAY = timezone.now().date()


def opened(reference: str, *, days: int = 30, procedure=VISIT, state: str = "PER") -> Matter:
    said = {"year": 2026} if procedure is VISIT else {"recipient": "state"}
    content = procedure.acts[0](state=state, **said)
    return actions.open_docket(
        procedure, reference, content, on=TODAY - timedelta(days=days), by=AMINA
    )


@pytest.fixture
def many(db) -> list[str]:
    """Visits and reports, several of a day, some without a time limit."""
    references = [f"M/{number:02}" for number in range(11)]
    for number, reference in enumerate(references):
        procedure = REPORT if number % 3 == 0 else VISIT
        opened(reference, days=10 + number % 4, procedure=procedure)
    return references


def read_on(actor: Actor, order: Order, *, limit: int = 3, narrowed: Narrowed | None = None):
    """Return the pages of a list, read on to the end."""
    pages, after = [], None
    while page := listing.dockets_for(
        actor, timezone.now(), narrowed, order=order, after=after, limit=limit
    ):
        pages.append(page)
        after = listing.place_of(page[-1], order)
    return pages


def count_of(actor: Actor, narrowed: Narrowed) -> int:
    """Return how many dockets a list holds, as its first page says."""
    return listing.page_for(actor, timezone.now(), narrowed, limit=3)[1]


@pytest.mark.parametrize("order", Order)
def test_every_order_reads_on_to_the_end_with_each_matter_once(many, order: Order):
    pages = read_on(REGISTRAR, order)

    references = [one.reference for page in pages for one in page]
    assert sorted(references) == many
    whole = listing.dockets_for(REGISTRAR, timezone.now(), order=order, limit=50)
    assert references == [one.reference for one in whole]


def test_by_time_limit_those_without_one_come_last_by_reference(many):
    listed = listing.dockets_for(REGISTRAR, timezone.now(), order=Order.DUE, limit=50)

    due = [one for one in listed if one.next_due_on]
    rest = listed[len(due) :]
    assert [one.next_due_on for one in rest] == [None] * 7
    assert [one.reference for one in rest] == sorted(one.reference for one in rest)
    assert all(a.next_due_on <= b.next_due_on for a, b in pairwise(due))


def test_a_matter_entered_meanwhile_moves_nothing_on_the_pages_that_follow(many):
    first = listing.dockets_for(REGISTRAR, timezone.now(), order=Order.LATEST, limit=3)
    opened("M/NEW", days=0)

    after = listing.place_of(first[-1], Order.LATEST)
    rest = listing.dockets_for(REGISTRAR, timezone.now(), after=after, limit=50)

    assert sorted(one.reference for one in (*first, *rest)) == many


@pytest.mark.parametrize("order", Order)
def test_what_two_roles_reach_is_listed_once(many, order: Order):
    now = timezone.now()
    member = make_person("member", Post(Role.MEMBER, "SPT"), nationalities=("MOZ",))
    Matter.objects.filter(reference="M/07").update(body="CAT")
    for reference in ("M/03", "M/07"):
        head = Role.HEAD_OF_DELEGATION
        team.give(reference, member, head, by=AMINA, at=now)

    pages = read_on(actor_of(member, timezone.now()), order)

    assert sorted(one.reference for page in pages for one in page) == many
    assert [len(page) for page in pages] == [3, 3, 3, 2]


def test_a_list_is_narrowed_by_what_is_due_and_by_whose_turn_it_is(db):
    opened("R/LATE", days=300, procedure=REPORT)
    opened("R/LATER", days=10, procedure=REPORT)
    week = opened("R/WEEK", days=10, procedure=REPORT)
    Matter.objects.filter(pk=week.pk).update(next_due_on=TODAY + timedelta(days=6))
    opened("V/OPEN")
    now = timezone.now()

    def listed(**asked: object) -> list[str]:
        narrowed = Narrowed(**asked)
        found = listing.dockets_for(REGISTRAR, now, narrowed, order=Order.REFERENCE)
        assert count_of(REGISTRAR, narrowed) == len(found)
        return [one.reference for one in found]

    assert listed(due=Due.LATE) == ["R/LATE"]
    assert listed(due=Due.THIS_WEEK) == ["R/WEEK"]
    assert listed(due=Due.LATER) == ["R/LATER"]
    assert listed(due=Due.NOTHING) == ["V/OPEN"]
    assert listed(waits=Waits.FOR_ME) == ["V/OPEN"]
    assert listed(waits=Waits.FOR_OTHERS) == ["R/LATE", "R/LATER", "R/WEEK"]
    assert listed(waits=Waits.FOR_OTHERS, due=Due.LATE) == ["R/LATE"]
    assert listed(state="PER", procedure="visit_report", reference="ate") == ["R/LATE", "R/LATER"]
    assert listed(body="CAT") == []


@pytest.mark.parametrize(
    ("part", "found"),
    [
        pytest.param("/77", ["CAT/771", "Spt/77_8"], id="without a letter"),
        pytest.param("t/77", ["CAT/771", "Spt/77_8"], id="in small letters"),
        pytest.param("PT/77", ["Spt/77_8"], id="in capitals"),
        pytest.param("_", ["Spt/77_8"], id="a line below is no other sign"),
        pytest.param("7_1", [], id="nor is it between others"),
        pytest.param("%", [], id="a per cent sign is none of them"),
        pytest.param("7%1", [], id="nor is it several"),
        pytest.param("\\", [], id="a stroke backwards is one"),
        pytest.param("1/", [], id="as they follow each other"),
        pytest.param("٧٧", [], id="digits of another script are others"),
    ],
)
def test_a_list_is_narrowed_by_any_part_of_the_reference(db, part, found):
    for reference in ("CAT/771", "Spt/77_8", "SPT/717"):
        opened(reference)

    narrowed = Narrowed(reference=part)
    listed = listing.dockets_for(REGISTRAR, timezone.now(), narrowed, order=Order.REFERENCE)

    assert [one.reference for one in listed] == found
    assert count_of(REGISTRAR, narrowed) == len(found)


def test_what_waits_for_a_role_in_one_matter_waits_there_alone(db):
    now = timezone.now()
    for reference in ("V/ONE", "V/TWO"):
        matter = opened(reference)
        actions.enter(matter, VISIT.act("begun")(), on=TODAY, by=AMINA)
    member = make_person("member", Post(Role.MEMBER, "SPT"), nationalities=("MOZ",))
    team.give("V/ONE", member, Role.HEAD_OF_DELEGATION, by=AMINA, at=now)
    actor = actor_of(member, timezone.now())

    mine = listing.dockets_for(actor, timezone.now(), Narrowed(waits=Waits.FOR_ME))

    assert [one.reference for one in mine] == ["V/ONE"]
    assert count_of(actor, Narrowed(waits=Waits.FOR_ME)) == 1


def test_to_those_outside_no_list_says_how_matters_stand(many):
    assert listing.dockets_for(OUTSIDER, timezone.now()) == []
    assert count_of(OUTSIDER, Narrowed()) == 0
    assert list(listing.export(OUTSIDER, timezone.now(), Narrowed())) == []


def test_a_count_stops_where_it_would_take_long(many, monkeypatch):
    monkeypatch.setattr(listing, "COUNTED_AT_MOST", 4)

    assert count_of(REGISTRAR, Narrowed()) == 5


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("at_most", [4, 300])
def test_a_page_with_its_count_is_that_page_of_the_list(
    many, monkeypatch, order: Order, at_most: int
):
    monkeypatch.setattr(listing, "COUNTED_AT_MOST", at_most)
    Matter.objects.filter(reference="M/05").update(state="", states="|MOZ|PER|")
    narrowed, now = Narrowed(state="PER"), timezone.now()

    read = [one for page in read_on(REGISTRAR, order, narrowed=narrowed) for one in page]
    first, count = listing.page_for(REGISTRAR, now, narrowed, order=order, limit=7)
    after = listing.place_of(first[-1], order)
    with counting() as asked:
        rest, again = listing.page_for(REGISTRAR, now, narrowed, order=order, after=after, limit=7)

    assert sorted(one.reference for one in read) == many
    assert [*first, *rest] == read
    assert count == again == min(len(many), at_most + 1)
    # Two parts, counted; a page of each that is long, put in order; the same without a day; clocks.
    assert asked[0] <= 7


def test_where_nothing_is_found_nothing_more_is_asked(many):
    officer = make_person("officer")
    team.give("M/03", officer, Role.CASE_OFFICER, by=AMINA, at=timezone.now())
    actor, now = actor_of(officer, timezone.now()), timezone.now()

    with counting() as asked:
        found = listing.page_for(actor, now, Narrowed(body="CAT"), limit=3)

    assert found == ([], 0)
    assert asked == [2]  # with an act and without


def test_a_list_takes_as_many_statements_for_three_as_for_one(db, django_assert_num_queries):
    opened("R/1", procedure=REPORT)
    with django_assert_num_queries(4):  # the keys with a time limit and without one, rows, clocks
        listing.dockets_for(REGISTRAR, timezone.now(), order=Order.DUE)
    opened("R/2", procedure=REPORT), opened("R/3", procedure=REPORT)
    with django_assert_num_queries(4):
        listing.dockets_for(REGISTRAR, timezone.now(), order=Order.DUE)


@pytest.mark.parametrize("limit", [2, 50])
def test_a_day_holds_the_first_of_each_list_however_many_roles_reach_them(many, limit: int):
    Matter.objects.filter(reference__in=("M/02", "M/09")).update(body="CAT")
    late = Matter.objects.filter(reference__in=("M/00", "M/09"))
    late.update(next_due_on=TODAY - timedelta(days=2))
    Matter.objects.filter(reference="M/06").update(next_due_on=TODAY + timedelta(days=2))
    both = make_person("both", Post(Role.SECRETARIAT, "SPT"), nationalities=())
    team.give("M/02", both, Role.CASE_OFFICER, by=AMINA, at=timezone.now())
    team.give("M/03", both, Role.CASE_OFFICER, by=AMINA, at=timezone.now())
    team.give("M/09", both, Role.CASE_OFFICER, by=AMINA, at=timezone.now())
    actor, now = actor_of(both, timezone.now()), timezone.now()

    with counting() as asked:
        day = listing.day_for(actor, now, limit=limit)

    def read(order: Order, **narrowed: object) -> list[str]:
        return said(listing.dockets_for(actor, now, Narrowed(**narrowed), order=order, limit=limit))

    def said(found: list[listing.Listed]) -> list[str]:
        return [one.reference for one in found]

    assert said(day.late) == ["M/00", "M/09"]
    assert said(day.this_week) == ["M/06"]
    assert said(day.for_me) == read(Order.LATEST, waits=Waits.FOR_ME)
    assert said(day.for_others) == read(Order.DUE, waits=Waits.FOR_OTHERS, due=Due.LATER)
    assert len(day.for_me) == min(limit, 6)
    # Each part of four lists, and of one of them also what has no day; the rows, the roles, the clocks.
    assert asked[0] <= 5


# What changed.


def test_what_others_entered_since_is_told_once_a_matter_with_the_last_act(db):
    now = timezone.now()
    visit = opened("V/OLD")
    Act.objects.update(entered_at=now - timedelta(days=5), recorded_at=now - timedelta(days=5))
    opened("V/NEW")
    actions.enter(visit, VISIT.act("postponed")(), on=TODAY, by=AMINA)
    actions.enter(visit, VISIT.act("rescheduled")(year=2027), on=TODAY, by=AMINA)

    found = changed_since(now - timedelta(days=1), REGISTRAR, timezone.now(), limit=5)

    told = [(one.matter.reference, one.act.name, one.number, one.acts, one.by) for one in found]
    assert told == [
        ("V/OLD", "rescheduled", 3, 2, "amina"),
        ("V/NEW", "programmed", 1, 1, "amina"),
    ]


def test_what_one_entered_oneself_and_what_one_may_not_know_is_not_told(db):
    opened("V/SPT")
    opened("V/CAT")
    Matter.objects.filter(reference="V/CAT").update(body="CAT")
    since = timezone.now() - timedelta(days=1)

    def told(actor: Actor) -> list[str]:
        found = changed_since(since, actor, timezone.now(), limit=5)
        return [one.matter.reference for one in found]

    assert told(REGISTRAR) == ["V/SPT"]
    assert told(AMINA) == []
    assert told(replace(AMINA, name="another")) == ["V/CAT", "V/SPT"]
    assert told(OUTSIDER) == []


def test_after_a_long_absence_the_last_thirty_days_are_told(db):
    now = timezone.now()
    opened("V/OLD")
    long_ago = now - timedelta(days=31)
    Act.objects.update(entered_at=long_ago, recorded_at=long_ago)

    assert changed_since(now - timedelta(days=90), REGISTRAR, timezone.now(), limit=5) == []
