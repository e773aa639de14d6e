"""Giving and ending roles, second factors, invitations, nationalities, closing."""

import pytest
from django.core import mail
from django.test import Client

from amparo.access.accounts.invitations import invite
from amparo.access.accounts.second_factor import has_second_factor
from amparo.access.models import Appointment, Invitation, Session, User
from amparo.access.permissions import Post, Role
from amparo.audit.models import Line
from amparo.vault.keystore import destroyed
from tests.people import acting, browser_of, make_person


def at(user: User, page: str = "") -> str:
    return f"/desk/people/{user.code}/{page}"


def roles_of(user: User) -> list[tuple[str, bool]]:
    """Return the roles of an account, and whether each runs."""
    posts = Appointment.objects.filter(user=user).order_by("pk")
    return [(one.role, one.until is None) for one in posts]


def last_line() -> tuple[str, str, str, str]:
    return Line.objects.order_by("-at", "-pk").values_list("event", "by", "about", "outcome")[0]


@pytest.fixture
def bruno(db: None) -> User:
    """Bruno, who holds no role yet."""
    return make_person("bruno", nationalities=("MOZ",))


def test_a_role_is_given_after_its_page_said_what_it_lets_one_do(
    desk: Client, dora: User, bruno: User
):
    asked = desk.post(at(bruno, "roles/"), {"role": "registrar"})
    before = roles_of(bruno)
    given = desk.post(at(bruno, "roles/"), {"role": "registrar", "confirmed": "yes"})

    assert "Destroy the confidential content of a matter at its end" in asked.text
    assert before == []
    assert given["Location"] == at(bruno)
    assert roles_of(bruno) == [("registrar", True)]
    assert last_line() == ("access.appointed", dora.code, bruno.code, "done")


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("auditor", "Who runs the system, who audits it"),
        ("secretariat", "The person holds this role already."),
        (
            "State focal point",
            "Say for which State, for a role that answers for one, and only then.",
        ),
    ],
)
def test_a_role_that_does_not_go_with_another_is_refused_and_what_was_chosen_stays(
    desk: Client, dora: User, role: str, sentence: str
):
    amina = make_person("farid", Role.SECRETARIAT)

    response = desk.post(at(amina, "roles/"), {"role": role, "confirmed": "yes"})

    assert sentence in response.text
    assert f'<option value="{role}" selected>' in response.text
    assert roles_of(amina) == [("secretariat", True)]
    assert last_line() == ("access.refused", dora.code, amina.code, "refused")


def test_a_role_is_ended_and_stays_known(desk: Client, dora: User):
    amina = make_person("farid", Role.SECRETARIAT)
    post = Appointment.objects.get(user=amina)

    asked = desk.get(at(amina, f"roles/{post.pk}/end/"))
    ended = desk.post(at(amina, f"roles/{post.pk}/end/"))

    assert "End this role?" in asked.text
    assert ended["Location"] == at(amina)
    assert roles_of(amina) == [("secretariat", False)]
    assert "Roles once held" in desk.get(at(amina)).text
    ended_by = Line.objects.get(event="access.appointment_ended")
    assert (ended_by.by, ended_by.about) == (dora.code, amina.code)


def test_the_last_administrator_stays(desk: Client, dora: User):
    make_person("emil", Role.AUDITOR)
    post = Appointment.objects.get(user=dora)

    response = desk.post(at(dora, f"roles/{post.pk}/end/"))

    assert "The last administrator cannot be taken away" in response.text
    assert roles_of(dora) == [("administrator", True)]


def test_an_administrator_goes_once_another_can_sign_in(desk: Client, dora: User, bruno: User):
    invited = invite(email="farid@example.org", name="Farid", by=acting(dora)).invitation.user
    for user in (invited, bruno):
        before = desk.post(at(dora, f"roles/{Appointment.objects.get(user=dora).pk}/end/"))
        assert before.status_code == 200
        desk.post(at(user, "roles/"), {"role": "administrator", "confirmed": "yes"})

    after = desk.post(at(dora, f"roles/{Appointment.objects.get(user=dora).pk}/end/"))

    assert after.status_code == 302
    assert roles_of(dora) == [("administrator", False)]


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999999"])
def test_there_is_no_page_of_a_role_that_is_not_there(desk: Client, bruno: User, number: str):
    assert desk.get(at(bruno, f"roles/{number}/end/")).status_code == 404


def test_a_role_of_somebody_else_is_not_found(desk: Client, dora: User, bruno: User):
    post = Appointment.objects.get(user=dora)

    assert desk.get(at(bruno, f"roles/{post.pk}/end/")).status_code == 404


def test_a_lost_second_factor_is_taken_away_and_sessions_end(desk: Client, dora: User):
    amina = make_person("farid", Role.SECRETARIAT)
    browser_of(amina)

    response = desk.post(at(amina, "second-factor/"))

    assert response["Location"] == at(amina)
    assert not has_second_factor(amina)
    assert Session.objects.filter(user=amina).count() == 0


def test_nobody_takes_their_own_second_factor_away(desk: Client, dora: User):
    response = desk.post(at(dora, "second-factor/"))

    assert "Another administrator does this for you." in response.text
    assert has_second_factor(dora)


def test_a_new_invitation_voids_the_one_before(
    desk: Client, dora: User, django_capture_on_commit_callbacks
):
    first = invite(email="farid@example.org", name="Farid", by=acting(dora)).invitation

    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(at(first.user, "invitation/"))

    first.refresh_from_db()
    assert response["Location"] == at(first.user)
    assert first.voided_at is not None
    assert Invitation.objects.filter(user=first.user, voided_at=None).count() == 1
    assert [one.to for one in mail.outbox] == [["farid@example.org"]]


def test_an_account_that_was_taken_up_is_not_invited_again(desk: Client, bruno: User):
    response = desk.post(at(bruno, "invitation/"))

    assert "This invitation was taken up" in response.text
    assert Invitation.objects.count() == 0


def test_nationalities_are_noted_and_the_trail_does_not_say_which(desk: Client, dora: User):
    from amparo.registry.models import State, StateName

    State.objects.create(iso3="KEN", iso2="KE", kind="member")
    StateName.objects.create(state_id="KEN", language="en", short="Kenya")
    bruno = make_person("bruno", Role.MEMBER, nationalities=("MOZ",))

    none_left = desk.post(at(bruno, "nationalities/"), {})
    noted = desk.post(
        at(bruno, "nationalities/"), {"nationality": "MOZ", "second_nationality": "KEN"}
    )

    bruno = User.objects.get(pk=bruno.pk)
    assert "Give the nationality first" in none_left.text
    assert noted["Location"] == at(bruno)
    assert bruno.nationalities == "KEN,MOZ"
    line = Line.objects.get(event="access.nationalities_changed")
    assert (line.by, line.about, line.details) == (dora.code, bruno.code, "{}")


@pytest.mark.parametrize("typed", ["", "P-NOBODY", "\0", "x" * 50])
def test_an_account_is_not_closed_without_its_code(desk: Client, bruno: User, typed: str):
    response = desk.post(at(bruno, "close/"), {"code": typed})

    assert 'class="error"' in response.text
    assert User.objects.get(pk=bruno.pk).state == "active"


def test_a_closed_account_is_read_only_and_nobodys(
    desk: Client, dora: User, django_capture_on_commit_callbacks
):
    amina = make_person("farid", Role.SECRETARIAT)

    with django_capture_on_commit_callbacks(execute=True):
        closed = desk.post(at(amina, "close/"), {"code": amina.code.lower()})
    page = desk.get(at(amina))

    assert closed["Location"] == at(amina)
    assert destroyed([amina.pk]) == {amina.pk}
    assert roles_of(amina) == [("secretariat", False)]
    assert "Who it was cannot be read any more" in page.text
    assert "Farid" not in page.text + desk.get("/desk/people/").text
    for change in ("roles/", "nationalities/", "second-factor/", "invitation/", "close/"):
        assert desk.get(at(amina, change)).status_code == 404
        assert desk.post(at(amina, change)).status_code == 404


def test_the_last_administrator_is_not_closed(desk: Client, dora: User):
    response = desk.post(at(dora, "close/"), {"code": dora.code})

    assert "The last administrator cannot be taken away" in response.text
    assert User.objects.get(pk=dora.pk).state == "active"


@pytest.mark.parametrize("change", ["roles/", "nationalities/", "second-factor/", "close/"])
def test_a_change_is_refused_without_the_mark_of_the_form(dora: User, change: str):
    bruno = make_person("bruno", Post(Role.REGISTRAR))

    response = browser_of(dora, checks_forms=True).post(at(bruno, change), {"code": bruno.code})

    assert response.status_code == 403
    assert roles_of(bruno) == [("registrar", True)]
    assert User.objects.get(pk=bruno.pk).state == "active"
