"""One's own account: password, language, second factors, sessions."""

import pytest

from amparo.access.accounts import second_factor
from amparo.access.accounts.signing_in import CONFIRMED_AT
from amparo.access.models import Session, User
from tests.accounts import PASSWORD, code_now, person, signed_in, trail, with_app

NEW = "another set of quiet words"
CHANGES = [
    "/account/second-factor/app/",
    "/account/second-factor/passkey/",
]


def grown_old(client) -> None:
    """Let somebody have been signed in for a while."""
    session = client.session
    session[CONFIRMED_AT] = 0
    session.save()


def test_changing_the_password_ends_every_other_session(amina: User):
    here, elsewhere = signed_in(amina), signed_in(amina)

    changed = here.post("/account/password/", {"password": PASSWORD, "new_password": NEW})

    assert changed["Location"] == "/account/"
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert Session.objects.filter(user=amina).count() == 1
    assert ("access.password_changed", amina.code, "done") in trail()
    amina.refresh_from_db()
    assert signed_in(amina, NEW)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"password": "not the right one", "new_password": NEW}, "This is not your password."),
        ({"password": PASSWORD, "new_password": "short"}, "This password is too short."),
        ({"password": PASSWORD, "new_password": "amina@example.org"}, "too much like your name"),
        ({"password": PASSWORD, "new_password": "x" * 129}, "at most 128 characters"),
        ({"new_password": NEW}, "This field is required."),
    ],
)
def test_a_password_is_not_changed_without_the_right_one_and_a_good_one(amina: User, sent, said):
    elsewhere = signed_in(amina)

    page = signed_in(amina).post("/account/password/", sent)

    assert said in page.text
    assert elsewhere.get("/account/").status_code == 200
    amina.refresh_from_db()
    assert amina.check_password(PASSWORD)


@pytest.mark.parametrize("path", CHANGES)
def test_a_change_that_matters_asks_again_after_a_while(amina: User, path: str):
    client = signed_in(amina)
    assert client.get(path).status_code == 200
    grown_old(client)

    asked = client.get(path)
    wrong = client.post("/account/confirm/", {"password": "not the right one", "next": path})
    still = client.get(path)
    right = client.post("/account/confirm/", {"password": PASSWORD, "next": path})

    assert asked["Location"] == f"/account/confirm/?next={path.replace('/', '%2F')}"
    assert "This is not your password." in wrong.text
    assert still.status_code == 302
    assert right["Location"] == path
    assert client.get(path).status_code == 200


def test_a_code_proves_it_too_and_only_once(amina: User):
    with_app(amina)
    client = signed_in_with(amina)
    grown_old(client)

    # The code was spent at sign-in; the one of the step before, when the app was set up.
    spent = client.post("/account/confirm/", {"code": code_now()})
    right = client.post("/account/confirm/", {"code": code_now(steps=1)})

    assert "was used already" in spent.text
    assert right["Location"] == "/account/"


def signed_in_with(user: User):
    from tests.accounts import browser

    client = browser()
    client.post("/sign-in/", {"email": user.email, "password": PASSWORD})
    client.post("/sign-in/second-factor/", {"code": code_now()})
    return client


def test_setting_up_an_app_ends_other_sessions_and_shows_recovery_codes_once(amina: User):
    here, elsewhere = signed_in(amina), signed_in(amina)
    here.get("/account/second-factor/app/")
    secret = here.session["mfa.totp.secret"]

    wrong = here.post("/account/second-factor/app/", {"code": "000000"})
    right = here.post("/account/second-factor/app/", {"code": code_now(secret)})
    shown = here.get("/account/second-factor/codes/")
    again = here.get("/account/second-factor/codes/")

    assert "This code is not right." in wrong.text
    assert right["Location"] == "/account/second-factor/codes/"
    assert shown.text.count("<li>") - again.text.count("<li>") == 10
    assert elsewhere.get("/account/").status_code == 302
    assert [event for event, _by, _done in trail()][-3:] == [
        "access.second_factor_added",
        "access.session_revoked",
        "access.recovery_codes_made",
    ]


def test_a_second_app_is_not_set_up_beside_the_first(amina: User):
    client = signed_in(amina)
    with_app(amina)

    assert client.get("/account/second-factor/app/")["Location"] == "/account/second-factor/"


def test_a_factor_is_removed_by_its_holder_only(amina: User):
    with_app(amina)
    (factor,) = second_factor.factors_of(amina)
    path = f"/account/second-factor/{factor.pk}/"
    stranger = signed_in(person("bruno@example.org", "Bruno Silva"))
    hers = signed_in_with(amina)

    assert stranger.get(path).status_code == 404
    assert stranger.post(path).status_code == 404
    assert hers.get(path).status_code == 200
    assert second_factor.has_second_factor(amina)
    assert hers.post(path)["Location"] == "/account/second-factor/"
    assert not second_factor.has_second_factor(amina)


def test_staff_do_not_remove_their_only_factor(amina: User):
    from tests.access.accounts.test_second_factor import ADMINISTRATOR, Role, appoint, timezone

    with_app(amina)
    appoint(amina, Role.REGISTRAR, by=ADMINISTRATOR, at=timezone.now())
    (factor,) = second_factor.factors_of(amina)

    page = signed_in_with(amina).post(f"/account/second-factor/{factor.pk}/")

    assert "Add another before you remove it." in page.text
    assert second_factor.has_second_factor(amina)


def test_sessions_are_listed_and_ended_one_by_one(amina: User):
    here, elsewhere = signed_in(amina), signed_in(amina)

    page = here.get("/account/sessions/")
    mark = page.text.split('name="mark" value="')[1].split('"')[0]
    here.post("/account/sessions/", {"mark": mark})

    assert page.text.count("Firefox on Linux") == 3  # two in the list, one in a button's name
    assert page.text.count("this browser") == 1
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert trail()[-1] == ("access.session_revoked", amina.code, "done")


def test_all_other_sessions_are_ended_at_once(amina: User):
    here, *others = (signed_in(amina) for _browser in range(3))

    here.post("/account/sessions/", {"others": "all"})

    assert [one.get("/account/").status_code for one in (here, *others)] == [200, 302, 302]


def test_a_session_of_somebody_else_cannot_be_ended(amina: User):
    hers, brunos = signed_in(amina), signed_in(person("bruno@example.org", "Bruno Silva"))
    signed_in(amina)
    mark = hers.get("/account/sessions/").text.split('name="mark" value="')[1].split('"')[0]

    for made_up in (mark, "x", "", Session.objects.filter(user=amina)[0].key_digest):
        assert brunos.post("/account/sessions/", {"mark": made_up}).status_code == 404
    assert Session.objects.filter(user=amina).count() == 2


def test_the_language_is_changed_and_spoken_at_once(amina: User):
    changed = signed_in(amina).post("/account/", {"language": "ar"})

    assert changed["Location"] == "/ar/account/"
    amina.refresh_from_db()
    assert amina.language == "ar"


def test_a_language_that_is_not_spoken_is_refused(amina: User):
    assert signed_in(amina).post("/account/", {"language": "tlh"}).status_code == 200
    amina.refresh_from_db()
    assert amina.language == "en"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_sessions_asks_the_same_questions(
    amina: User, count: int, django_assert_num_queries
):
    client = [signed_in(amina) for _browser in range(count)][-1]

    # The session, the account, the list, and once the roles and grants that say whether a second
    # factor is needed and where this person is at work.
    with django_assert_num_queries(5):
        client.get("/account/sessions/")
