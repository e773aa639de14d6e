"""Signing in with a password and a second factor, through the pages."""

import pytest

from amparo.access.models import AccountState, User
from tests.accounts import (
    PASSWORD,
    browser,
    code_now,
    person,
    signed_in,
    trail,
    with_app,
)

REFUSED = (
    "You could not be signed in. Check the address and the password. After several failures,"
    " wait some minutes before you try again, or use a passkey."
)
OWN_PAGES = [
    "/account/",
    "/account/confirm/",
    "/account/password/",
    "/account/sessions/",
    "/account/second-factor/",
    "/account/second-factor/app/",
    "/account/second-factor/codes/",
    "/account/second-factor/passkey/",
]


def test_sign_in_leads_to_ones_own_account(amina: User):
    client = browser()

    page = client.post(
        "/sign-in/", {"email": "amina@example.org", "password": PASSWORD}, follow=True
    )

    assert page.redirect_chain == [("/account/", 302)]
    assert "Amina Diallo" in page.text
    assert trail() == [("access.signed_in", amina.code, "done")]


@pytest.mark.parametrize(
    "typed", ["AMINA@Example.org", "  amina@example.org ", "ａmina@example.org"]
)
def test_an_address_is_found_however_it_is_written(amina: User, typed: str):
    response = browser().post("/sign-in/", {"email": typed, "password": PASSWORD})

    assert response["Location"] == "/account/"


def test_an_address_with_other_dots_is_somebody_else(amina: User):
    response = browser().post("/sign-in/", {"email": "a.mina@example.org", "password": PASSWORD})

    assert REFUSED in response.text


@pytest.mark.parametrize(
    ("state", "email", "password"),
    [
        pytest.param(AccountState.ACTIVE, "amina@example.org", "wrong " * 3, id="wrong password"),
        pytest.param(AccountState.ACTIVE, "nobody@example.org", PASSWORD, id="unknown account"),
        pytest.param(AccountState.INVITED, "amina@example.org", PASSWORD, id="waiting account"),
        pytest.param(None, "amina@example.org", PASSWORD, id="closed account"),
        pytest.param(AccountState.ACTIVE, "amina\0@example.org", PASSWORD, id="a zero byte"),
        pytest.param(AccountState.ACTIVE, "amina@example.org", "\0" * 12, id="zero bytes only"),
    ],
)
def test_every_refusal_is_the_same_sentence(db, state, email: str, password: str):
    from amparo.access.accounts.opening import close_account

    user = person(state=state or AccountState.ACTIVE)
    if state is None:
        close_account(user, by=None)

    response = browser().post("/sign-in/", {"email": email, "password": password})

    if "\0" not in email + password:
        assert REFUSED in response.text
        assert "refused" in trail()[-1]
    assert response.status_code in (200, 400)
    assert "_auth_user_id" not in response.client.session


def test_the_refusal_of_an_unknown_address_names_nobody(amina: User):
    browser().post("/sign-in/", {"email": "nobody@example.org", "password": PASSWORD})
    browser().post("/sign-in/", {"email": "amina@example.org", "password": "not the right one"})

    assert trail() == [
        ("access.sign_in_refused", "nobody", "refused"),
        ("access.sign_in_refused", amina.code, "refused"),
    ]


def test_a_second_factor_is_asked_for_and_lets_in(amina: User):
    with_app(amina)
    client = browser()

    asked = client.post("/sign-in/", {"email": amina.email, "password": PASSWORD})
    not_yet = client.get("/account/")
    wrong = client.post("/sign-in/second-factor/", {"code": "000000"})
    right = client.post("/sign-in/second-factor/", {"code": code_now()})

    assert asked["Location"] == "/sign-in/second-factor/"
    assert not_yet["Location"] == "/sign-in/?next=/account/"
    assert "This code is not right, or was used already." in wrong.text
    assert right["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_a_code_works_once(amina: User):
    with_app(amina)
    code = code_now()
    first, second = browser(), browser()
    for client in (first, second):
        client.post("/sign-in/", {"email": amina.email, "password": PASSWORD})

    used = first.post("/sign-in/second-factor/", {"code": code})
    replayed = second.post("/sign-in/second-factor/", {"code": code})

    assert used["Location"] == "/account/"
    assert "This code is not right, or was used already." in replayed.text
    assert second.get("/account/").status_code == 302


def test_the_second_factor_page_is_for_those_who_gave_the_password(amina: User):
    with_app(amina)

    assert browser().get("/sign-in/second-factor/")["Location"] == "/sign-in/"
    assert (
        browser().post("/sign-in/second-factor/", {"code": code_now()})["Location"] == "/sign-in/"
    )


@pytest.mark.parametrize("path", OWN_PAGES)
def test_ones_own_pages_are_closed_to_strangers(db, path: str):
    response = browser().get(path)

    assert (response.status_code, response["Location"]) == (302, f"/sign-in/?next={path}")


@pytest.mark.parametrize("path", OWN_PAGES)
def test_ones_own_pages_open_and_are_kept_by_nobody(amina: User, path: str):
    response = signed_in(amina).get(path)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert response.text.count("<h1") == 1


def test_sign_in_goes_on_to_the_page_that_was_asked_for(amina: User):
    sent = {"email": amina.email, "password": PASSWORD, "next": "/account/sessions/"}

    assert browser().post("/sign-in/", sent)["Location"] == "/account/sessions/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/account/\r\nSet-Cookie: a=b",
        " //evil.example",
        "http://localhost/account/",
        "///evil.example",
        "/%0d%0aX: y\n",
    ],
)
def test_sign_in_never_leads_to_another_site(amina: User, elsewhere: str):
    sent = {"email": amina.email, "password": PASSWORD, "next": elsewhere}

    response = browser().post("/sign-in/", sent)

    assert response["Location"] == "/account/"
    assert elsewhere not in browser().get("/sign-in/", {"next": elsewhere}).text


def test_sign_in_in_another_language_goes_on_in_the_persons_own(amina: User):
    amina.language = "fr"
    amina.save()

    response = browser().post("/ar/sign-in/", {"email": amina.email, "password": PASSWORD})

    assert response["Location"] == "/fr/account/"


def test_signing_out_takes_a_form_and_ends_the_session(amina: User):
    client = signed_in(amina)

    asked = client.get("/sign-out/")
    still_in = client.get("/account/").status_code
    client.post("/sign-out/")

    assert asked.status_code == 200
    assert still_in == 200
    assert client.get("/account/").status_code == 302
    assert trail()[-1] == ("access.signed_out", amina.code, "done")
