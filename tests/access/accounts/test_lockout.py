"""Failures are counted so that a guesser waits and the person guessed at does not."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from amparo.access.accounts import lockout
from amparo.access.models import Allowance, User
from tests.accounts import PASSWORD, browser, person, signed_in

pytestmark = pytest.mark.django_db


def attempts(client, email: str, count: int, password: str = "not the right one") -> None:
    for _attempt in range(count):
        client.post("/sign-in/", {"email": email, "password": password})


def gets_in(client, user: User) -> bool:
    response = client.post("/sign-in/", {"email": user.email, "password": PASSWORD})
    return response.status_code == 302


def later(by: timedelta) -> None:
    """Let time pass for every allowance."""
    for row in Allowance.objects.all():
        row.last_at -= by
        row.save()


def test_after_some_failures_the_right_password_has_to_wait(amina: User):
    attempts(browser(), amina.email, 4)
    assert gets_in(browser(), amina)

    attempts(browser(), amina.email, 2)
    assert not gets_in(browser(), amina)

    later(timedelta(minutes=16))
    assert gets_in(browser(), amina)


def test_a_browser_that_was_here_before_gets_in_while_others_guess(amina: User):
    hers = signed_in(amina)
    hers.post("/sign-out/")

    attempts(browser(), amina.email, 30)

    assert not gets_in(browser(), amina)
    assert gets_in(hers, amina)


def test_a_known_browser_has_an_allowance_too_and_it_ends(amina: User):
    stolen = signed_in(amina)
    stolen.post("/sign-out/")

    attempts(stolen, amina.email, 11)

    assert not gets_in(stolen, amina)
    assert gets_in(browser(), amina)


@pytest.mark.parametrize("tampered", ["", "x", "a:b:c", "\0", "é", "x" * 5000])
def test_a_made_up_cookie_is_no_known_browser(amina: User, tampered: str):
    attempts(browser(), amina.email, 6)
    client = browser()
    client.cookies[settings.DEVICE_COOKIE_NAME] = tampered

    assert not gets_in(client, amina)


def test_the_cookie_of_one_account_does_not_speak_for_another(amina: User):
    bruno = person("bruno@example.org", "Bruno Silva")
    brunos = signed_in(bruno)
    brunos.post("/sign-out/")
    attempts(browser(), amina.email, 6)

    assert not gets_in(brunos, amina)


def test_one_browser_is_known_for_several_accounts(amina: User):
    bruno = person("bruno@example.org", "Bruno Silva")
    shared = signed_in(amina)
    shared.post("/sign-out/")
    assert gets_in(shared, bruno)
    shared.post("/sign-out/")
    attempts(browser(), amina.email, 6)
    attempts(browser(), bruno.email, 6)

    assert gets_in(shared, amina)
    shared.post("/sign-out/")
    assert gets_in(shared, bruno)


def test_an_unknown_address_has_to_wait_like_a_known_one(amina: User):
    attempts(browser(), "nobody@example.org", 6)
    attempts(browser(), amina.email, 6)

    # For the waiting, no password is verified, whoever it is.
    texts = []
    for email in ("nobody@example.org", amina.email):
        text = browser().post("/sign-in/", {"email": email, "password": "x"}).text
        texts.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text.replace(email, "")))
    assert texts[0] == texts[1]


def test_a_network_that_tries_many_accounts_has_to_wait(amina: User):
    guesser = browser()
    for number in range(51):
        attempts(guesser, f"somebody{number}@example.org", 1)

    assert not gets_in(browser(), amina)
    elsewhere = browser()
    elsewhere.defaults["REMOTE_ADDR"] = "198.51.100.7"
    assert gets_in(elsewhere, amina)


def test_the_address_of_a_proxy_of_ours_is_not_taken_for_the_visitors(settings, rf):
    settings.PROXIES = 1
    said = "203.0.113.9, 198.51.100.7"

    assert lockout.network_of(rf.get("/", headers={"x-forwarded-for": said})) == "198.51.100.7"
    assert lockout.network_of(rf.get("/")) == "unknown"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_failures_are_counted_by_network(rf, address: str, network: str):
    assert lockout.network_of(rf.get("/", REMOTE_ADDR=address)) == network


def test_no_address_is_in_the_table(amina: User):
    attempts(browser(), amina.email, 2)

    stored = " ".join(Allowance.objects.values_list("key", flat=True))
    assert Allowance.objects.count() == 2
    assert "amina" not in stored
    assert "127.0.0.1" not in stored
    assert amina.sign_in not in stored


def test_waits_double_up_to_a_quarter_of_an_hour():
    waits = [lockout.UNKNOWN_BROWSERS.wait(count).total_seconds() for count in (4, 5, 6, 7, 20, 90)]

    assert waits == [0, 2, 4, 8, 900, 900]


def test_counts_are_forgotten_after_a_day(amina: User):
    attempts(browser(), amina.email, 6)
    later(timedelta(hours=25))

    assert gets_in(browser(), amina)


def test_counts_do_not_pile_up(amina: User):
    for number in range(3):
        attempts(browser(), f"nobody{number}@example.org", 1)
    later(timedelta(hours=25))

    signed_in(amina)

    # What is left is of this sign-in: the account and the network.
    assert Allowance.objects.count() == 2


def test_what_waits_is_not_counted_again(amina: User, rf):
    counted = lockout.of_second_factor(amina)
    for _attempt in range(5):
        assert lockout.draw([counted])

    assert [lockout.draw([counted]) for _attempt in range(3)] == [False] * 3
    row = Allowance.objects.get()
    assert row.failures == 5
    assert row.last_at <= timezone.now()
