"""The list of accounts, one account, and inviting a person."""

import re

import pytest
from django.core import mail
from django.test import Client

from amparo.access.accounts.opening import make_account
from amparo.access.accounts.people import PAGE
from amparo.access.models import Appointment, User
from amparo.access.permissions import ROLES, Permission, Post, Role
from amparo.audit.models import Line
from amparo.bodies.models import Mechanism, MechanismName
from amparo.registry.models import State, StateName
from tests import people
from tests.people import browser_of, make_person

PEOPLE = "/desk/people/"
OUTSIDE = [role for role in Role if role not in (Role.ADMINISTRATOR, Role.SERVICE)]
INVITATION = {"email": "farid@example.org", "name": "Farid Rahmani", "language": "fr"}


@pytest.fixture
def world(db: None) -> None:
    """Mozambique, and the Subcommittee."""
    State.objects.create(iso3="MOZ", iso2="MZ", kind="member")
    StateName.objects.create(state_id="MOZ", language="en", short="Mozambique")
    Mechanism.objects.create(code="SPT", kind="subcommittee")
    MechanismName.objects.create(
        mechanism_id="SPT", language="en", name="Subcommittee on Prevention", short="SPT"
    )


def codes_on(text: str) -> list[str]:
    """Return the accounts that a page links to, in its order."""
    return re.findall(r'href="/desk/people/(P-[A-Z0-9]{6})/"', text)


def lines_of(event: str) -> list[tuple[str, str, str]]:
    return list(Line.objects.filter(event=event).values_list("by", "about", "details"))


@pytest.mark.parametrize("path", ["", "invite/", "{code}/"])
def test_a_page_opens_and_has_one_heading(desk: Client, dora: User, path: str):
    response = desk.get(PEOPLE + path.format(code=dora.code))

    assert (response.status_code, response.text.count("<h1")) == (200, 1)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize("path", ["", "invite/", "{code}/", "{code}/roles/", "{code}/close/"])
def test_who_does_not_manage_accounts_finds_no_page(dora: User, role: Role, path: str):
    assert Permission.ACCOUNTS_MANAGE not in ROLES[role].may
    state = "MOZ" if role in (Role.STATE_FOCAL_POINT, Role.NPM_FOCAL_POINT) else ""
    outsider = make_person("farid", Post(role, state=state), nationalities=("MOZ",))

    client = browser_of(outsider)
    response = client.get(PEOPLE + path.format(code=dora.code))
    nobody = client.get(PEOPLE + path.format(code="P-NOBODY"))

    assert (response.status_code, nobody.status_code) == (404, 404)
    assert response.text.replace(dora.code, "P-NOBODY") == nobody.text


def test_nobody_signed_in_is_sent_to_sign_in(db: None):
    assert Client().get(PEOPLE)["Location"] == "/sign-in/?next=/desk/people/"


def test_the_list_says_who_there_is_the_newest_first(desk: Client, dora: User):
    bruno = make_person("bruno", Role.MEMBER, nationalities=("MOZ",))

    page = desk.get(PEOPLE)

    assert codes_on(page.text) == [bruno.code, dora.code]
    assert "Bruno Sitoe" in page.text
    assert "bruno@example.org" not in page.text
    assert lines_of("access.accounts_listed") == [(dora.code, "", '{"count":2}')]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?role=member", ["bruno"]),
        ("?state=active", ["bruno", "dora"]),
        ("?state=closed", []),
        ("?role=auditor", []),
        ("?role=administrator&state=active", ["dora"]),
    ],
)
def test_the_list_is_narrowed(desk: Client, dora: User, query: str, expected: list[str]):
    bruno = make_person("bruno", Role.MEMBER, nationalities=("MOZ",))
    codes = {"bruno": bruno.code, "dora": dora.code}

    assert codes_on(desk.get(PEOPLE + query).text) == [codes[one] for one in expected]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?before=P-NOBODY", "This is not a place in the list."),
        ("?before=" + "9" * 500, "This is not a place in the list."),
        ("?state=lost", "Select a valid choice. lost is not one of the available choices."),
        ("?role=king", "Select a valid choice. king is not one of the available choices."),
        ("?before=a%00b", "The request could not be read."),
    ],
)
def test_a_list_that_cannot_be_shown_says_why(desk: Client, query: str, sentence: str):
    response = desk.get(PEOPLE + query)

    assert response.status_code == 400
    assert sentence in response.text


def test_the_list_goes_on_from_page_to_page_without_a_gap(desk: Client, dora: User):
    made = [make_account(email=f"p{one}@example.org", name="Somebody") for one in range(PAGE)]

    first = desk.get(PEOPLE)
    (later,) = re.findall(r'rel="next" href="([^"]*)"', first.text)
    second = desk.get(PEOPLE + later)

    assert codes_on(first.text) == [one.code for one in reversed(made)]
    assert codes_on(second.text) == [dora.code]


@pytest.mark.parametrize("asked", ["sitoe", "BRUNO SITOE", "Sitoé bruno", "Bruno@example.ORG", "*"])
def test_people_are_found_by_name_address_or_code(desk: Client, dora: User, asked: str):
    bruno = make_person("bruno")
    asked = bruno.code.lower() if asked == "*" else asked

    page = desk.post(PEOPLE, {"asked": asked})

    assert codes_on(page.text) == [bruno.code]


@pytest.mark.parametrize("asked", ["sito", "nobody@example.org", "P-", "...", "%"])
def test_nobody_is_found_by_what_is_nobodys(desk: Client, asked: str):
    make_person("bruno")

    page = desk.post(PEOPLE, {"asked": asked})

    assert codes_on(page.text) == []
    assert "No account has this name, address or code." in page.text


def test_what_is_searched_for_is_kept_nowhere(desk: Client, dora: User):
    make_person("bruno")

    page = desk.post(PEOPLE, {"asked": "bruno@example.org"})

    assert page.status_code == 200
    assert [
        href for href in re.findall(r'(?:href|action)="([^"]*)"', page.text) if "bruno" in href
    ] == []
    assert lines_of("access.accounts_listed") == [(dora.code, "", '{"count":1}')]


@pytest.mark.parametrize("asked", ["", "a\0b", "x" * 300])
def test_a_search_that_cannot_be_made_says_why(desk: Client, asked: str):
    response = desk.post(PEOPLE, {"asked": asked})

    assert response.status_code == 400
    assert 'class="error"' in response.text


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_takes_a_fixed_number_of_questions(
    desk: Client, django_assert_num_queries, more: int
):
    for number in range(more):
        make_person(f"person{number}", Role.MEMBER, nationalities=("MOZ",))
    desk.get(PEOPLE)

    with django_assert_num_queries(12):
        desk.get(PEOPLE)


def test_an_account_shows_what_is_held_and_reading_it_leaves_a_line(
    desk: Client, dora: User, world: None
):
    bruno = make_person("bruno", Post(Role.MEMBER, body="SPT"), nationalities=("MOZ",))

    page = desk.get(f"{PEOPLE}{bruno.code}/")

    for shown in (
        "Bruno Sitoe",
        "bruno@example.org",
        "Mozambique",
        "Member (Subcommittee on Prevention)",
        "An app is set up.",
    ):
        assert shown in page.text
    assert "Roles once held" not in page.text
    assert lines_of("access.account_read") == [(dora.code, bruno.code, "{}")]


@pytest.mark.parametrize("code", ["P-NOBODY", "p-7kq2m9", "x" * 300])
def test_there_is_no_page_of_nobody(desk: Client, code: str):
    assert desk.get(f"{PEOPLE}{code}/").status_code == 404


def test_an_invitation_makes_an_account_with_its_role_and_sends_a_letter(
    desk: Client, dora: User, world: None, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(
            f"{PEOPLE}invite/",
            {**INVITATION, "role": "member", "body": "SPT", "nationality": "MOZ"},
        )

    invited = User.objects.exclude(pk=dora.pk).get()
    assert response["Location"] == f"{PEOPLE}{invited.code}/"
    assert (invited.email, invited.name, invited.nationalities, invited.language) == (
        "farid@example.org",
        "Farid Rahmani",
        "MOZ",
        "fr",
    )
    post = Appointment.objects.get(user=invited)
    assert (post.role, post.body, post.state, post.given_by) == ("member", "SPT", "", dora.code)
    assert [one.to for one in mail.outbox] == [["farid@example.org"]]
    assert "farid" not in response["Location"].lower()


def test_an_invitation_without_a_role_gives_none(desk: Client, dora: User, world: None):
    response = desk.post(f"{PEOPLE}invite/", INVITATION)

    assert response.status_code == 302
    assert Appointment.objects.exclude(user=dora).count() == 0


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"role": "member"},
            "Give the nationality first: by it, members are recused. Rule: TB-EL-5.",
        ),
        ({"role": "State focal point"}, "Say for which State, for a role that answers for one"),
        ({"role": "registrar", "state": "MOZ"}, "Say for which State, for a role that answers for"),
        ({"email": "dora@example.org"}, "There is an account with this address already."),
        ({"email": "nobody"}, "Enter a valid email address."),
        ({"name": "\x01"}, "A name has between one and 120 characters."),
        ({"name": "a\0"}, "Null characters are not allowed."),
        ({"role": "service"}, "Select a valid choice."),
        ({"role": "case officer"}, "Select a valid choice."),
        ({"language": "xx"}, "Select a valid choice."),
        ({"nationality": "XXX"}, "Select a valid choice."),
    ],
)
def test_a_refused_invitation_says_why_keeps_what_was_typed_and_makes_nothing(
    desk: Client,
    world: None,
    more: dict[str, str],
    sentence: str,
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(f"{PEOPLE}invite/", {**INVITATION, **more})

    assert sentence in response.text
    assert f'value="{({**INVITATION, **more})["email"]}"' in response.text
    assert User.objects.count() == 1
    assert mail.outbox == []


def test_a_refused_role_leaves_a_line_and_no_address_in_it(desk: Client, dora: User, world: None):
    desk.post(f"{PEOPLE}invite/", {**INVITATION, "role": "member"})

    assert lines_of("access.refused") == [(dora.code, "", '{"door":"desk:people:invite"}')]


@pytest.mark.parametrize("language", ["fr", "es", "ar", "ru", "zh-hans"])
def test_the_pages_open_in_every_language(desk: Client, dora: User, world: None, language: str):
    for path in ("", "invite/", f"{dora.code}/", f"{dora.code}/roles/"):
        assert desk.get(f"/{language}{PEOPLE}{path}").status_code == 200


def test_no_page_of_people_names_a_matter(desk: Client):
    from amparo.docket.models import Matter

    amina = people.amina()
    matter = Matter.objects.create(procedure="petition", reference="SPT/SECRET/1")
    from django.utils import timezone

    from amparo.access.models import Grant, GrantKind

    now = timezone.now()
    Grant.objects.create(
        matter=matter,
        user=amina,
        role=Role.CASE_OFFICER.value,
        kind=GrantKind.TEAM.value,
        since=now,
        given_by="somebody",
    )

    shown = desk.get(PEOPLE).text + desk.get(f"{PEOPLE}{amina.code}/").text

    assert "SPT/SECRET/1" not in shown
