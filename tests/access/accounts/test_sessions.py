"""Sessions: what the table holds, when they end, and what they do not give away."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from amparo.access.accounts.sessions import SessionStore, digest_of, living
from amparo.access.models import Session, User
from tests.accounts import PASSWORD, browser, signed_in

pytestmark = pytest.mark.django_db


def begun(**data: str) -> SessionStore:
    """Return a session that holds something."""
    store = SessionStore()
    store.update(data)
    store.save()
    return store


def test_what_was_put_in_comes_out_under_the_same_key():
    store = begun(secret="the lantern")

    assert dict(SessionStore(store.session_key)) == {"secret": "the lantern"}


def test_neither_the_key_nor_the_data_is_in_the_table():
    store = begun(secret="the lantern")

    row = Session.objects.get()
    stored = " ".join(str(value) for value in vars(row).values())
    assert store.session_key not in stored
    assert "lantern" not in stored
    assert row.key_digest == digest_of(store.session_key)


def test_the_data_of_one_session_does_not_open_in_another():
    one, other = begun(secret="one"), begun(secret="other")
    row = Session.objects.get(key_digest=one.digest)
    Session.objects.filter(key_digest=other.digest).update(data=row.data)

    assert dict(SessionStore(other.session_key)) == {}
    assert dict(SessionStore(one.session_key)) == {"secret": "one"}


def test_another_secret_key_ends_every_session(settings):
    store = begun(secret="the lantern")

    settings.SECRET_KEY = "another key of fifty letters at least, for this one test"

    assert dict(SessionStore(store.session_key)) == {}


@pytest.mark.parametrize(
    ("idle", "old", "lives"),
    [
        pytest.param(timedelta(minutes=59), timedelta(minutes=59), True, id="seen an hour ago"),
        pytest.param(timedelta(minutes=61), timedelta(minutes=61), False, id="idle too long"),
        pytest.param(timedelta(0), timedelta(hours=11, minutes=59), True, id="nearly half a day"),
        pytest.param(timedelta(0), timedelta(hours=12, minutes=1), False, id="half a day old"),
    ],
)
def test_a_session_ends_after_an_idle_hour_and_after_half_a_day(
    idle: timedelta, old: timedelta, lives: bool
):
    store, now = begun(secret="the lantern"), timezone.now()
    Session.objects.update(
        started_at=now - old, ends_at=now - old + timedelta(hours=12), seen_at=now - idle
    )

    assert bool(dict(SessionStore(store.session_key))) is lives
    assert living().exists() is lives
    SessionStore.clear_expired()
    assert Session.objects.exists() is lives


def test_being_seen_is_noted_once_a_minute(django_assert_num_queries):
    store = begun(secret="the lantern")
    long_ago = timezone.now() - timedelta(minutes=2)
    Session.objects.update(seen_at=long_ago, started_at=long_ago)

    SessionStore(store.session_key).load()

    assert Session.objects.get().seen_at > long_ago
    with django_assert_num_queries(1):
        SessionStore(store.session_key).load()


def test_signing_in_gives_a_new_key_and_fills_the_columns(amina: User):
    client = browser()
    client.get("/sign-in/passkey/")
    before = client.session.session_key

    client.post("/sign-in/", {"email": amina.email, "password": PASSWORD})

    row = Session.objects.get()
    assert client.session.session_key != before
    assert (row.user, row.agent, row.second_factor) == (amina, "Firefox on Linux", False)


def test_a_session_that_was_ended_meanwhile_does_not_come_back(amina: User):
    client = signed_in(amina)
    Session.objects.all().delete()

    assert client.get("/account/")["Location"] == "/sign-in/?next=/account/"
    assert Session.objects.filter(user=amina).count() == 0


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(amina: User):
    cookie = signed_in(amina).cookies[settings.SESSION_COOKIE_NAME]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


@pytest.mark.parametrize("key", ["", "x", "\0" * 32, "a" * 5000, "../../etc", "é" * 32])
def test_a_key_that_was_made_up_opens_nothing(amina: User, key: str):
    client = browser()
    client.cookies[settings.SESSION_COOKIE_NAME] = key

    assert client.get("/account/").status_code == 302
