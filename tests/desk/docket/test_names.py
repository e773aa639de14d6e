"""Searching by name: sent, never in an address; answers nothing but matters."""

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access.permissions import Role
from amparo.audit.models import Line
from amparo.docket import team
from tests import people
from tests.desk.conftest import WITNESS, counting
from tests.desk.pages import errors, linked, said
from tests.people import acting, browser_of, make_person

PATH = "/desk/names/"


@pytest.fixture
def custodian(db: None) -> Client:
    """Wanjiru, the custodian of identities, at her browser."""
    return browser_of(make_person("wanjiru", Role.CUSTODIAN_OF_IDENTITIES))


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        pytest.param({"name": WITNESS}, ["SPT/VISIT/PER/2025"], id="as written"),
        pytest.param({"name": "xiomara  QUETZALCÓATL"}, ["SPT/VISIT/PER/2025"], id="as people do"),
        pytest.param({"name": "Quetzalcoatl"}, [], id="one word of a whole name"),
        pytest.param({"name": "Quetzalcoatl", "words": "on"}, ["SPT/VISIT/PER/2025"], id="a word"),
        pytest.param({"name": "Somebody Else"}, [], id="another person"),
    ],
)
def test_a_name_finds_the_matters_it_stands_in(custodian, visit, sent, found: list[str]):
    visit()

    page = custodian.post(PATH, sent)

    assert linked(page, "matters/") == found


def test_the_answer_shows_no_name_and_leaves_none(custodian, visit):
    visit()

    page = custodian.post(PATH, {"name": WITNESS})

    assert said(page).count(WITNESS) == 0
    line = Line.objects.get(event="docket.names_searched")
    assert WITNESS not in f"{line.about} {line.details}"


def test_nothing_found_is_said_in_a_sentence(custodian, visit):
    visit()

    page = said(custodian.post(PATH, {"name": "Somebody Else"}))

    assert "No matter whose names you may read names this person." in page


def test_a_name_in_an_address_is_not_looked_for(custodian, visit):
    visit()

    assert linked(custodian.get(PATH, {"name": WITNESS}), "matters/") == []


def test_who_reads_no_names_in_a_matter_does_not_find_it_by_name(amina, desk, visit):
    reference = visit().reference
    from_afar = linked(desk.post(PATH, {"name": WITNESS}), "matters/")
    team.give(
        reference,
        amina,
        Role.CASE_OFFICER,
        by=acting(make_person("omar", Role.SECRETARIAT)),
        at=timezone.now(),
    )
    of_the_team = linked(desk.post(PATH, {"name": WITNESS}), "matters/")

    assert from_afar == []
    assert of_the_team == ["SPT/VISIT/PER/2025"]


def test_an_empty_search_says_so(custodian):
    page = custodian.post(PATH, {"name": " "})

    assert page.status_code == 400
    assert errors(page) == ["This field is required."]


def test_names_are_not_searched_by_a_member(db, visit):
    visit()

    assert browser_of(people.bruno()).post(PATH, {"name": WITNESS}).status_code == 404


def test_the_answer_takes_as_many_statements_for_three_as_for_one(custodian, visit):
    visit("V/1")
    custodian.post(PATH, {"name": WITNESS})
    with counting() as one:
        custodian.post(PATH, {"name": WITNESS})
    visit("V/2"), visit("V/3")
    with counting() as three:
        page = custodian.post(PATH, {"name": WITNESS})

    assert linked(page, "matters/") == ["V/1", "V/2", "V/3"]
    assert one == three
