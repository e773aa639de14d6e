"""Invitations, and ways back in: good once, for a time, for whoever they were sent to."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from amparo.access.accounts import invitations
from amparo.access.accounts.invitations import invite, open_link, send_way_back, take_up
from amparo.access.accounts.opening import close_account
from amparo.access.models import AccountState, Invitation, User
from amparo.access.permissions import Actor, Post, Role
from amparo.core.errors import NotVisible, Refused
from amparo.vault.keystore import KeyDestroyed
from tests.accounts import PASSWORD, person, signed_in, trail, with_app

pytestmark = pytest.mark.django_db

ADMINISTRATOR = Actor("P-ADMIN2", (Post(Role.ADMINISTRATOR),))
MEMBER = Actor("P-MEMBR2", (Post(Role.MEMBER),))


def invited(email: str = "bruno@example.org", **more) -> invitations.Sent:
    return invite(email=email, name="Bruno Silva", by=ADMINISTRATOR, **more)


def token_of(sent: invitations.Sent) -> str:
    return sent.link.rstrip("/").rpartition("/")[2]


def token_in(letter) -> str:
    (line,) = [one for one in letter.body.splitlines() if one.startswith("http")]
    return line.rstrip("/").rpartition("/")[2]


def test_an_invitation_makes_an_account_that_waits_and_sends_the_link(
    mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sent = invited(nationalities=["bra", "PRT"], language="fr")

    user = sent.invitation.user
    assert (user.email, user.name) == ("bruno@example.org", "Bruno Silva")
    assert (user.nationalities, user.state) == ("BRA,PRT", AccountState.INVITED)
    (letter,) = mailoutbox
    assert letter.to == ["bruno@example.org"]
    assert sent.link.startswith("http://localhost:8000/fr/invitation/")
    assert sent.link in letter.body
    assert "Silva" not in letter.subject + letter.body
    assert trail() == [("access.invited", "P-ADMIN2", "done")]


def test_the_token_is_in_the_letter_only():
    token = token_of(invited())

    (row,) = Invitation.objects.all()
    assert token not in str(vars(row))
    assert len(token) == 43  # 256 bits


def test_taking_it_up_makes_the_account_active(settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.QuickArgon2"]
    sent = invited()

    user = take_up(token_of(sent), password=PASSWORD)

    assert user.state == AccountState.ACTIVE
    assert signed_in(user).get("/account/").status_code == 200
    assert ("access.invitation_taken_up", user.code, "done") in trail()


def used(sent: invitations.Sent) -> None:
    take_up(token_of(sent), password=None)


def voided(_sent: invitations.Sent) -> None:
    invited()


def old(_sent: invitations.Sent) -> None:
    ago = timezone.now() - timedelta(days=8)
    Invitation.objects.update(made_at=ago, ends_at=ago + timedelta(days=7))


def closed(sent: invitations.Sent) -> None:
    close_account(sent.invitation.user, by=ADMINISTRATOR)


@pytest.mark.parametrize("event", [used, voided, old, closed])
def test_a_link_opens_nothing_once_it_is(event):
    sent = invited()
    open_link(token_of(sent))

    event(sent)

    with pytest.raises(NotVisible):
        open_link(token_of(sent))
    with pytest.raises(NotVisible):
        take_up(token_of(sent), password=PASSWORD)


def test_one_account_has_one_open_link():
    sent = invited()

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            user=sent.invitation.user,
            purpose="invitation",
            token_digest="x",
            by="x",
            made_at=timezone.now(),
            ends_at=timezone.now() + timedelta(days=1),
        )


def test_who_has_an_account_is_not_invited_again(amina: User):
    with pytest.raises(Refused, match="There is an account with this address already"):
        invite(email="AMINA@example.org", name="Amina", by=ADMINISTRATOR)


def test_only_who_manages_accounts_invites():
    with pytest.raises(Refused, match="You may not manage accounts"):
        invite(email="bruno@example.org", name="Bruno Silva", by=MEMBER)
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("email", "name", "nationalities"),
    [
        pytest.param("no address", "Bruno", [], id="no address"),
        pytest.param("b@example.org\nBcc: x@example.org", "Bruno", [], id="a header in it"),
        pytest.param("b\0@example.org", "Bruno", [], id="a zero byte"),
        pytest.param(f"{'b' * 250}@example.org", "Bruno", [], id="an address too long"),
        pytest.param("b@example.org", "", [], id="no name"),
        pytest.param("b@example.org", "B\0", [], id="a zero byte in the name"),
        pytest.param("b@example.org", "B" * 121, [], id="a name too long"),
        pytest.param("b@example.org", "Bruno", ["Brazil"], id="no code of a State"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused(email: str, name: str, nationalities: list[str]):
    with pytest.raises(Refused):
        invite(email=email, name=name, nationalities=nationalities, by=ADMINISTRATOR)
    assert User.objects.count() == 0


def test_a_way_back_sets_a_password_and_leaves_the_second_factor(amina: User, mailoutbox):
    from amparo.access.accounts.second_factor import has_second_factor

    with_app(amina)
    elsewhere = signed_in_with_app(amina)

    send_way_back("Amina@example.org")
    (letter,) = mailoutbox
    take_up(token_in(letter), password="another set of quiet words")

    amina.refresh_from_db()
    assert amina.check_password("another set of quiet words")
    assert has_second_factor(amina)
    assert elsewhere.get("/account/").status_code == 302
    assert trail()[-1] == ("access.password_changed", amina.code, "done")


def signed_in_with_app(user: User):
    from tests.accounts import browser, code_now

    client = browser()
    client.post("/sign-in/", {"email": user.email, "password": PASSWORD})
    client.post("/sign-in/second-factor/", {"code": code_now()})
    assert client.get("/account/").status_code == 200
    return client


def test_a_way_back_needs_a_new_password(amina: User, mailoutbox):
    send_way_back(amina.email)

    with pytest.raises(Refused, match="Choose a new password"):
        take_up(token_in(mailoutbox[0]), password=None)
    assert open_link(token_in(mailoutbox[0])).user == amina


def test_a_way_back_ends_after_an_hour(amina: User, mailoutbox):
    send_way_back(amina.email)
    ago = timezone.now() - timedelta(minutes=61)
    Invitation.objects.update(made_at=ago, ends_at=ago + timedelta(hours=1))

    with pytest.raises(NotVisible):
        open_link(token_in(mailoutbox[0]))


def test_there_is_no_way_back_for_nobody_and_for_the_closed(amina: User, mailoutbox):
    close_account(amina, by=ADMINISTRATOR)

    send_way_back("nobody@example.org")
    send_way_back("amina@example.org")

    assert mailoutbox == []


def test_who_still_waits_gets_a_fresh_invitation(mailoutbox):
    first = invited(by_letter=False)

    send_way_back("bruno@example.org")

    assert take_up(token_in(mailoutbox[0]), password=None).state == AccountState.ACTIVE
    assert token_in(mailoutbox[0]) != token_of(first)


def test_a_closed_account_can_be_read_by_nobody_and_its_address_is_free(
    amina: User, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        close_account(amina, by=ADMINISTRATOR)

    gone = User.objects.get(code=amina.code)
    assert (gone.state, gone.has_usable_password()) == (AccountState.CLOSED, False)
    with pytest.raises(KeyDestroyed):
        _name = gone.name
    with pytest.raises(Refused, match="closed already"):
        close_account(gone, by=ADMINISTRATOR)
    assert invited("amina@example.org").invitation.user.code != amina.code


def test_only_who_manages_accounts_closes_them(amina: User):
    with pytest.raises(Refused, match="You may not manage accounts"):
        close_account(amina, by=MEMBER)
    assert signed_in(amina).get("/account/").status_code == 200


def test_codes_have_no_letter_that_could_be_another(amina: User):
    codes = {person(f"p{number}@example.org", "P").code for number in range(20)}

    assert len(codes) == 20
    assert all(len(code) == 8 and not set(code[2:]) & set("01ILOU") for code in codes)
