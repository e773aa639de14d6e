"""The list of matters and the docket of one, as different people read them."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access.permissions import Role
from amparo.audit.models import Line
from amparo.docket import actions, team
from amparo.visits.procedures.visit import CANCELLED, POSTPONED, PROGRAMMED, VISIT
from tests import people
from tests.desk.conftest import WITNESS, counting, moment
from tests.desk.pages import errors, linked, refused, said
from tests.people import acting, browser_of, make_person

PATH = "/desk/matters/SPT/VISIT/PER/2025/"


def test_the_list_shows_the_latest_act_first(desk: Client, visit, report, states):
    visit("SPT/VISIT/PER/2025")
    report("SPT/REPORT/MOZ/2025", state="MOZ")

    page = desk.get("/desk/matters/")

    assert linked(page, "matters/") == ["SPT/REPORT/MOZ/2025", "SPT/VISIT/PER/2025"]
    assert "Visit of the Subcommittee · Peru Conducted Last act: 14 June 2025" in said(page)
    assert "public since 10 January 2025" in said(page)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({"procedure": "visit"}, ["SPT/VISIT/PER/2025"], id="procedure"),
        pytest.param({"state": "MOZ"}, ["SPT/REPORT/MOZ/2025"], id="state"),
        pytest.param({"reference": "report/"}, ["SPT/REPORT/MOZ/2025"], id="part of the reference"),
        pytest.param(
            {"procedure": "visit", "status": "conducted"}, ["SPT/VISIT/PER/2025"], id="standing"
        ),
        pytest.param({"procedure": "visit", "status": "cancelled"}, [], id="another standing"),
        pytest.param({"procedure": "visit", "state": "MOZ"}, [], id="two that exclude each other"),
    ],
)
def test_the_list_is_narrowed(desk: Client, visit, report, states, asked, found):
    visit("SPT/VISIT/PER/2025")
    report("SPT/REPORT/MOZ/2025", state="MOZ")

    assert linked(desk.get("/desk/matters/", asked), "matters/") == found


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"procedure": "alchemy"}, "Select a valid choice."),
        ({"state": "XYZ"}, "Select a valid choice."),
        ({"after": "yesterday"}, "This is not a place in the list."),
        ({"status": "conducted"}, "Choose a procedure before a standing."),
    ],
)
def test_the_list_refuses_what_it_does_not_know(desk: Client, visit, asked, sentence: str):
    visit()

    page = desk.get("/desk/matters/", asked)

    assert page.status_code == 400
    assert sentence in " ".join([*errors(page), *refused(page)])
    assert linked(page, "matters/") == []


def test_the_list_goes_on_where_the_page_before_ended(desk: Client, monkeypatch, visit):
    from amparo.desk.docket.views import matters

    monkeypatch.setattr(matters, "PAGE", 2)
    for number in range(5):
        visit(f"SPT/VISIT/PER/{number}")

    seen, address = [], "/desk/matters/?procedure=visit"
    for _page in range(3):
        page = desk.get(address)
        seen.append(linked(page, "matters/"))
        address = "/desk/matters/" + (
            page.text.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        )

    assert seen == [
        ["SPT/VISIT/PER/0", "SPT/VISIT/PER/1"],
        ["SPT/VISIT/PER/2", "SPT/VISIT/PER/3"],
        ["SPT/VISIT/PER/4"],
    ]
    assert address == "/desk/matters/"


def test_the_list_takes_as_many_statements_for_three_as_for_one(desk: Client, visit, states):
    visit("V/1")
    desk.get("/desk/matters/")
    with counting() as one:
        desk.get("/desk/matters/")
    visit("V/2"), visit("V/3")
    with counting() as three:
        desk.get("/desk/matters/")

    assert one == three


def test_a_member_does_not_know_of_matters_of_their_own_state(db, visit, states):
    visit("SPT/VISIT/MOZ/2025", "MOZ")
    visit("SPT/VISIT/PER/2025", "PER")
    browser = browser_of(people.bruno())

    assert linked(browser.get("/desk/matters/"), "matters/") == ["SPT/VISIT/PER/2025"]
    assert browser.get("/desk/matters/SPT/VISIT/MOZ/2025/").status_code == 404


def test_a_docket_tells_its_acts_in_order(desk: Client, visit, states):
    visit()

    page = said(desk.get(PATH))

    acts = ["Put on the programme", "Prepared", "Conducted", "Person interviewed in private"]
    places = [page.index(f"{one} ") for one in acts]
    assert places == sorted(places)
    assert page.startswith("Matters Visit to Peru, 2025 Visit of the Subcommittee")
    assert "Account A scar on the arm." in page
    assert "Entered on 14 June 2025 by record loader" in page
    assert "Standing Conducted" in page


def test_what_a_reader_may_not_read_is_named_as_sealed(db, desk: Client, visit):
    visit()
    outside_the_team = said(desk.get(PATH))
    statistician = said(browser_of(make_person("sana", Role.STATISTICIAN)).get(PATH))

    assert WITNESS not in outside_the_team
    assert "sealed Name" in outside_the_team
    assert "A scar on the arm." not in statistician
    assert "sealed Name; Place; Account;" in statistician


def test_who_is_of_the_team_reads_who_it_was(amina, desk: Client, visit):
    reference = visit().reference
    fatou = make_person("fatou", Role.CASE_OFFICER)
    team.give(reference, fatou, Role.CASE_OFFICER, by=acting(amina), at=timezone.now())

    assert f"Name {WITNESS}" in said(browser_of(fatou).get(PATH))


def test_a_title_is_filled_from_what_is_not_sealed(desk: Client, visit):
    visit()

    assert WITNESS not in desk.get(PATH).text.partition("</title>")[0]


def test_what_is_public_of_an_act_says_since_when(desk: Client, visit):
    visit()
    page = said(desk.get(PATH))

    assert "public since 10 January 2025" in page
    assert page.count("inside") == 2


def test_a_rectified_act_stays_and_leads_to_the_one_in_its_place(amina, desk: Client):
    matter = actions.open_docket(
        VISIT,
        "SPT/VISIT/PER/2025",
        PROGRAMMED(state="PER", year=2025),
        on=date(2025, 1, 10),
        by=acting(amina),
        at=moment(2025, 1, 10),
    )
    actions.enter(matter, POSTPONED(), on=date(2025, 2, 1), by=acting(amina))
    actions.enter(
        matter,
        CANCELLED(),
        on=date(2025, 2, 1),
        by=acting(amina),
        rectifies=2,
        reason="Misread the letter.",
    )

    page = desk.get(PATH)

    assert "Replaced by: Cancelled" in said(page)
    assert "In the place of: Postponed Reason: Misread the letter." in said(page)
    assert '<li class="act replaced" id="act-2">' in page.text


def test_a_docket_says_what_is_due_and_what_may_be_entered(desk: Client, report):
    report("SPT/REPORT/PER/2025")

    page = said(desk.get("/desk/matters/SPT/REPORT/PER/2025/"))

    assert "What is due Written reply: due 1 March 2026" in page
    assert "What you may enter now" in page


def test_reading_a_docket_leaves_a_line(amina, desk: Client, visit):
    visit()
    desk.get(PATH)

    line = Line.objects.get(event="docket.read")
    assert (line.by, line.about, line.face) == (amina.code, "SPT/VISIT/PER/2025", "desk")


def test_absent_and_forbidden_look_the_same(db, visit, states):
    visit("SPT/VISIT/MOZ/2025", "MOZ")
    browser = browser_of(people.bruno())

    forbidden = browser.get("/desk/matters/SPT/VISIT/MOZ/2025/")
    absent = browser.get("/desk/matters/SPT/VISIT/MOZ/2026/")

    assert forbidden.status_code == absent.status_code == 404
    assert forbidden.text.replace("2025", "2026") == absent.text


@pytest.mark.parametrize(
    "reference",
    [
        "files/1",
        "A/files",
        "A/team",
        "matters/A/emergency",
        "disposal",
        "A//B",
        "A/",
        "X(2)/#1+c:d",
    ],
)
def test_a_reference_like_an_address_leads_to_its_own_matter(desk: Client, visit, reference: str):
    visit("A"), visit(reference)

    (address,) = [one for one in linked(desk.get("/desk/matters/"), "matters/") if one != "A"]
    page = desk.get(f"/desk/matters/{address}/")

    assert f"<title>{reference} · Amparo</title>" in page.text
    for room in ("files", "team", "disposal"):
        assert reference in said(desk.get(f"/desk/{room}/{address}/"))
