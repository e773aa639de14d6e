"""The list of matters and the docket of one, as different people read them."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from amparo.audit.models import Line
from amparo.bodies.models import Mechanism, MechanismName
from amparo.registry.models import Treaty
from tests import people
from tests.desk.conftest import WITNESS, counting
from tests.desk.pages import errors, linked, refused, said
from tests.people import browser_of

PATH = "/desk/matters/SPT/VISIT/PER/2025/"


def test_the_list_shows_the_latest_act_first(desk: Client, visit, report, states):
    visit("SPT/VISIT/PER/2025")
    report("SPT/REPORT/MOZ/2025", state="MOZ")

    page = desk.get("/desk/matters/")

    assert linked(page, "matters/") == ["SPT/REPORT/MOZ/2025", "SPT/VISIT/PER/2025"]
    assert (
        "Visit to Peru, 2025 Peru · SPT/VISIT/PER/2025 Conducted Visit of the Subcommittee"
        " Last act: 14 June 2025 public since 10 January 2025" in said(page)
    )
    assert "Written reply: due 1 March 2026 · late by" in said(page)
    assert "2 matters." in said(page)


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
        pytest.param({"due": "late"}, ["SPT/REPORT/MOZ/2025"], id="late"),
        pytest.param({"due": "nothing"}, ["SPT/VISIT/PER/2025"], id="without a time limit"),
        pytest.param({"waits": "others"}, ["SPT/REPORT/MOZ/2025"], id="whose turn it is"),
        pytest.param({"waits": "me"}, [], id="my turn"),
        pytest.param({"body": "SPT", "reference": "visit"}, ["SPT/VISIT/PER/2025"], id="body"),
        pytest.param({"procedure": "visit", "state": "MOZ"}, [], id="two that exclude each other"),
    ],
)
def test_the_list_is_narrowed(desk: Client, visit, report, states, asked, found):
    days = {"adopted_on": date(2002, 12, 18), "in_force_on": date(2006, 6, 22)}
    treaty = Treaty.objects.create(code="OPCAT", mtdsg="IV-9-b", **days)
    body = Mechanism.objects.create(code="SPT", kind="subcommittee", treaty=treaty)
    MechanismName.objects.create(mechanism=body, language="en", name="Subcommittee", short="SPT")
    visit("SPT/VISIT/PER/2025")
    report("SPT/REPORT/MOZ/2025", state="MOZ")

    assert linked(desk.get("/desk/matters/", asked), "matters/") == found


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"procedure": "alchemy"}, "Select a valid choice."),
        ({"state": "XYZ"}, "Select a valid choice."),
        ({"after": "yesterday"}, "This is not a place in the list."),
        ({"after": "2025-01-10"}, "This is not a place in the list."),
        ({"due": "someday"}, "Select a valid choice."),
        ({"order": "taste"}, "Select a valid choice."),
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


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("latest", ["R/1", "V/1", "V/2"]),
        ("due", ["R/1", "V/1", "V/2"]),
        ("reference", ["R/1", "V/1", "V/2"]),
    ],
)
def test_the_list_is_put_in_order(desk: Client, visit, report, order: str, found: list[str]):
    visit("V/2"), visit("V/1"), report("R/1")

    page = desk.get("/desk/matters/", {"order": order})

    assert linked(page, "matters/") == found


def test_the_list_is_taken_away_as_a_table(amina, desk: Client, visit, report, states):
    visit("SPT/VISIT/PER/2025")
    report("+SPT/REPORT/MOZ/2025", state="MOZ")

    answer = desk.get("/desk/matters.csv", {"reference": "SPT"})
    text = b"".join(answer.streaming_content).decode()

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [list(one.values()) for one in rows] == [
        [
            "'+SPT/REPORT/MOZ/2025",
            "Visit report: Mozambique",
            "Visit report",
            "Transmitted",
            "SPT",
            "MOZ",
            "2025-09-01",
            "2025-09-01",
            "2026-03-01",
            "",
        ],
        [
            "SPT/VISIT/PER/2025",
            "Visit to Peru, 2025",
            "Visit of the Subcommittee",
            "Conducted",
            "SPT",
            "PER",
            "2025-01-10",
            "2025-06-14",
            "",
            "",
        ],
    ]
    assert WITNESS not in text
    assert answer["Content-Disposition"].endswith('.csv"')
    assert "no-store" in answer["Cache-Control"]
    line = Line.objects.get(event="docket.list_exported")
    assert (line.by, line.face, line.details) == (
        amina.code,
        "desk",
        '{"narrowed_by":"reference"}',
    )


def test_a_table_holds_what_its_reader_may_know_of_in_their_language(db, visit, states):
    visit("SPT/VISIT/MOZ/2025", "MOZ")
    visit("SPT/VISIT/PER/2025", "PER")

    answer = browser_of(people.bruno()).get("/fr/desk/matters.csv")
    text = b"".join(answer.streaming_content).decode()

    assert "SPT/VISIT/PER/2025" in text
    assert "MOZ" not in text
    assert "Visite" in text


def test_a_table_of_what_is_not_understood_is_refused_and_leaves_no_line(desk: Client, visit):
    visit()

    assert desk.get("/desk/matters.csv", {"due": "someday"}).status_code == 400
    assert not Line.objects.filter(event="docket.list_exported").exists()


def test_a_member_does_not_know_of_matters_of_their_own_state(db, visit, states):
    visit("SPT/VISIT/MOZ/2025", "MOZ")
    visit("SPT/VISIT/PER/2025", "PER")
    browser = browser_of(people.bruno())

    assert linked(browser.get("/desk/matters/"), "matters/") == ["SPT/VISIT/PER/2025"]
    assert browser.get("/desk/matters/SPT/VISIT/MOZ/2025/").status_code == 404


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
