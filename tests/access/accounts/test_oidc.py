"""Signing in through an identity provider that is really asked, and sometimes lies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

from amparo.access.accounts.invitations import invite
from amparo.access.accounts.opening import close_account
from amparo.access.models import AccountState, Invitation, User
from tests.accounts import browser, code_now, trail, with_app

from .identity import CLIENT, KEY_ID, SECRET, IdentityProvider

REFUSED = "You could not be signed in this way."
UNREACHABLE = "did not answer as it should"

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings) -> Iterator[IdentityProvider]:
    running = IdentityProvider()
    settings.OIDC_PROVIDERS = [
        {
            "id": "provider1",
            "issuer": running.issuer,
            "client_id": CLIENT,
            "secret": SECRET,
            "name": "The Ministry",
            "second_factor": [],
        }
    ]
    yield running
    running.server.shutdown()
    running.server.server_close()


def there_and_back(provider: IdentityProvider, client: Client | None = None, **query: str):
    """Go to the provider and come back, and return the last answer."""
    client = client or browser()
    gone = client.get("/sign-in/with/provider1/", query)
    assert gone.status_code == 302
    return client.get(provider.authorize(gone["Location"]))


def test_the_provider_is_offered_and_signs_in_whom_it_confirms(amina: User, provider):
    assert "Sign in with The Ministry" in browser().get("/sign-in/").text

    client = browser()
    response = there_and_back(provider, client)

    assert response["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert trail() == [
        ("access.provider_linked", amina.code, "done"),
        ("access.signed_in", amina.code, "done"),
    ]


def test_what_is_sent_and_what_is_kept(amina: User, provider):
    there_and_back(provider)

    assert provider.asked["response_type"] == "code"
    assert provider.asked["code_challenge_method"] == "S256"
    assert len(provider.asked["state"]) >= 43
    assert len(provider.asked["nonce"]) >= 43
    assert urlsplit(provider.asked["redirect_uri"]).path == "/sign-in/with/provider1/back/"
    (link,) = SocialAccount.objects.all()
    assert (link.user, link.extra_data, len(link.uid)) == (amina, {}, 64)
    assert "person 1" not in link.uid
    assert SocialToken.objects.count() == 0


def test_the_second_time_the_link_is_enough_even_if_the_address_changed(amina: User, provider):
    there_and_back(provider)
    provider.claims = {"email": "elsewhere@example.org"}

    assert there_and_back(provider)["Location"] == "/account/"
    assert SocialAccount.objects.count() == 1


def test_an_invited_person_comes_in_and_the_link_in_the_letter_is_void(provider):
    user = invite(email="amina@example.org", name="Amina Diallo", by=None).invitation.user

    assert there_and_back(provider)["Location"] == "/account/"

    user.refresh_from_db()
    assert user.state == AccountState.ACTIVE
    assert Invitation.objects.get().voided_at is not None


def test_the_way_goes_on_to_the_page_that_was_asked_for(amina: User, provider):
    assert there_and_back(provider, next="/account/sessions/")["Location"] == "/account/sessions/"
    assert there_and_back(provider, next="//evil.example/")["Location"] == "/account/"


def test_the_way_back_is_one_address_in_every_language(amina: User, provider):
    client = browser()
    gone = client.get("/ar/sign-in/with/provider1/")

    back = provider.authorize(gone["Location"])

    assert back.startswith("/sign-in/with/provider1/back/")
    assert client.get(back)["Location"] == "/account/"


def test_a_second_factor_is_still_asked_for(amina: User, provider):
    with_app(amina)
    client = browser()

    response = there_and_back(provider, client)

    assert response["Location"] == "/sign-in/second-factor/"
    assert client.get("/account/").status_code == 302
    client.post("/sign-in/second-factor/", {"code": code_now()})
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("claims", "asked_here"),
    [
        ({"amr": ["pwd", "mfa"]}, False),
        ({"acr": "https://refeds.org/profile/mfa"}, False),
        ({"amr": ["pwd"]}, True),
        ({"amr": "mfa"}, True),
        ({}, True),
    ],
)
def test_a_second_factor_proved_there_counts_where_the_settings_say_so(
    amina: User, provider, settings, claims, asked_here: bool
):
    settings.OIDC_PROVIDERS[0]["second_factor"] = ["mfa", "https://refeds.org/profile/mfa"]
    with_app(amina)
    provider.claims |= claims

    asked = there_and_back(provider)["Location"] == "/sign-in/second-factor/"

    assert asked is asked_here


def refused(response) -> bool:
    return response.status_code == 403 and REFUSED in response.text


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"email_verified": False}, id="not verified"),
        pytest.param({"email_verified": "true"}, id="verified in words only"),
        pytest.param({"email_verified": None}, id="silent on it"),
        pytest.param({"email": None}, id="no address"),
        pytest.param({"email": ["amina@example.org"]}, id="a list of addresses"),
        pytest.param({"email": "nobody@example.org"}, id="unknown address"),
        pytest.param({"aud": "somebody else"}, id="for another"),
        pytest.param({"aud": [CLIENT, "somebody else"]}, id="for several, asked by none"),
        pytest.param({"aud": [CLIENT, "x"], "azp": "x"}, id="for several, asked by another"),
        pytest.param({"iss": "https://evil.example"}, id="by another"),
        pytest.param({"exp": 1}, id="too old"),
        pytest.param({"exp": None}, id="for ever"),
        pytest.param({"nonce": "another"}, id="another nonce"),
        pytest.param({"nonce": ""}, id="no nonce"),
        pytest.param({"sub": None}, id="about nobody"),
    ],
)
def test_what_the_provider_says_wrongly_is_refused(amina: User, provider, claims):
    provider.claims |= claims
    client = browser()

    assert refused(there_and_back(provider, client))
    assert client.get("/account/").status_code == 302
    assert SocialAccount.objects.count() == 0
    assert trail()[-1] == ("access.sign_in_refused", "nobody", "refused")


def by_another_key(provider: IdentityProvider):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return lambda claims: jwt.encode(claims, other, algorithm="RS256", headers={"kid": KEY_ID})


def by_no_key(provider: IdentityProvider):
    return lambda claims: jwt.encode(claims, None, algorithm="none", headers={"kid": KEY_ID})


def by_the_public_key_as_a_secret(provider: IdentityProvider):
    public = provider.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def sign(claims: dict) -> str:
        import hashlib
        import hmac
        from base64 import urlsafe_b64encode

        def part(data: bytes) -> bytes:
            return urlsafe_b64encode(data).rstrip(b"=")

        header = part(json.dumps({"alg": "HS256", "kid": KEY_ID}).encode())
        signed = header + b"." + part(json.dumps(claims).encode())
        digest = hmac.new(public, signed, hashlib.sha256).digest()
        return (signed + b"." + part(digest)).decode()

    return sign


def by_an_unknown_key(provider: IdentityProvider):
    return lambda claims: jwt.encode(claims, provider.key, algorithm="RS256", headers={"kid": "2"})


def as_rubbish(provider: IdentityProvider):
    return lambda _claims: "not.a.token"


@pytest.mark.parametrize(
    "signing",
    [by_another_key, by_no_key, by_the_public_key_as_a_secret, by_an_unknown_key, as_rubbish],
)
def test_a_token_that_the_provider_did_not_sign_is_refused(amina: User, provider, signing):
    provider.sign = signing(provider)

    assert refused(there_and_back(provider))


def test_coming_back_without_having_gone_is_refused(amina: User, provider):
    client = browser()
    gone = client.get("/sign-in/with/provider1/")
    back = provider.authorize(gone["Location"])

    assert refused(browser().get(back))  # in another browser
    assert refused(client.get(back.replace("state=", "state=x")))
    assert refused(client.get("/sign-in/with/provider1/back/?error=access_denied"))
    assert client.get(back)["Location"] == "/account/"
    assert refused(client.get(back))  # once only


def test_a_closed_account_is_not_opened_by_a_provider(
    amina: User, provider, django_capture_on_commit_callbacks
):
    there_and_back(provider)
    with django_capture_on_commit_callbacks(execute=True):
        close_account(amina, by=None)

    assert refused(there_and_back(provider))


def test_a_provider_that_does_not_answer_is_a_sentence(amina: User, provider):
    client = browser()
    back = provider.authorize(client.get("/sign-in/with/provider1/")["Location"])
    provider.down = True

    assert UNREACHABLE in client.get(back).text
    assert UNREACHABLE in browser().get("/sign-in/with/provider1/").text


def test_a_provider_that_speaks_for_another_is_refused(amina: User, provider):
    provider.configuration = {"issuer": "https://evil.example"}

    assert refused(there_and_back(provider))


@pytest.mark.parametrize("path", ["", "back/"])
def test_a_provider_that_is_not_in_the_settings_is_not_there(provider, path: str):
    assert browser().get(f"/sign-in/with/another/{path}").status_code == 404
