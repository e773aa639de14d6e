"""Closing an account: every role and access ends with it, and it is never the last to manage."""

import pytest
from django.utils import timezone

from amparo.access.accounts.closing import close
from amparo.access.accounts.people import account_of, people_found
from amparo.access.actions import appoint
from amparo.access.models import AccountState, Appointment, Grant, GrantKind, User
from amparo.access.permissions import Actor, Role
from amparo.audit.models import Line
from amparo.core.errors import Refused
from amparo.docket.models import Matter
from amparo.vault.keystore import destroyed
from amparo.vault.models import BlindEntry
from tests import people
from tests.people import acting, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def dora(db: None) -> User:
    return people.dora()


@pytest.fixture
def farid(db: None) -> User:
    """Farid of the secretariat, of the team of one matter."""
    farid = make_person("farid", Role.SECRETARIAT)
    matter = Matter.objects.create(procedure="petition", reference="PETITION/1")
    Grant.objects.create(
        matter=matter,
        user=farid,
        role=Role.CASE_OFFICER.value,
        kind=GrantKind.TEAM.value,
        since=timezone.now(),
        given_by="P-7KQ2M9",
    )
    return farid


def test_closing_ends_roles_and_accesses_and_each_leaves_its_line(
    dora: User, farid: User, django_capture_on_commit_callbacks
):
    now = timezone.now()

    with django_capture_on_commit_callbacks(execute=True):
        close(farid, by=acting(dora), at=now)

    assert not Appointment.objects.running(now).filter(user=farid).exists()
    assert not Grant.objects.running(now).filter(user=farid).exists()
    assert set(Line.objects.filter(by=dora.code).values_list("event", "about")) == {
        ("access.account_closed", farid.code),
        ("access.appointment_ended", farid.code),
        ("access.grant_ended", "PETITION/1"),
    }


def test_closing_destroys_the_key_and_the_name_is_found_no_more(
    dora: User, farid: User, django_capture_on_commit_callbacks
):
    now = timezone.now()
    assert [one.code for one in people_found("farid", by=acting(dora), at=now)] == [farid.code]

    with django_capture_on_commit_callbacks(execute=True):
        close(farid, by=acting(dora), at=now)

    assert destroyed([farid.pk]) == {farid.pk}
    assert not BlindEntry.objects.filter(holder=farid.pk).exists()
    assert people_found("farid", by=acting(dora), at=now) == []
    assert people_found("farid@example.org", by=acting(dora), at=now) == []
    account = account_of(farid.code, by=acting(dora), at=now)
    assert (account.name, account.email, account.state) == ("", "", AccountState.CLOSED)


def test_only_who_manages_accounts_closes_one(dora: User, farid: User):
    for by in (acting(farid), acting(people.emil()), Actor("nobody")):
        with pytest.raises(Refused, match="You may not manage accounts"):
            close(farid, by=by, at=timezone.now())

    assert User.objects.get(pk=farid.pk).state == AccountState.ACTIVE


def test_a_closed_account_is_not_closed_again_and_is_given_nothing(dora: User, farid: User):
    now = timezone.now()
    close(farid, by=acting(dora), at=now)
    farid.refresh_from_db()

    with pytest.raises(Refused, match="closed already"):
        close(farid, by=acting(dora), at=now)
    with pytest.raises(Refused, match="closed already"):
        appoint(farid, Role.PUBLISHER, by=acting(dora), at=now)


def test_the_last_administrator_is_closed_from_the_machine_only(dora: User):
    now = timezone.now()
    with pytest.raises(Refused, match="last administrator"):
        close(dora, by=acting(dora), at=now)

    close(dora, by=None, at=now)

    line = Line.objects.get(event="access.account_closed")
    assert (line.by, line.about) == ("command line", dora.code)


def test_an_administrator_who_cannot_sign_in_does_not_count(dora: User):
    other = make_person("bruno", Role.ADMINISTRATOR)
    User.objects.filter(pk=other.pk).update(state=AccountState.INVITED.value)
    with pytest.raises(Refused, match="last administrator"):
        close(dora, by=acting(dora), at=timezone.now())

    User.objects.filter(pk=other.pk).update(state=AccountState.ACTIVE.value)
    close(dora, by=acting(dora), at=timezone.now())

    assert User.objects.get(pk=dora.pk).state == AccountState.CLOSED
