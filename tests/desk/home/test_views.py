"""The first page: what is due, what waits, what happened last."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests import people
from tests.desk.conftest import counting
from tests.desk.pages import linked, said
from tests.people import browser_of


def test_home_says_what_is_due_what_is_late_and_what_happened_last(
    desk: Client, visit, report, states
):
    report("SPT/REPORT/PER/2025")
    report("SPT/REPORT/MOZ/2025", state="MOZ", on=timezone.now().date() - timedelta(days=30))
    visit()

    page = desk.get("/desk/")

    due, _late, rest = said(page).partition("What became late last")
    late, _last, last = rest.partition("What happened last")
    assert "SPT/REPORT/MOZ/2025 Visit report · Mozambique Transmitted" in due
    assert "left" in due
    assert "SPT/REPORT/PER/2025 Visit report · Peru Transmitted" in late
    assert "Due 1 March 2026 late by" in late
    assert last.index("SPT/REPORT/MOZ/2025") < last.index("SPT/VISIT/PER/2025")


def test_home_without_matters_says_what_will_be_here(desk: Client):
    page = said(desk.get("/desk/"))

    assert "Time limits that run in your matters will be listed here." in page
    assert "Matters that you may know of will be listed here." in page


def test_home_tells_of_what_waits_for_a_decision(desk: Client, visit):
    reference = visit().reference
    browser_of(people.bruno()).post(
        "/desk/emergency/", {"reference": reference, "reason": "A threat."}
    )

    page = said(desk.get("/desk/"))

    assert "1 request for access in an emergency waits for your decision." in page
    assert "A threat." not in page


def test_home_of_the_administrator_shows_no_matter(visit):
    visit()

    page = browser_of(people.dora()).get("/desk/")

    assert linked(page, "matters/") == []
    assert "takes no part in its matters" in said(page)


def test_home_takes_as_many_statements_for_three_matters_as_for_one(desk: Client, visit, report):
    visit("V/1"), report("R/1")
    desk.get("/desk/")
    with counting() as one:
        desk.get("/desk/")
    for number in (2, 3):
        visit(f"V/{number}"), report(f"R/{number}")
    with counting() as three:
        desk.get("/desk/")

    assert one == three
