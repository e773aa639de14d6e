"""A form of acts that was left open for a day is not lost, and nothing is entered by it unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from re import findall, search

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from amparo.access.models import Session, User
from amparo.docket import actions
from amparo.docket.models import Act, Matter
from amparo.docket.queries import opened_entries_of
from amparo.visits.procedures.visit import PRESS_RELEASED
from tests.acting.filling import a_file, held, the_form, words, wrong
from tests.people import acting, browser_of

Made = Callable[..., Matter]
pytestmark = pytest.mark.django_db

VISIT, REPORT = "SPT/VISIT/PER/2025", "SPT/REPORT/PER/2025"
HEARD = f"/desk/enter/interviewed/{VISIT}/"
PLACES = {
    "on": "2025-06-14",
    "says_person": "Ana Paz\nBo <b>Li</b>",
    "says_account": 'She said: "it was cold"\nand left.',
    "source": "",
}
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def checked(amina: User) -> Client:
    """Amina's browser, with forms checked against forgery as a server does."""
    return browser_of(amina, checks_forms=True)


def mark_of(answer: HttpResponse) -> str:
    """Return the mark against forged forms on a page."""
    found = search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def carried(answer: HttpResponse) -> dict[str, list[str]]:
    """Return what a page carries in hidden fields, by name."""
    page = answer.content.decode().partition('<form class="act-form"')[2]
    found: dict[str, list[str]] = {}
    for name, value in findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(unescape(value))
    return found


def test_what_was_typed_comes_back_when_the_session_is_over(checked: Client, visit: Made):
    matter = visit()
    opened = checked.get(HEARD)
    typed = {**held(HEARD, opened), **PLACES, "csrfmiddlewaretoken": mark_of(opened)}
    Session.objects.update(ends_at=timezone.now() - timedelta(days=1))

    answer = checked.post(HEARD, typed)

    assert answer.status_code == 401
    assert "no-store" in answer.headers["Cache-Control"]
    assert "You are signed out; what you typed is still here" in words(answer)
    hidden = carried(answer)
    assert {name: hidden[name] for name in (*PLACES, "token", "seen")} == {
        **{name: [value] for name, value in PLACES.items()},
        "token": [typed["token"]],
        "seen": ["4"],
    }
    assert "<b>Li</b>" not in answer.content.decode()
    assert f'href="/sign-in/?next=/desk/matters/{VISIT}/" target="_blank"' in (
        answer.content.decode()
    )
    assert matter.acts.count() == 4
    # Nothing of it is kept: not even who is not signed in gets a session.
    assert Session.objects.count() == 1


def test_who_has_signed_in_again_goes_on_where_they_were(checked: Client, amina: User, visit: Made):
    matter = visit()
    opened = checked.get(HEARD)
    typed = {**held(HEARD, opened), **PLACES, "csrfmiddlewaretoken": mark_of(opened)}
    checked.logout()
    signed_out = checked.post(HEARD, typed, **HERE)
    again = browser_of(amina, checks_forms=True)  # signed in anew, in another tab

    shown = again.post(HEARD, carried(signed_out), **HERE)

    assert shown.status_code == 200
    assert "Nothing has been entered. The page was too old" in words(shown)
    assert matter.acts.count() == 4
    back = held(HEARD, shown)
    assert {name: back[name] for name in (*PLACES, "token", "seen")} == {
        **PLACES,
        "token": typed["token"],
        "seen": "4",
    }
    entered = again.post(HEARD, {**back, "csrfmiddlewaretoken": mark_of(shown)}, **HERE)
    assert entered.status_code == 303
    assert opened_entries_of(matter)[-1].fields == {
        "person": ["Ana Paz", "Bo <b>Li</b>"],
        "account": PLACES["says_account"],
    }
    # The token was the same all the way: sent once more, it is the same act.
    assert (
        again.post(HEARD, {**back, "csrfmiddlewaretoken": mark_of(shown)}, **HERE)
        .headers["Location"]
        .endswith("#act-5")
    )
    assert matter.acts.count() == 5


def test_going_on_enters_nothing_even_where_the_mark_is_good(checked: Client, visit: Made):
    matter = visit()
    opened = checked.get(HEARD)
    typed = {**held(HEARD, opened), **PLACES, "csrfmiddlewaretoken": mark_of(opened)}

    shown = checked.post(HEARD, {**typed, "look_again": "yes"}, **HERE)

    assert shown.status_code == 200
    assert matter.acts.count() == 4
    assert "look_again" not in the_form(HEARD, shown).names
    assert held(HEARD, shown)["says_account"] == PLACES["says_account"]


def test_a_form_with_a_stale_mark_is_shown_again_filled_and_not_entered(
    checked: Client, visit: Made
):
    matter = visit()
    opened = checked.get(HEARD)
    typed = {**held(HEARD, opened), **PLACES, "csrfmiddlewaretoken": "x" * 64}

    shown = checked.post(HEARD, typed, **HERE)

    assert shown.status_code == 200
    assert "no-store" in shown.headers["Cache-Control"]
    assert "Nothing has been entered. The page was too old" in words(shown)
    assert matter.acts.count() == 4
    back = held(HEARD, shown)
    assert {name: back[name] for name in PLACES} == PLACES
    assert back["token"] == typed["token"]
    entered = checked.post(HEARD, {**back, "csrfmiddlewaretoken": mark_of(shown)}, **HERE)
    assert entered.status_code == 303
    assert matter.acts.count() == 5


def test_what_others_entered_on_the_day_between_is_told(checked: Client, amina: User, visit: Made):
    matter = visit()
    opened = checked.get(HEARD)
    typed = {**held(HEARD, opened), **PLACES, "csrfmiddlewaretoken": "x" * 64}
    actions.enter(matter, PRESS_RELEASED(), on=timezone.now().date(), by=acting(amina))

    shown = checked.post(HEARD, typed, **HERE)
    told = checked.post(
        HEARD, {**held(HEARD, shown), "csrfmiddlewaretoken": mark_of(shown)}, **HERE
    )

    assert told.status_code == 409
    assert "act 5, “Press release issued”" in wrong(told)[""]
    assert held(HEARD, told)["says_account"] == PLACES["says_account"]
    assert matter.acts.count() == 5


@pytest.mark.parametrize(
    "origin",
    [
        pytest.param({"HTTP_ORIGIN": "https://elsewhere.example"}, id="another site"),
        pytest.param({"HTTP_ORIGIN": "null"}, id="no site"),
        pytest.param({"HTTP_REFERER": "https://elsewhere.example/page"}, id="a page elsewhere"),
        pytest.param({}, id="without a word"),
    ],
)
def test_what_another_site_typed_is_not_put_before_anybody(
    checked: Client, visit: Made, origin: dict[str, str]
):
    visit()
    typed = {**held(HEARD, checked.get(HEARD)), **PLACES, "csrfmiddlewaretoken": "x" * 64}

    answer = checked.post(HEARD, typed, **origin)

    assert answer.status_code == 403
    assert "Ana Paz" not in answer.content.decode()
    assert checked.post(HEARD, typed, **HERE).status_code == 200


def test_what_is_not_the_readers_to_enter_is_not_there_by_an_old_page_either(
    checked: Client, visit: Made
):
    visit()

    for path in (f"/desk/enter/struck/{VISIT}/", "/desk/enter/interviewed/SPT/NONE/"):
        assert checked.post(path, PLACES, **HERE).status_code == 404, path


def test_other_forms_are_refused_as_ever(checked: Client, visit: Made):
    visit()

    assert checked.post(f"/desk/team/{VISIT}/", {"code": "P-AAAAAA"}, **HERE).status_code == 403


def test_whoever_is_not_signed_in_learns_nothing_of_what_there_is(visit: Made):
    visit()
    nobody = Client()

    there = nobody.post(HEARD, PLACES)
    absent = nobody.post("/desk/enter/interviewed/SPT/NONE/", PLACES)

    assert (there.status_code, absent.status_code) == (401, 401)
    strip = lambda one: one.content.decode().replace(VISIT, "").replace("SPT/NONE", "")  # noqa: E731
    marks = [mark_of(one) for one in (there, absent)]
    assert strip(there).replace(marks[0], "") == strip(absent).replace(marks[1], "")


def test_files_are_to_be_chosen_again_and_it_is_said_so(checked: Client, report: Made):
    report()
    path = f"/desk/enter/publication_requested/{REPORT}/"
    opened = checked.get(path)
    typed = {**held(path, opened), "on": "2025-10-01", "says_report_requested": "yes"}
    said = "Files cannot be kept on a page: choose them again."

    stale = checked.post(
        path, {**typed, "says_letter_new": a_file(), "csrfmiddlewaretoken": "x" * 64}, **HERE
    )
    without = checked.post(path, {**typed, "csrfmiddlewaretoken": "x" * 64}, **HERE)
    checked.cookies.pop(settings.SESSION_COOKIE_NAME)
    over = checked.post(
        path,
        {**typed, "says_letter_new": a_file(), "csrfmiddlewaretoken": mark_of(opened)},
        **HERE,
    )

    assert said in words(stale)
    assert said not in words(without)
    assert over.status_code == 401
    assert said in words(over)
    assert "We ask for it." not in over.content.decode()
    assert Act.objects.count() == 1


def test_nothing_typed_too_late_is_logged_or_put_in_an_address(
    checked: Client, visit: Made, caplog: pytest.LogCaptureFixture
):
    visit()
    caplog.set_level("DEBUG")
    opened = checked.get(HEARD)
    typed = {**held(HEARD, opened), **PLACES, "csrfmiddlewaretoken": "x" * 64}

    stale = checked.post(HEARD, typed, **HERE)
    checked.cookies.pop(settings.SESSION_COOKIE_NAME)
    over = checked.post(HEARD, {**typed, "csrfmiddlewaretoken": mark_of(opened)}, **HERE)

    assert (stale.status_code, over.status_code) == (200, 401)
    assert "Ana Paz" not in caplog.text
    assert "Ana%20Paz" not in over.content.decode()
    assert "Ana+Paz" not in over.content.decode()
