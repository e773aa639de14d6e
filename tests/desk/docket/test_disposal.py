"""Disposal at the desk: what is due, and destroying it once its reference was typed."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access.permissions import RECORD_LOADER, Post, Role
from amparo.docket import actions, attachments
from amparo.docket.models import Matter
from amparo.vault import keystore
from amparo.visits.procedures.visit import CONDUCTED, INTERVIEWED, PROGRAMMED, VISIT
from tests.desk.conftest import WITNESS, counting, moment
from tests.desk.pages import errors, linked, refused, said
from tests.people import acting, browser_of, make_person

pytestmark = pytest.mark.django_db(transaction=True)
REFERENCE = "SPT/VISIT/PER/1990"
PATH = f"/desk/disposal/{REFERENCE}/"


@pytest.fixture
def over(transactional_db: None) -> Callable[..., Matter]:
    """A visit that was concluded longer ago than anything of it is kept."""

    def made(reference: str = REFERENCE, state: str = "PER", year: int = 1990) -> Matter:
        matter = actions.open_docket(
            VISIT,
            reference,
            PROGRAMMED(state=state, year=year),
            on=date(year, 1, 1),
            by=RECORD_LOADER,
            at=moment(year, 1, 1),
        )
        for content in (CONDUCTED(), INTERVIEWED(person=[WITNESS], account="A scar.")):
            actions.enter(
                matter, content, on=date(year, 6, 1), by=RECORD_LOADER, at=moment(year, 6, 1)
            )
        matter.refresh_from_db()
        return matter

    return made


def test_what_is_due_is_listed_the_oldest_first(desk: Client, over):
    over("V/1991", year=1991), over("V/1990"), over("V/2024", year=2024)

    page = desk.get("/desk/disposal/")

    assert linked(page, "disposal/") == ["V/1990", "V/1991"]
    assert "Due since 1 June 2020: Thirty years after the last act" in said(page)


def test_nothing_due_is_said_in_a_sentence(desk: Client):
    assert "Matters whose time is over will be listed here." in said(desk.get("/desk/disposal/"))


def test_the_content_is_destroyed_once_the_reference_was_typed(amina, desk: Client, over):
    matter = over()
    attachments.attach(REFERENCE, "note.txt", b"A scar.", by=acting(amina), at=timezone.now())

    asked = said(desk.get(PATH))
    done = desk.post(PATH, {"reference": REFERENCE})
    page = said(desk.get(f"/desk/matters/{REFERENCE}/"))

    assert "This cannot be undone, by anyone, not even from a backup." in asked
    assert "what is sealed in 1 of its acts 1 file" in asked
    assert "Its 3 acts stay, with their days" in asked
    assert (done.status_code, done["Location"]) == (302, f"/desk/matters/{REFERENCE}/")
    assert matter.key in keystore.destroyed([matter.key])
    assert "The confidential content of this docket was destroyed on" in page
    assert "Confidential content destroyed" in page
    assert "A scar." not in page
    for room in ("files", "team"):
        assert desk.get(f"/desk/{room}/{REFERENCE}/").status_code == 200
    assert linked(desk.get("/desk/disposal/"), "disposal/") == []
    assert desk.get(PATH).status_code == 404


def test_nobody_is_given_access_to_what_was_destroyed(desk: Client, over):
    over()
    desk.post(PATH, {"reference": REFERENCE})
    fatou = make_person("fatou", Role.CASE_OFFICER)

    page = desk.post(
        f"/desk/team/{REFERENCE}/", {"code": fatou.code, "role": "case officer", "kind": "team"}
    )

    assert refused(page) == [
        "The content of this docket was destroyed; nobody is given access to it."
    ]


@pytest.mark.parametrize("typed", ["", "SPT/VISIT/PER/1991", "yes"])
def test_nothing_is_destroyed_under_another_reference(desk: Client, over, typed: str):
    matter = over()

    page = desk.post(PATH, {"reference": typed})

    assert page.status_code == 400
    assert len(errors(page)) == 1
    assert keystore.destroyed([matter.key]) == set()


def test_what_is_still_needed_is_not_destroyed(desk: Client, over):
    matter = over(year=2024)

    page = desk.post(PATH, {"reference": REFERENCE})

    assert page.status_code == 400
    assert refused(page) == [
        "The content of this docket is kept until 2054-06-01. Rule: SPT-CONF-1."
    ]
    assert keystore.destroyed([matter.key]) == set()


@pytest.mark.parametrize(
    "post",
    [Post(Role.SECRETARIAT), Post(Role.REGISTRAR, body="CAT"), Post(Role.ADMINISTRATOR)],
    ids=["not theirs to do", "of another body", "the administrator"],
)
def test_others_find_nothing_to_dispose_of(over, post: Post):
    matter = over()
    browser = browser_of(make_person("somebody", post))

    page = browser.get("/desk/disposal/")

    assert page.status_code == 404 or linked(page, "disposal/") == []
    assert browser.get(PATH).status_code == 404
    assert browser.post(PATH, {"reference": REFERENCE}).status_code == 404
    assert keystore.destroyed([matter.key]) == set()


def test_the_list_takes_as_many_statements_for_three_as_for_one(desk: Client, over):
    over("V/1")
    desk.get("/desk/disposal/")
    with counting() as one:
        desk.get("/desk/disposal/")
    over("V/2"), over("V/3")
    with counting() as three:
        page = desk.get("/desk/disposal/")

    assert len(linked(page, "disposal/")) == 3
    assert one == three
