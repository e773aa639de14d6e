"""The frame of the mission face: who comes in, what they find, what is kept of it."""

from __future__ import annotations

import pytest
from django.test import Client

from amparo.access.permissions import ROLES, Post, Role
from tests.people import browser_of, make_person

from .pages import navigation

OUTSIDERS = [role for role in Role if ROLES[role].outsider]
INSIDERS = [role for role in Role if not ROLES[role].outsider and role is not Role.SERVICE]


def person_with(role: Role) -> Client:
    state = "MOZ" if role in (Role.STATE_FOCAL_POINT, Role.NPM_FOCAL_POINT) else ""
    return browser_of(make_person("somebody", Post(role, state=state), nationalities=("CHE",)))


@pytest.mark.parametrize("role", OUTSIDERS)
def test_outsiders_find_their_rooms(role: Role):
    page = person_with(role).get("/mission/")

    assert page.status_code == 200
    assert navigation(page) == [
        ("/mission/", "What is asked of you"),
        ("/mission/matters/", "Matters"),
        ("/account/", "My account"),
    ]


@pytest.mark.parametrize("path", ["", "matters/", "matters/NONE/"])
@pytest.mark.parametrize("role", INSIDERS)
def test_those_of_the_body_find_nothing_here(role: Role, path: str):
    assert person_with(role).get(f"/mission/{path}").status_code == 404


def test_an_account_without_a_role_finds_nothing_here_and_a_sentence_on_its_own_page(db):
    browser = browser_of(make_person("somebody"))

    assert browser.get("/mission/").status_code == 404
    own = browser.get("/account/")
    assert "No role has been given to you yet" in own.text
    assert 'href="/mission/"' not in own.text
    assert 'href="/desk/"' not in own.text


def test_nobody_signed_in_is_sent_to_sign_in(db):
    answer = Client().get("/mission/matters/")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/mission/matters/")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/mission/", 200), ("/ar/mission/matters/", 200), ("/mission/matters/NONE/", 404)],
)
def test_no_answer_of_this_face_is_kept(mission: Client, path: str, status: int):
    answer = mission.get(path)

    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]


def test_whoever_is_signed_in_can_sign_out(mission: Client):
    mission.post("/sign-out/")

    assert mission.get("/mission/").status_code == 302


def test_the_pages_speak_arabic_from_right_to_left(mission: Client, report):
    report()

    for path in ("", "matters/", "matters/SPT/REPORT/MOZ/2025/", "files/SPT/REPORT/MOZ/2025/"):
        assert '<html lang="ar" dir="rtl">' in mission.get(f"/ar/mission/{path}").text


def test_a_title_names_the_matter_and_nobody(mission: Client, report):
    report()

    page = mission.get("/mission/matters/SPT/REPORT/MOZ/2025/")

    assert "<title>SPT/REPORT/MOZ/2025 · Amparo</title>" in page.text
