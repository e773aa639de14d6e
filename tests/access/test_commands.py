"""Inviting and closing from the command line, as an operator meets it."""

import pytest
from django.core.management import CommandError, call_command

from amparo.access.accounts.second_factor import has_second_factor, must_have_second_factor
from amparo.access.models import AccountState, Invitation, User
from amparo.core.errors import NotVisible, Refused
from tests.accounts import browser, trail, with_app

pytestmark = pytest.mark.django_db

ADMIN = {"name": "Amina Diallo", "role": "administrator", "print": True}


def said(*arguments: str, **options: object) -> list[str]:
    """Run a command and return the lines it printed."""
    from io import StringIO

    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue().splitlines()


def test_the_first_administrator_gets_a_link_and_no_password(mailoutbox):
    first, link = said("invite", "amina@example.org", **ADMIN)

    user = User.objects.get()
    assert first == f"{user.code} is invited. This link works once, for seven days:"
    assert (user.state, user.has_usable_password()) == (AccountState.INVITED, False)
    assert must_have_second_factor(user)
    assert browser().get(link.removeprefix("http://localhost:8000")).status_code == 302
    assert mailoutbox == []
    assert [event for event, _by, _done in trail()] == ["access.invited", "access.appointed"]


def test_a_lost_link_is_made_anew_and_the_one_before_is_void():
    _first, lost = said("invite", "amina@example.org", **ADMIN)
    _again, link = said("invite", "amina@example.org", **ADMIN)

    assert User.objects.count() == 1
    assert Invitation.objects.filter(voided_at=None).count() == 1
    assert browser().get(lost.removeprefix("http://localhost:8000")).status_code == 404
    assert browser().get(link.removeprefix("http://localhost:8000")).status_code == 302


def test_a_second_administrator_is_not_made_at_the_command_line():
    said("invite", "amina@example.org", **ADMIN)

    with pytest.raises(NotVisible):
        said("invite", "bruno@example.org", **{**ADMIN, "name": "Bruno Silva"})
    assert User.objects.count() == 1


def test_without_an_address_it_says_how_the_first_is_made():
    assert said("invite") == [
        "Nobody can sign in yet. `amparo init --admin ADDRESS --name NAME` lets you."
    ]
    said("invite", "amina@example.org", **ADMIN)
    assert said("invite") == []


def test_a_person_is_invited_by_a_letter(mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        (line,) = said(
            "invite", "bruno@example.org", name="Bruno Silva", nationality=["BRA"], language="es"
        )

    user = User.objects.get()
    assert line == f"{user.code} is invited by a letter."
    assert (user.nationalities, user.language) == ("BRA", "es")
    assert [letter.to for letter in mailoutbox] == [["bruno@example.org"]]


def test_an_invitation_needs_a_name_and_an_address():
    with pytest.raises(CommandError, match="Say who it is"):
        said("invite", "amina@example.org")
    with pytest.raises(Refused, match="not an e-mail address"):
        said("invite", "amina", name="Amina Diallo")


def test_an_account_is_found_by_code_or_address_and_closed():
    said("invite", "amina@example.org", **ADMIN)
    user = User.objects.get()

    assert said("account", "Amina@example.org", close=True) == [f"{user.code} is closed."]
    with pytest.raises(Refused, match="closed already"):
        said("account", user.code, close=True)
    with pytest.raises(CommandError, match="no such account"):
        said("account", "amina@example.org", close=True)


def test_a_lost_second_factor_is_taken_away_at_the_machine(settings):
    said("invite", "amina@example.org", **ADMIN)
    user = with_app(User.objects.get())

    (line,) = said("account", user.code, reset_second_factor=True)

    assert line == f"{user.code} has no second factor any more."
    assert not has_second_factor(user)
    assert trail()[-1] == ("access.second_factor_reset", "command line", "done")
