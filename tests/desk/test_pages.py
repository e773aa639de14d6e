"""The frame of the desk: who comes in, which rooms they find, what is kept of it."""

import pytest
from django.test import Client

from amparo.access.permissions import Post, Role
from tests import people
from tests.people import browser_of, make_person

from .pages import rooms, title

EVERYONE = ["My day", "Matters", "Search", "My account"]


@pytest.mark.parametrize(
    ("role", "found"),
    [
        (
            Role.REGISTRAR,
            ["My day", "Matters", "Search", "Names", "Emergency", "Disposal", "My account"],
        ),
        (Role.SECRETARIAT, ["My day", "Matters", "Search", "Emergency", "My account"]),
        (
            Role.CUSTODIAN_OF_IDENTITIES,
            ["My day", "Matters", "Search", "Names", "Emergency", "My account"],
        ),
        (Role.STATISTICIAN, EVERYONE),
        (Role.ADMINISTRATOR, ["Desk", "People", "My account"]),
        (Role.AUDITOR, ["Desk", "Trail", "My account"]),
    ],
)
def test_each_finds_their_own_rooms(db, role: Role, found: list[str]):
    response = browser_of(make_person("somebody", role)).get("/desk/")

    assert (response.status_code, rooms(response)) == (200, found)


def test_nobody_signed_in_is_sent_to_sign_in(db):
    response = Client().get("/desk/matters/")

    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=/desk/matters/")


def test_an_account_without_a_role_finds_no_desk(db):
    assert browser_of(make_person("somebody")).get("/desk/").status_code == 404


def test_staff_without_a_second_factor_are_sent_to_set_one_up(db):
    from allauth.mfa.models import Authenticator

    amina = people.amina()
    Authenticator.objects.filter(user=amina).delete()

    response = browser_of(amina).get("/desk/")

    assert (response.status_code, response["Location"]) == (302, "/account/second-factor/")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/desk/", 200), ("/ar/desk/matters/", 200), ("/desk/matters/NONE/", 404)],
)
def test_no_answer_of_the_desk_is_kept(desk: Client, path: str, status: int):
    response = desk.get(path)

    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]


def test_a_form_that_is_not_ours_does_nothing(amina, visit):
    browser = browser_of(amina, checks_forms=True)
    reference = visit().reference

    for path in (
        f"team/{reference}/",
        f"files/{reference}/",
        f"notes/{reference}/",
        "emergency/",
        "names/",
    ):
        assert browser.post(f"/desk/{path}", {"reference": reference}).status_code == 403


def test_whoever_is_signed_in_can_sign_out(desk: Client):
    desk.post("/sign-out/")

    assert desk.get("/desk/").status_code == 302


def test_a_refusal_leaves_its_line_at_the_desk(amina, desk: Client):
    from amparo.audit.models import Line

    desk.get("/desk/matters/SPT/VISIT/NONE/")

    line = Line.objects.get(event="access.refused")
    assert (line.by, line.face, line.outcome) == (amina.code, "desk", "refused")


def test_a_title_names_the_matter_and_nobody(desk: Client, visit):
    reference = visit().reference

    assert title(desk.get(f"/desk/matters/{reference}/")) == "SPT/VISIT/PER/2025 · Amparo"


def test_the_pages_speak_arabic_from_right_to_left(desk: Client):
    response = desk.get("/ar/desk/")

    assert '<html lang="ar" dir="rtl">' in response.text


@pytest.mark.parametrize(
    "path",
    ["", "matters/", "matters/SPT/VISIT/MOZ/2025/", "files/SPT/VISIT/MOZ/2025/", "disposal/"],
)
def test_an_outsider_finds_nothing_here(db, visit, path: str):
    visit("SPT/VISIT/MOZ/2025", "MOZ")
    browser = browser_of(people.chidi())

    assert browser.get("/mission/matters/SPT/VISIT/MOZ/2025/").status_code == 200
    assert browser.get(f"/desk/{path}").status_code == 404


def test_a_role_for_another_body_reaches_nothing_here(db, visit):
    visit()
    browser = browser_of(make_person("grace", Post(Role.SECRETARIAT, body="CAT")))

    assert browser.get("/desk/matters/SPT/VISIT/PER/2025/").status_code == 404
