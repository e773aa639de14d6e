"""The team of a matter: who is listed, given access, and loses it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access.accounts.opening import close_account
from amparo.access.models import User
from amparo.access.permissions import Role
from amparo.docket import team
from tests import people
from tests.desk.conftest import counting
from tests.desk.pages import errors, linked, refused, said
from tests.people import acting, browser_of, make_person

REFERENCE = "SPT/VISIT/PER/2025"
PATH = f"/desk/team/{REFERENCE}/"


@pytest.fixture
def fatou(db: None) -> User:
    """Fatou, a case officer of another matter."""
    return make_person("fatou", Role.CASE_OFFICER, nationalities=("SEN",))


def form(code: str, **changed: str) -> dict[str, str]:
    """Return what the form sends."""
    return {"code": code, "role": "case officer", "kind": "team", **changed}


def who(amina: User) -> list[tuple[str, str, str]]:
    """Return who has access: code, role, kind."""
    found = team.accesses(REFERENCE, actor=acting(amina), at=timezone.now())
    return [(one.code, one.role.value, one.kind.value) for one in found]


def test_somebody_joins_the_team_by_their_code(amina, desk: Client, visit, fatou):
    visit()

    given = desk.post(PATH, form(f" {fatou.code.lower()} "))

    assert (given.status_code, given["Location"]) == (302, PATH)
    assert who(amina) == [(fatou.code, "case officer", "team")]
    assert f"Fatou, {fatou.code}: Case officer One of the team, from" in said(desk.get(PATH))


def test_access_by_name_has_a_reason_and_an_end(amina, desk: Client, visit, fatou):
    visit()
    until = (timezone.now() + timedelta(days=3)).date()

    desk.post(PATH, form(fatou.code, kind="named", until=str(until), reason="Reads one letter."))

    (given,) = team.accesses(REFERENCE, actor=acting(amina), at=timezone.now())
    assert given.until == datetime(until.year, until.month, until.day, 23, 59, 59, 999999, UTC)
    assert "Reason: Reads one letter." in said(desk.get(PATH))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param({"kind": "named"}, "Access outside of the team needs a reason", id="no end"),
        pytest.param({"code": "P-22ZZ22"}, "There is no account with this code.", id="no account"),
        pytest.param(
            {"kind": "named", "until": "2020-01-01", "reason": "Late."},
            "The end lies before the beginning.",
            id="an end that is past",
        ),
        pytest.param({"role": "rapporteur"}, "The matter concerns the State", id="recused"),
    ],
)
def test_access_that_may_not_be_given_is_refused(
    amina, desk: Client, visit, changed: dict[str, str], sentence: str
):
    visit(state="SEN")
    fatou = make_person("fatou", Role.CASE_OFFICER, nationalities=("SEN",))

    page = desk.post(PATH, {**form(fatou.code), **changed})

    assert page.status_code == 400
    assert [one for one in refused(page) if one.startswith(sentence)] == refused(page) != []
    assert who(amina) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"role": "administrator"}, "Select a valid choice."),
        ({"role": "member"}, "Select a valid choice."),
        ({"kind": "emergency"}, "Select a valid choice."),
        ({"until": "soon"}, "Enter a valid date."),
        ({"code": ""}, "This field is required."),
        ({"reason": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_a_form_with_something_wrong_says_what(
    amina, desk: Client, visit, fatou, changed, sentence: str
):
    visit()

    page = desk.post(PATH, {**form(fatou.code), **changed})

    assert page.status_code == 400
    assert [one for one in errors(page) if one.startswith(sentence)] == errors(page) != []
    assert who(amina) == []


def test_access_is_ended_once_that_is_confirmed(amina, desk: Client, visit, fatou):
    visit()
    desk.post(PATH, form(fatou.code))
    (address,) = linked(desk.get(PATH), "access/")

    asked = desk.get(f"/desk/access/{address}/")
    before = who(amina)
    ended = desk.post(f"/desk/access/{address}/")

    assert "End this access?" in said(asked)
    assert fatou.code in said(asked)
    assert before == [(fatou.code, "case officer", "team")]
    assert (ended.status_code, ended["Location"]) == (302, PATH)
    assert who(amina) == []
    assert desk.post(f"/desk/access/{address}/").status_code == 404


def test_a_member_sees_the_team_by_code_and_changes_nothing(amina, desk: Client, visit, fatou):
    visit()
    until = str((timezone.now() + timedelta(days=3)).date())
    desk.post(PATH, form(fatou.code, kind="named", until=until, reason="Reads one letter."))
    (address,) = linked(desk.get(PATH), "access/")
    member = browser_of(people.bruno())

    page = member.get(PATH)
    assert fatou.code in said(page)
    assert "Fatou" not in said(page)
    assert "Reads one letter." not in said(page)
    assert "Give access" not in said(page)
    assert member.get(f"/desk/access/{address}/").status_code == 404
    assert member.post(f"/desk/access/{address}/").status_code == 404
    assert refused(member.post(PATH, form(fatou.code))) == [
        "You may not give access to this matter."
    ]
    assert who(amina) == [(fatou.code, "case officer", "named")]


def test_the_team_of_a_matter_one_may_not_know_of_is_not_there(amina, desk, visit, fatou):
    visit(state="MOZ")
    desk.post(PATH, form(fatou.code))
    (address,) = linked(desk.get(PATH), "access/")

    for person in (people.bruno(), people.chidi(), people.dora()):
        browser = browser_of(person)
        assert browser.get(PATH).status_code == 404
        assert browser.post(PATH, form(fatou.code)).status_code == 404
        assert browser.post(f"/desk/access/{address}/").status_code == 404
    assert who(amina) == [(fatou.code, "case officer", "team")]


def test_who_left_is_listed_by_code(desk: Client, visit, fatou, django_capture_on_commit_callbacks):
    visit()
    desk.post(PATH, form(fatou.code))
    with django_capture_on_commit_callbacks(execute=True):
        close_account(fatou, by=acting(people.dora()))

    page = desk.get(PATH)

    assert page.status_code == 200
    assert "Fatou" not in said(page)


def test_the_page_takes_as_many_statements_for_three_as_for_one(amina, desk, visit, fatou):
    visit()
    desk.post(PATH, form(fatou.code))
    desk.get(PATH)
    with counting() as one:
        desk.get(PATH)
    for hint in ("gael", "hana"):
        desk.post(PATH, form(make_person(hint, Role.CASE_OFFICER).code))
    with counting() as three:
        desk.get(PATH)

    assert len(who(amina)) == 3
    assert one == three
