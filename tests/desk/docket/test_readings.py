"""The reading log of a matter: who read it, when, at which face."""

from __future__ import annotations

import pytest
from django.test import Client

from amparo.access.permissions import Role
from amparo.audit.models import Line
from tests import people
from tests.desk.conftest import counting
from tests.desk.pages import refused, said
from tests.people import browser_of, make_person

PATH = "/desk/readings/SPT/VISIT/PER/2025/"
DOCKET = "/desk/matters/SPT/VISIT/PER/2025/"


def test_the_log_names_who_read_the_matter_by_their_code(amina, desk: Client, visit):
    visit(), visit("V/2")
    bruno = people.bruno()
    browser_of(bruno).get(DOCKET)
    desk.get("/desk/matters/V/2/")
    desk.post("/desk/notes/SPT/VISIT/PER/2025/", {"text": "A note."})
    desk.get("/desk/notes/SPT/VISIT/PER/2025/")

    page = said(desk.get(PATH))

    notes, docket = (
        page.index(f"{amina.code}: Notes read, at the desk"),
        page.index(f"{bruno.code}: Docket read, at the desk"),
    )
    assert notes < docket
    assert page.count("Docket read") == 1
    assert "Bruno" not in page


def test_a_refusal_is_no_reading(db, desk: Client, visit):
    visit("SPT/VISIT/PER/2025", "MOZ")
    assert browser_of(people.bruno()).get(DOCKET).status_code == 404

    assert "Nobody has read this matter yet." in said(desk.get(PATH))


def test_looking_at_the_log_leaves_a_line(amina, desk: Client, visit):
    visit()
    desk.get(PATH)

    line = Line.objects.get(event="docket.readings_listed")
    assert (line.by, line.about) == (amina.code, "SPT/VISIT/PER/2025")


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.PUBLISHER])
def test_those_who_may_see_the_team_may_see_the_log(db, visit, role: Role):
    visit()

    assert browser_of(make_person("somebody", role)).get(PATH).status_code == 200


def test_the_log_is_for_nobody_else(db, visit):
    visit("SPT/VISIT/PER/2025", "MOZ")

    for person in (people.bruno(), people.chidi(), people.dora(), people.emil()):
        assert browser_of(person).get(PATH).status_code == 404


def test_the_log_is_read_on_page_by_page(desk: Client, visit, monkeypatch):
    from amparo.desk.docket.views import readings as view
    from amparo.docket import readings

    monkeypatch.setattr(readings, "PAGE", 2)
    monkeypatch.setattr(view, "PAGE", 2)
    visit()
    for _time in range(5):
        desk.get(DOCKET)

    counts, address = [], PATH
    while address:
        page = desk.get(address)
        counts.append(said(page).count("Docket read"))
        later = page.text.partition('rel="next" href="')[2].partition('"')[0]
        address = PATH + later if later else ""

    assert counts == [2, 2, 1]


def test_what_is_no_place_in_the_log_is_refused(desk: Client, visit):
    visit()

    page = desk.get(PATH, {"before": "yesterday"})

    assert page.status_code == 400
    assert refused(page) == ["This is not a place in the trail."]


def test_the_log_takes_as_many_statements_for_three_as_for_one(desk: Client, visit):
    visit()
    desk.get(DOCKET)
    desk.get(PATH)
    with counting() as one:
        desk.get(PATH)
    desk.get(DOCKET), desk.get(DOCKET)
    with counting() as three:
        desk.get(PATH)

    assert one == three
