"""The pages that links in letters open, and asking for one."""

import pytest

from amparo.access.accounts.invitations import invite, send_way_back
from amparo.access.models import Invitation, User
from tests.accounts import PASSWORD, browser, code_now, trail, with_app

SAME = "If there is an account with this address, a letter with a link is on its way."


@pytest.fixture
def path(db) -> str:
    """The path of a link that invites Bruno."""
    sent = invite(email="bruno@example.org", name="Bruno Silva", by=None)
    return sent.link.removeprefix("http://localhost:8000")


def test_the_token_leaves_the_address_at_once(path: str):
    client = browser()

    opened = client.get(path)
    page = client.get(opened["Location"])

    assert opened["Location"] == "/invitation/"
    assert opened["Referrer-Policy"] == "no-referrer"
    assert "no-store" in opened["Cache-Control"]
    assert "bruno@example.org" in page.text
    assert path.split("/")[2] not in page.text


def test_taking_it_up_signs_in(path: str):
    client = browser()
    client.get(path)

    weak = client.post("/invitation/", {"new_password": "short"})
    done = client.post("/invitation/", {"new_password": PASSWORD})

    assert "This password is too short" in weak.text
    assert done["Location"] == "/account/"
    user = User.objects.get()
    assert client.get("/account/").status_code == 200
    assert trail() == [
        ("access.invited", "command line", "done"),
        ("access.invitation_taken_up", user.code, "done"),
        ("access.signed_in", user.code, "done"),
    ]


def test_a_link_that_was_used_opens_nothing_anywhere(path: str):
    first, second = browser(), browser()
    first.get(path)
    second.get(path)
    first.post("/invitation/", {"new_password": PASSWORD})

    late = second.post("/invitation/", {"new_password": "somebody else's long words"})

    assert late.status_code == 404
    assert browser().get(path).status_code == 404
    assert second.get("/account/").status_code == 302
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "A" * 5000, "..%2f", "é", "' OR 1=1 --"])
def test_a_made_up_token_opens_nothing(path: str, token: str):
    assert browser().get(f"/invitation/{token}/").status_code in (400, 404)


def test_the_page_without_a_token_is_not_there(db):
    assert browser().get("/invitation/").status_code == 404
    assert browser().post("/invitation/", {"new_password": PASSWORD}).status_code == 404


def test_asking_for_a_link_is_answered_alike_for_everyone(amina: User, mailoutbox):
    known = browser().post("/sign-in/help/", {"email": amina.email})
    unknown = browser().post("/sign-in/help/", {"email": "nobody@example.org"})

    assert SAME in known.text
    assert known.text.split("<main")[1] == unknown.text.split("<main")[1]
    assert [letter.to for letter in mailoutbox] == [["amina@example.org"]]


def test_asking_again_and_again_sends_no_more_letters(amina: User, mailoutbox):
    for _time in range(8):
        response = browser().post("/sign-in/help/", {"email": amina.email})
        assert SAME in response.text

    assert len(mailoutbox) < 5


def test_the_way_back_still_asks_for_the_second_factor(amina: User, mailoutbox):
    with_app(amina)
    send_way_back(amina.email)
    (line,) = [one for one in mailoutbox[0].body.splitlines() if one.startswith("http")]
    client = browser()
    client.get(line.removeprefix("http://localhost:8000"))

    page = client.get("/invitation/")
    asked = client.post("/invitation/", {"new_password": "another set of quiet words"})
    not_yet = client.get("/account/")
    client.post("/sign-in/second-factor/", {"code": code_now()})

    assert "Choose a new password" in page.text
    assert asked["Location"] == "/sign-in/second-factor/"
    assert not_yet.status_code == 302
    assert client.get("/account/").status_code == 200


def test_the_link_in_a_letter_does_not_come_from_the_request(amina: User, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["*"]
    browser().post("/sign-in/help/", {"email": amina.email}, headers={"host": "evil.example"})

    assert "evil.example" not in mailoutbox[0].body
    assert "http://localhost:8000/invitation/" in mailoutbox[0].body


def test_a_letter_that_cannot_be_sent_changes_nothing_for_whoever_asks(amina, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    response = browser().post("/sign-in/help/", {"email": amina.email})

    assert SAME in response.text
    assert "access.letter_not_sent" in caplog.text
    assert "amina" not in caplog.text


def test_one_open_link_at_a_time(amina: User, mailoutbox):
    send_way_back(amina.email)
    send_way_back(amina.email)

    assert Invitation.objects.filter(voided_at=None).count() == 1
