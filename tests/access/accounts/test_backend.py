"""An unknown account costs as much as a known one. bench/sign_in.py measures it; here, how."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.access.accounts.opening import close_account
from amparo.access.accounts.passwords import nobodys
from amparo.access.models import AccountState, User
from tests.accounts import PASSWORD, QuickArgon2, browser, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(monkeypatch):
    """Measure an attempt: passwords verified, passwords hashed, questions to the database."""

    def measured(email: str, password: str = "not the right one") -> tuple[int, int, list[str]]:
        verified, hashed = [], []
        verify, encode = QuickArgon2.verify, QuickArgon2.encode
        monkeypatch.setattr(
            QuickArgon2, "verify", lambda *args: verified.append(1) or verify(*args)
        )
        monkeypatch.setattr(QuickArgon2, "encode", lambda *args: hashed.append(1) or encode(*args))
        with CaptureQueriesContext(connection) as asked:
            browser().post("/sign-in/", {"email": email, "password": password})
        monkeypatch.undo()
        kinds = [
            re.sub(r'"s\d+_x\d+"', "", " ".join(one["sql"].split()[:3]))
            for one in asked.captured_queries
        ]
        return len(verified), len(hashed), kinds

    return measured


@pytest.mark.parametrize("state", [AccountState.ACTIVE, AccountState.INVITED])
@pytest.mark.parametrize("password", [PASSWORD, None], ids=["a password", "no password"])
def test_known_and_unknown_cost_the_same(work, settings, state, password):
    settings.PASSWORD_HASHERS = ["tests.accounts.QuickArgon2"]
    user = person(state=state, password=password)
    for email in (user.email, "nobody@example.org"):
        work(email)  # the first line of a strand of the trail makes the strand

    known, unknown = work(user.email), work("nobody@example.org")

    assert known == unknown
    assert known[:2] == (1, 0)


def test_a_closed_account_costs_the_same(work, amina: User):
    close_account(amina, by=None)
    for _time in range(2):
        work("amina@example.org")

    assert work("amina@example.org") == work("nobody@example.org")


def test_what_nobodys_password_is_checked_against_is_as_dear_as_a_real_one():
    hasher = QuickArgon2()

    real = hasher.decode(hasher.encode("a password of somebody", hasher.salt()))
    made_up = hasher.decode(nobodys())

    assert made_up["params"] == real["params"]
    assert len(made_up["hash"]) == len(real["hash"])
    assert len(made_up["salt"]) > 0
    assert hasher.verify("a password of somebody", nobodys()) is False


def test_a_password_that_is_too_long_is_refused_before_any_work(work, amina: User):
    verified, hashed, _asked = work(amina.email, "x" * 129)

    assert (verified, hashed) == (0, 0)
