"""My day: what is late, what is due, what waits for whom, what changed since one was last here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access.models import Session
from amparo.access.permissions import Role
from amparo.audit.models import Line
from amparo.docket import actions, team
from amparo.docket.models import Act
from amparo.visits.procedures.visit import BEGUN, PROGRAMMED, VISIT
from tests import people
from tests.desk.conftest import counting
from tests.desk.pages import linked, said
from tests.people import acting, browser_of, make_person

TODAY = timezone.now().date()
PARTS = ("Late", "Due within seven days", "Waits for you", "Waits for others", "Changed since")


def told(page) -> dict[str, str]:
    """Return what each part of the day says, by the first word of its heading."""
    text = said(page)
    places = [text.index(f" {one} ") for one in PARTS]
    assert places == sorted(places)
    ends = [*places[1:], len(text)]
    return {
        one: text[place + len(one) + 2 : end]
        for one, place, end in zip(PARTS, places, ends, strict=True)
    }


@pytest.fixture
def programmed(db):
    """A visit on the programme, entered by the record's loader."""

    def made(reference: str = "SPT/VISIT/PER/2027", by=None):
        return actions.open_docket(
            VISIT,
            reference,
            PROGRAMMED(state="PER", year=2027),
            on=TODAY - timedelta(days=20),
            by=by or acting(make_person(f"colleague{reference[-4:]}", Role.SECRETARIAT)),
        )

    return made


def test_my_day_says_what_is_late_what_is_due_and_whose_turn_it_is(
    desk: Client, report, programmed, visit, states
):
    report("SPT/REPORT/PER/2025")
    report("SPT/REPORT/MOZ/2026", state="MOZ", on=TODAY - timedelta(days=30))
    programmed()
    visit()

    day = told(desk.get("/desk/"))

    assert day["Late"].startswith(
        "Visit report: Peru Peru · SPT/REPORT/PER/2025 Written reply: due"
    )
    assert "1 March 2026 · late by" in day["Late"]
    assert "Visit to Peru, 2027 Peru · SPT/VISIT/PER/2027 On the programme" in day["Waits for you"]
    assert "Visit report: Mozambique" in day["Waits for others"]
    assert "left" in day["Waits for others"]
    assert day["Due within seven days"].startswith("Nothing is due until")
    # A visit that is over is nobody's turn.
    assert "SPT/VISIT/PER/2025" not in "".join(list(day.values())[:4])


def test_what_is_due_this_week_stands_apart(desk: Client, report, states):
    matter = report("SPT/REPORT/MOZ/2026", state="MOZ", on=TODAY - timedelta(days=30))
    matter.clocks.update(due_on=TODAY + timedelta(days=6))
    type(matter).objects.update(next_due_on=TODAY + timedelta(days=6))

    day = told(desk.get("/desk/"))

    assert "Visit report: Mozambique" in day["Due within seven days"]
    assert "6 days left" in day["Due within seven days"]
    assert "Mozambique" not in day["Waits for others"]


def test_my_day_without_matters_says_what_will_be_here(desk: Client):
    day = told(desk.get("/desk/"))

    assert day["Late"].strip() == "Time limits that were missed will be listed here."
    assert "the next act is yours to enter will be listed here." in day["Waits for you"]
    assert "since" in day["Changed since"]


def test_it_is_the_turn_of_whoever_leads_a_visit_and_of_no_other_member(db, visit, programmed):
    matter = programmed()
    actions.enter(matter, BEGUN(), on=TODAY, by=acting(people.amina()))
    bruno = people.bruno()
    head, reference = Role.HEAD_OF_DELEGATION, matter.reference

    before = told(browser_of(bruno).get("/desk/"))
    team.give(
        reference, bruno, head, by=acting(make_person("b", Role.REGISTRAR)), at=timezone.now()
    )
    after = told(browser_of(bruno).get("/desk/"))

    assert reference not in before["Waits for you"]
    assert reference in after["Waits for you"]


def test_what_others_entered_is_told_until_one_was_here_again(amina, programmed):
    def long_ago(rows, *names: str) -> None:
        rows.update(**dict.fromkeys(names, timezone.now() - timedelta(days=2)))

    desk = browser_of(amina)
    long_ago(Session.objects, "started_at")
    Line.objects.create(
        strand=0,
        number=9_000,
        at=timezone.now() - timedelta(days=3),
        by=amina.code,
        face="desk",
        area="docket",
        event="docket.read",
        outcome="done",
        digest="",
    )
    first = programmed("V/2001")
    programmed("V/2002", by=acting(amina))
    Act.objects.filter(matter=first).update(by="P-OTHER")

    text = told(desk.get("/desk/"))["Changed since"]

    assert "Put on the programme" in text
    assert "V/2001" in text
    assert "entered by P-OTHER" in text
    assert "V/2002" not in text
    again = browser_of(amina)
    again.get("/desk/matters/V/2001/")
    later = browser_of(amina)
    assert "V/2001" not in told(later.get("/desk/"))["Changed since"]


def test_a_member_is_told_nothing_of_matters_of_their_own_state(db, report, states):
    report("SPT/REPORT/MOZ/2025", state="MOZ")
    report("SPT/REPORT/PER/2025")

    page = browser_of(people.bruno()).get("/desk/")

    assert linked(page, "matters/") == ["SPT/REPORT/PER/2025"]


def test_my_day_tells_of_what_waits_for_a_decision(desk: Client, visit):
    reference = visit().reference
    browser_of(people.bruno()).post(
        "/desk/emergency/", {"reference": reference, "reason": "A threat."}
    )

    page = said(desk.get("/desk/"))

    assert "1 request for access in an emergency waits for your decision." in page
    assert "A threat." not in page


def test_a_long_part_leads_to_the_list_of_all_of_it(desk: Client, report):
    for number in range(7):
        report(f"SPT/REPORT/PER/{number}")

    page = desk.get("/desk/")

    assert linked(page, "matters/") == [f"SPT/REPORT/PER/{number}" for number in range(6)]
    assert 'href="/desk/matters/?due=late&amp;order=due"' in page.text.replace(
        "&order", "&amp;order"
    )
    assert len(linked(desk.get("/desk/matters/?due=late&order=due"), "matters/")) == 7


def test_the_first_page_of_the_administrator_shows_no_matter(visit):
    visit()

    page = browser_of(people.dora()).get("/desk/")

    assert linked(page, "matters/") == []
    assert "takes no part in its matters" in said(page)


def test_an_outsider_finds_no_day_here(visit):
    visit()

    assert browser_of(people.chidi()).get("/desk/").status_code == 404


def test_my_day_takes_as_many_statements_for_three_matters_as_for_one(
    desk: Client, programmed, report
):
    def entered(number: int) -> None:
        programmed(f"V/200{number}")
        report(f"LATE/{number}")
        report(f"LATER/{number}", on=TODAY - timedelta(days=30))

    entered(1)
    desk.get("/desk/")
    with counting() as one:
        desk.get("/desk/")
    entered(2), entered(3)
    with counting() as three:
        desk.get("/desk/")

    assert one == three
    assert one[0] < 30
