"""Access in an emergency: the same answer to everyone who asks; decided by another person."""

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access.models import EmergencyRequest
from amparo.access.permissions import Post, Role
from amparo.audit.models import Line
from tests import people
from tests.desk.conftest import counting
from tests.desk.pages import errors, linked, refused, said
from tests.people import browser_of, make_person

REFERENCE = "SPT/VISIT/PER/2025"
PATH = "/desk/emergency/"
REASON = "The witness was threatened."


@pytest.fixture
def gael(db: None) -> Client:
    """Gael, of the secretariat of another body, at his browser."""
    return browser_of(make_person("gael", Post(Role.SECRETARIAT, body="CAT")))


def asked_for(client: Client, reference: str = REFERENCE):
    """Ask for access to a matter, and return the page that is shown then."""
    return client.post(PATH, {"reference": reference, "reason": REASON}, follow=True)


def test_whoever_asks_is_answered_alike_for_every_reference(gael, visit):
    visit()

    there, not_there = asked_for(gael), asked_for(gael, "SPT/VISIT/NONE/2025")

    assert there.redirect_chain == not_there.redirect_chain == [(f"{PATH}?sent=yes", 302)]
    without_mark = [one.text.partition("csrfmiddlewaretoken")[0] for one in (there, not_there)]
    assert without_mark[0] == without_mark[1]
    assert said(there) == said(not_there)
    assert EmergencyRequest.objects.count() == 1


def test_another_person_reads_why_and_gives_access_for_a_day(desk: Client, gael, visit):
    visit()
    asked_for(gael)
    before = gael.get(f"/desk/matters/{REFERENCE}/").status_code

    waiting = desk.get(PATH)
    (number,) = linked(waiting, "emergency/")
    question = desk.get(f"{PATH}{number}/")
    given = desk.post(f"{PATH}{number}/", {"answer": "give"})

    assert REASON not in said(waiting)
    assert REASON in said(question)
    assert (given.status_code, given["Location"]) == (302, PATH)
    assert before == 404
    assert gael.get(f"/desk/matters/{REFERENCE}/").status_code == 200
    assert linked(desk.get(PATH), "emergency/") == []


def test_declined_access_is_not_given(desk: Client, gael, visit):
    visit()
    asked_for(gael)
    (number,) = linked(desk.get(PATH), "emergency/")

    desk.post(f"{PATH}{number}/", {"answer": "decline"})

    assert gael.get(f"/desk/matters/{REFERENCE}/").status_code == 404
    assert EmergencyRequest.objects.get().decided_at is not None


def test_an_answer_that_is_neither_decides_nothing(desk: Client, gael, visit):
    visit()
    asked_for(gael)
    (number,) = linked(desk.get(PATH), "emergency/")

    desk.post(f"{PATH}{number}/", {"answer": "perhaps"})

    assert EmergencyRequest.objects.get().decided_at is None


def test_access_that_may_not_be_given_is_refused_and_stays_open(desk: Client, visit):
    visit(state="MOZ")
    asked_for(browser_of(people.bruno()))
    (number,) = linked(desk.get(PATH), "emergency/")

    page = desk.post(f"{PATH}{number}/", {"answer": "give"})

    assert page.status_code == 400
    assert refused(page) == [
        "The matter concerns the State of this person's nationality. Rule: TB-EL-5."
    ]
    assert EmergencyRequest.objects.get().decided_at is None


def test_reading_why_leaves_a_line(amina, desk: Client, gael, visit):
    visit()
    asked_for(gael)
    (number,) = linked(desk.get(PATH), "emergency/")
    desk.get(f"{PATH}{number}/")

    line = Line.objects.get(event="access.emergency_read")
    assert (line.by, line.about, line.face) == (amina.code, REFERENCE, "desk")


def test_nobody_decides_on_what_they_asked_for_or_may_not_know_of(amina, desk, gael, visit):
    visit()
    asked_for(desk)
    (request,) = EmergencyRequest.objects.all()

    assert linked(desk.get(PATH), "emergency/") == []
    for browser in (desk, gael, browser_of(people.bruno()), browser_of(people.dora())):
        assert browser.get(f"{PATH}{request.pk}/").status_code == 404
        assert browser.post(f"{PATH}{request.pk}/", {"answer": "give"}).status_code == 404
    assert EmergencyRequest.objects.get().decided_at is None


@pytest.mark.parametrize("reason", ["", "  ", "a\0b", "a" * 1_001])
def test_a_request_without_a_reason_is_not_sent(gael, visit, reason: str):
    visit()

    page = gael.post(PATH, {"reference": REFERENCE, "reason": reason})

    assert page.status_code == 400
    assert len(errors(page)) == 1
    assert EmergencyRequest.objects.count() == 0


def test_the_custodian_decides_and_asks_for_nothing(db, gael, visit):
    visit()
    asked_for(gael)
    custodian = browser_of(make_person("wanjiru", Role.CUSTODIAN_OF_IDENTITIES))

    assert len(linked(custodian.get(PATH), "emergency/")) == 1
    assert "Ask for access" not in said(custodian.get(PATH))
    page = custodian.post(PATH, {"reference": REFERENCE, "reason": REASON})
    assert page.status_code == 400
    assert EmergencyRequest.objects.count() == 1


def test_a_request_about_a_matter_that_was_disposed_of_waits_no_more(desk, gael, visit):
    matter = visit()
    asked_for(gael)
    (number,) = linked(desk.get(PATH), "emergency/")
    matter.disposed_on = timezone.now().date()
    matter.save()

    assert linked(desk.get(PATH), "emergency/") == []
    assert desk.post(f"{PATH}{number}/", {"answer": "give"}).status_code == 404


def test_the_page_takes_as_many_statements_for_three_as_for_one(desk: Client, gael, visit):
    for number in (1, 2, 3):
        visit(f"V/{number}")
    asked_for(gael, "V/1")
    desk.get(PATH)
    with counting() as one:
        desk.get(PATH)
    asked_for(gael, "V/2"), asked_for(gael, "V/3")
    with counting() as three:
        page = desk.get(PATH)

    assert len(linked(page, "emergency/")) == 3
    assert one == three
