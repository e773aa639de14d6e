"""Whatever is sent to the entrance ends in a sentence, never in a fault; nothing is left in clear."""

from __future__ import annotations

import json

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.access.models import User
from tests.accounts import PASSWORD, browser, code_now, signed_in, with_app

STRANGERS = [
    "/sign-in/",
    "/sign-in/passkey/",
    "/sign-in/help/",
    "/invitation/",
    "/sign-in/second-factor/",
]
OWN = [
    "/account/",
    "/account/confirm/",
    "/account/password/",
    "/account/sessions/",
    "/account/second-factor/app/",
    "/account/second-factor/codes/",
    "/account/second-factor/passkey/",
    "/account/second-factor/7/",
]
FIELDS = ["email", "password", "new_password", "code", "credential", "next", "mark", "language"]
NASTY = [
    "",
    "\0",
    "a\0b@example.org",
    "x" * 100_000,
    "a@example.org\r\nBcc: b@example.org",
    "{}",
    "[]",
    "null",
    "[" * 10_000,
    '{"id": 1}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
    '{"id": "x", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA",'
    ' "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}}',
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "../../etc/passwd",
    "%s%n{0}{user.password}",
    "<script>alert(1)</script>",
    "' OR '1'='1",
]


@pytest.mark.parametrize("path", STRANGERS)
@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_a_stranger_gets_a_sentence_whatever_is_sent(db, path: str, nasty: str):
    client = browser()
    client.get(path)

    response = client.post(path, dict.fromkeys(FIELDS, nasty))

    assert response.status_code in (200, 302, 400, 404)
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("path", OWN)
@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_somebody_signed_in_gets_a_sentence_whatever_is_sent(amina: User, path: str, nasty: str):
    client = signed_in(amina)
    client.get(path)

    response = client.post(path, dict.fromkeys(FIELDS, nasty))

    assert response.status_code in (200, 302, 400, 404)
    amina.refresh_from_db()
    assert amina.check_password(PASSWORD)


@given(
    credential=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "rawId", "type", "response", "clientDataJSON", "userHandle"]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=8,
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_passkey_that_was_made_up_is_a_fault(amina: User, credential: object):
    client = browser()
    client.get("/sign-in/passkey/")

    response = client.post("/sign-in/passkey/", {"credential": json.dumps(credential)})

    assert response.status_code == 200


@pytest.mark.parametrize("path", [*STRANGERS, *OWN, "/sign-out/"])
def test_a_form_from_elsewhere_is_refused(amina: User, path: str):
    hers = signed_in(amina)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = hers.cookies

    response = strict.post(path, {"password": PASSWORD, "others": "all", "language": "fr"})

    assert response.status_code == 403
    assert "The form did not come from a page of this site" in response.text
    assert hers.get("/account/").status_code == 200


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-in/passkey/"])
@pytest.mark.parametrize(
    "query", ["next=%00", "next=//evil.example", "next=%0d%0aX:y", "next=" + "x" * 5000]
)
def test_an_address_with_a_trick_in_it_is_no_fault(db, path: str, query: str):
    response = browser().get(f"{path}?{query}")

    assert response.status_code in (200, 400)
    assert "evil.example" not in response.text.split("<main")[-1]


def every_row() -> str:
    """Return what the whole database holds, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [
                bytes(value).decode("latin-1")
                if isinstance(value, bytes | memoryview)
                else str(value)
                for row in cursor.fetchall()
                for value in row
            ]
    return "\n".join(found)


def test_no_name_and_no_address_is_in_clear_after_every_flow(db, mailoutbox, caplog):
    from amparo.access.accounts.invitations import invite

    sent = invite(
        email="Zephyrine@example.org", name="Zephyrine Quillfeather", nationalities=["XKX"], by=None
    )
    client = browser()
    client.get(sent.link.removeprefix("http://localhost:8000"))
    client.post("/invitation/", {"new_password": PASSWORD})
    with_app(User.objects.get())
    for _time in range(2):
        other = browser()
        other.post("/sign-in/", {"email": "zephyrine@example.org", "password": "not the right one"})
        other.post("/sign-in/", {"email": "zephyrine@example.org", "password": PASSWORD})
        other.post("/sign-in/second-factor/", {"code": "000000"})
        other.post("/sign-in/second-factor/", {"code": code_now()})
    client.get("/account/sessions/")
    browser().post("/sign-in/help/", {"email": "zephyrine@example.org"})
    client.post("/account/password/", {"password": PASSWORD, "new_password": "more of quiet words"})

    stored = every_row() + str(getattr(cache, "_cache", "")) + caplog.text
    assert User.objects.get().code in stored
    for clear in ("zephyrine", "quillfeather", "xkx", "example.org", "127.0.0.1", "gecko"):
        assert clear not in stored.lower()
    assert EmailAddress.objects.count() == 0
    assert len(mailoutbox) == 1


def test_what_is_not_used_of_allauth_stays_empty(amina: User):
    signed_in(amina)

    for label in ("account.EmailAddress", "account.EmailConfirmation", "socialaccount.SocialToken"):
        assert apps.get_model(label).objects.count() == 0
