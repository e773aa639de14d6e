"""The frame of the entrance: whoever is signed in finds the way to their own face."""

import pytest
from django.test import Client

from amparo.access import actions
from amparo.access.models import User
from amparo.access.permissions import Actor, Post, Role
from tests.accounts import PASSWORD, browser
from tests.people import LONG_AGO, browser_of, make_person

pytestmark = pytest.mark.django_db
DESK, MISSION, SIGN_IN = (f'<a href="{path}">' for path in ("/desk/", "/mission/", "/sign-in/"))
DORA = Actor("dora", (Post(Role.ADMINISTRATOR),))
REGISTRAR = Post(Role.REGISTRAR)
FOCAL_POINT = Post(Role.STATE_FOCAL_POINT, state="MOZ")


def ways(client: Client, path: str = "/account/") -> list[str]:
    """Return which of the three ways stand on a page."""
    page = client.get(path).text
    return [one for one in (DESK, MISSION, SIGN_IN) if one in page]


@pytest.mark.parametrize(
    ("posts", "found"),
    [
        ([REGISTRAR], [DESK]),
        ([FOCAL_POINT], [MISSION]),
        ([Post(Role.CASE_OFFICER), FOCAL_POINT], [DESK, MISSION]),
        ([Post(Role.ADMINISTRATOR)], [DESK]),
        ([], []),
    ],
)
def test_the_own_account_leads_to_the_faces_of_ones_roles(posts: list[Post], found: list[str]):
    assert ways(browser_of(make_person("somebody", *posts))) == found


def test_whoever_is_not_signed_in_is_shown_the_way_in():
    assert ways(Client(), "/sign-in/") == [SIGN_IN]


@pytest.mark.parametrize(
    ("posts", "home"),
    [([FOCAL_POINT], "/mission/"), ([Post(Role.ADMINISTRATOR)], "/desk/"), ([], "/account/")],
)
def test_signing_in_leads_to_ones_own_face(posts: list[Post], home: str):
    user = make_person("somebody")
    user.set_password(PASSWORD)
    user.save()
    _appoint(user, posts)

    client = browser()
    answer = client.post("/sign-in/", {"email": "somebody@example.org", "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, home)


def test_signing_in_leads_where_somebody_was_going():
    user = make_person("somebody", FOCAL_POINT)
    user.set_password(PASSWORD)
    user.save()
    sent = {"email": "somebody@example.org", "password": PASSWORD, "next": "/mission/matters/"}

    assert browser().post("/sign-in/", sent)["Location"] == "/mission/matters/"


def test_letters_are_switched_off_and_on_again():
    user = make_person("somebody", FOCAL_POINT)
    client = browser_of(user)

    for answer, wanted, offered in (("no", False, "yes"), ("yes", True, "no")):
        assert client.post("/account/", {"letters": answer})["Location"] == "/account/"
        user.refresh_from_db()
        assert user.wants_letters is wanted
        assert f'name="letters" value="{offered}"' in client.get("/account/").text


def test_an_answer_that_is_none_changes_nothing():
    user = make_person("somebody", FOCAL_POINT)

    assert browser_of(user).post("/account/", {"letters": "perhaps"}).status_code == 200
    user.refresh_from_db()
    assert (user.wants_letters, user.language) == (True, "en")


def _appoint(user: User, posts: list[Post]) -> None:
    """Give somebody roles without a second factor: where a password alone leads is the question."""
    for post in posts:
        actions.appoint(user, post.role, state=post.state, by=DORA, at=LONG_AGO)
