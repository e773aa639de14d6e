"""How a matter stands for those outside: kept, made again, and changed by a day alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from amparo.access.permissions import Actor, Post, Role
from amparo.docket import actions, outlooks, sharing
from amparo.docket.entries import Entry
from amparo.docket.models import Matter, Outlook
from amparo.docket.procedure import PROCEDURES, Share
from amparo.docket.queries import entries_of
from amparo.docket.rebuilding import rebuild
from tests.desk.conftest import counting

from .example import AMINA, ANSWERED, EXTENDED, NOTED, PERU, PETITION, RECEIVED, SENT, day, moment

STATE, NPM = Role.STATE_FOCAL_POINT, Role.NPM_FOCAL_POINT
FOR_NPM = f"|{NPM.value}|"


@pytest.fixture
def known_at_once_to_npm(monkeypatch: pytest.MonkeyPatch) -> None:
    """A procedure in which the mechanism knows the opening, and the sending with the world."""
    acts = (
        replace(RECEIVED, shared_with=(Share(NPM),)),
        replace(SENT, shared_with=(Share(STATE),)),
    )
    kept = PETITION.acts[2:]
    monkeypatch.setitem(PROCEDURES, "petition", replace(PETITION, acts=(*acts, *kept)))


def opened(reference: str = "P/PER/1") -> Matter:
    return actions.open_docket(
        PETITION, reference, RECEIVED(state="PER"), on=day("2025-01-02"), by=AMINA
    )


def entered(matter: Matter, content, on: str, **said) -> None:
    actions.enter(matter, content, on=day(on), by=AMINA, **said)


def test_what_becomes_public_by_a_day_alone_changes_the_outlook_on_that_day(known_at_once_to_npm):
    matter = Matter(
        procedure="petition",
        reference="P/PER/1",
        status="sent",
        states="|PER|",
        shared=f"|{NPM.value}|{STATE.value}|",
    )
    entries = [
        Entry(1, "received", day("2025-01-02"), moment("2025-01-02"), {"state": "PER"}),
        Entry(2, "sent", day("2025-02-01"), moment("2025-02-02"), {}),
    ]

    rows = outlooks.outlooks_of(matter, entries)

    said = ("from_on", "until_on", "status", "last_on", "others_due_on")
    assert [tuple(row[name] for name in said) for row in rows if row["roles"] == FOR_NPM] == [
        (date.min, day("2025-02-08"), "received", day("2025-01-02"), None),
        (day("2025-02-08"), date.max, "sent", day("2025-02-01"), day("2025-08-01")),
    ]
    both = [row for row in rows if row["roles"] == matter.shared]
    assert [(row["status"], row["due_on"], row["asks"]) for row in both] == [
        ("sent", None, 0),
    ]


def test_each_state_of_a_matter_has_a_row_and_one_is_the_main_one(known_at_once_to_npm):
    matter = Matter(
        procedure="petition", reference="P", status="received", states="|MOZ|PER|", shared=FOR_NPM
    )
    entries = [Entry(1, "received", day("2025-01-02"), moment("2025-01-02"), {"state": "PER"})]

    rows = outlooks.outlooks_of(matter, entries)

    assert [(row["state"], row["main"]) for row in rows] == [("MOZ", True), ("PER", False)]


@pytest.mark.django_db
def test_outlooks_are_what_rebuilding_makes_of_the_acts():
    matter = opened()
    assert not Outlook.objects.exists()
    entered(matter, SENT(), "2025-02-01")
    entered(matter, EXTENDED(months=1), "2025-02-02")
    entered(matter, NOTED(remark="Keep."), "2025-02-03")
    entered(matter, SENT(), "2025-01-31", rectifies=2, reason="The wrong day.")
    entered(matter, ANSWERED(), "2025-04-01")

    assert list(rebuild(write=False)) == []
    Outlook.objects.update(status="answered")
    assert len(list(rebuild(write=True))) == 1
    assert list(rebuild(write=True)) == []

    kept = list(Outlook.objects.order_by("roles").values_list("roles", "status", "last_on"))
    Outlook.objects.all().delete()
    assert outlooks.fill() == 1
    assert outlooks.fill() == 0
    assert list(Outlook.objects.order_by("roles").values_list("roles", "status", "last_on")) == kept
    assert {status for _roles, status, _day in kept} == {"sent"}
    assert len(kept) == 3


@pytest.mark.django_db
def test_what_is_shared_no_more_has_no_outlook():
    matter = opened()
    entered(matter, SENT(), "2025-02-01")
    assert len(sharing.shared_page(PERU, timezone.now(), limit=9)) == 1

    actions.strike(matter, 2, reason="Not sent.", by=AMINA, on=day("2025-02-02"))

    assert not Outlook.objects.exists()
    assert sharing.shared_page(PERU, timezone.now(), limit=9) == []


@pytest.mark.django_db
def test_a_page_and_a_day_ask_the_same_questions_whatever_the_number():
    asked = []
    for number in range(3):
        matter = opened(f"P/PER/{number}")
        entered(matter, SENT(), "2025-02-01")
        with counting() as counted:
            now = timezone.now()
            assert len(sharing.shared_page(PERU, now, limit=9)) == number + 1
            since = now - timedelta(days=1)
            found = sharing.shared_day(PERU, now, since=since, limit=9, limit_of_rest=9)
        assert len(found.others) == len(found.changed) == number + 1
        asked += counted

    # A page: its outlooks, their matters, their acts. A day: the same, and the order of references.
    assert asked == [3 + 4] * 3


@pytest.mark.django_db
def test_who_holds_two_roles_reads_on_to_the_end_whatever_is_shared_with_which(
    known_at_once_to_npm,
):
    both = Actor("both", (Post(STATE, state="PER"), Post(NPM, state="PER")))
    for number in range(7):
        matter = opened(f"P/PER/{number}")
        if number % 2:
            entered(matter, SENT(), "2025-01-02")
    now = timezone.now()

    with counting() as asked:
        pages = [sharing.shared_page(both, now, skip=skip, limit=2) for skip in range(0, 8, 2)]
        day = sharing.shared_day(both, now, since=now, limit=2, limit_of_rest=2)

    # All are of one day: their references say which is first.
    read = [one.reference for page in pages for one in page]
    assert read == [f"P/PER/{number}" for number in range(7)]
    assert [one.reference for one in day.others] == ["P/PER/1", "P/PER/3"]
    assert sharing.shared_procedures(both, now) == [PROCEDURES["petition"]]
    # Which sets of roles there may be; of all three sets a page or a day, their order, matters, acts.
    assert asked[0] == 5 * (1 + 1 + 3)


@pytest.mark.django_db
def test_who_answers_for_two_states_sees_what_concerns_both_once():
    both = Actor("both", (Post(STATE, state="PER"), Post(STATE, state="MOZ")))
    for number in range(3):
        entered(opened(f"P/PER/{number}"), SENT(), f"2025-02-0{number + 1}")
    Matter.objects.update(states="|MOZ|PER|")
    outlooks.save({one: entries_of(one.acts.all()) for one in Matter.objects.all()})
    assert Outlook.objects.filter(roles=f"|{STATE.value}|").count() == 6

    first = sharing.shared_page(both, timezone.now(), limit=2)
    rest = sharing.shared_page(both, timezone.now(), skip=2, limit=2)

    assert [one.reference for one in [*first, *rest]] == ["P/PER/2", "P/PER/1", "P/PER/0"]
