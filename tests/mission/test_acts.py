"""Entering acts from outside: what is theirs to enter, through the real forms."""

from __future__ import annotations

import pytest
from django.test import Client

from amparo.access.permissions import Post, Role
from amparo.docket.models import Act
from amparo.visits.procedures.report import REPLY_RECEIVED
from tests.house.forms import forms_of
from tests.people import acting, browser_of, make_person

from .conftest import entered, today
from .pages import linked, said, sections

REFERENCE = "SPT/REPORT/MOZ/2025"
DOCKET = f"/mission/matters/{REFERENCE}/"


def send(browser: Client, path: str, **typed: str):
    """Fill in the form of an act as it is shown, and send it."""
    (form,) = [one for one in forms_of(path, browser.get(path).text) if "token" in one.names]
    shown = {one.name: one.value for one in form.controls if one.value}
    return browser.post(path, {**shown, "on": today().isoformat(), **typed})


def entry(act: str) -> str:
    return f"/mission/enter/{act}/{REFERENCE}/"


def test_a_reply_is_entered_and_ends_what_was_asked(mission: Client, chidi, report):
    report()

    answer = send(mission, entry("reply_received"), says_content="We have read it.")

    assert (answer.status_code, answer["Location"]) == (303, f"{DOCKET}?entered=2#act-2")
    act = Act.objects.get(number=2)
    assert (act.kind, act.by) == ("visit_report.reply_received", chidi.code)
    docket = mission.get(answer["Location"])
    assert "Entered: Reply received." in said(docket)
    assert "What is due" not in sections(docket)
    assert "Nothing is awaited from you today." in said(mission.get("/mission/"))


def test_a_state_asks_for_publication(mission: Client, report):
    report()

    answer = send(mission, entry("publication_requested"), says_report_requested="yes")

    assert answer.status_code == 303
    assert Act.objects.get(number=2).kind == "visit_report.publication_requested"
    assert "Publication requested" in sections(mission.get(DOCKET))["What happened"]


def test_what_the_law_asks_for_besides_is_said_on_the_form(mission: Client, report):
    report()

    answer = send(mission, entry("publication_requested"))

    assert answer.status_code == 400
    assert "Say what is to be published" in said(answer)
    assert Act.objects.count() == 1


@pytest.mark.parametrize("act", ["committee_asked", "published", "none"])
def test_what_is_the_bodys_to_enter_is_not_there(mission: Client, report, act: str):
    report()

    assert mission.get(entry("reply_received")).status_code == 200
    assert mission.get(entry(act)).status_code == 404
    assert mission.post(entry(act), {"on": today().isoformat()}).status_code == 404
    assert Act.objects.count() == 1


def test_one_rectifies_what_one_entered_and_nothing_else(mission: Client, chidi, report):
    matter = report()
    entered(matter, REPLY_RECEIVED(content="We hav read it."), by=acting(chidi))
    zita = browser_of(make_person("zita", Post(Role.STATE_FOCAL_POINT, state="MOZ")))
    path = f"/mission/rectify/2/{REFERENCE}/"

    assert linked(mission.get(DOCKET), "rectify") == [f"2/{REFERENCE}"]
    assert linked(zita.get(DOCKET), "rectify") == []
    assert zita.get(path).status_code == 404
    assert mission.get(f"/mission/rectify/1/{REFERENCE}/").status_code == 404
    answer = send(mission, path, says_content="We have read it.", reason="A slip.")

    assert answer.status_code == 303
    assert Act.objects.get(number=3).rectifies == 2


def test_a_form_that_is_not_ours_enters_nothing(chidi, report):
    report()
    browser = browser_of(chidi, checks_forms=True)

    answer = browser.post(entry("reply_received"), {"on": today().isoformat()})

    assert answer.status_code == 403
    assert Act.objects.count() == 1
