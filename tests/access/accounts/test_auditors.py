"""Auditors are told that there is something to see, and not what."""

import re

import pytest
from django.core import mail
from django.utils import timezone, translation

from amparo.access import actions
from amparo.access.accounts import auditors
from amparo.access.accounts.digests import sign_in_of
from amparo.access.models import AccountState, EmergencyRequest, User
from amparo.access.permissions import Role
from amparo.docket import team
from amparo.docket.models import Matter
from tests.people import acting, make_person

pytestmark = pytest.mark.django_db
REFERENCE, REASON = "DEMO/PETITION/77", "Farid Rahmani was moved last night."


@pytest.fixture
def asked(db: None) -> EmergencyRequest:
    """A case officer asked for access to a matter."""
    Matter.objects.create(procedure="petition", reference=REFERENCE)
    officer = acting(make_person("farid", Role.CASE_OFFICER))
    team.ask_in_emergency(REFERENCE, REASON, by=officer, at=timezone.now())
    return EmergencyRequest.objects.get()


@pytest.mark.parametrize("give", [True, False])
def test_a_decision_tells_every_active_auditor_and_nobody_else(
    asked: EmergencyRequest, give: bool, django_capture_on_commit_callbacks
):
    registrar = make_person("amina", Role.REGISTRAR)
    for hint in ("emil", "olga", "closed", "ended"):
        make_person(hint, Role.AUDITOR)
    make_person("dora", Role.ADMINISTRATOR)
    User.objects.filter(code=_code("closed")).update(state=AccountState.INVITED.value)
    post = User.objects.get(code=_code("ended")).appointments.get()
    post.until = timezone.now()
    post.save()

    with django_capture_on_commit_callbacks(execute=True):
        team.decide_emergency(asked.pk, give=give, by=acting(registrar), at=timezone.now())

    assert sorted(address for one in mail.outbox for address in one.to) == [
        "emil@example.org",
        "olga@example.org",
    ]


def test_the_letter_says_that_there_is_something_to_see_and_nothing_else(
    asked: EmergencyRequest, django_capture_on_commit_callbacks
):
    registrar = make_person("amina", Role.REGISTRAR)
    make_person("emil", Role.AUDITOR)

    with django_capture_on_commit_callbacks(execute=True):
        team.decide_emergency(asked.pk, give=True, by=acting(registrar), at=timezone.now())

    (letter,) = mail.outbox
    assert letter.subject == "There is something to see"
    whole = letter.message().as_string() + letter.body
    for secret in (REFERENCE, "PETITION", REASON, "Rahmani", "Farid", "farid", "Amina", "amina"):
        assert secret not in whole
    assert re.findall(r"P-[A-Z0-9]{6}", whole) == []
    assert "Emil" not in whole


def test_the_letter_comes_in_the_language_of_the_auditor(db: None, monkeypatch):
    spoken = []
    make_person("emil", Role.AUDITOR, language="ar")
    make_person("olga", Role.AUDITOR, language="ru")
    gettext = auditors.letters._

    def heard(text: str) -> str:
        spoken.append(translation.get_language())
        return gettext(text)

    monkeypatch.setattr(auditors.letters, "_", heard)
    auditors.tell("P-7KQ2M9")

    assert set(spoken) == {"ar", "ru"}
    assert translation.get_language() == "en"


def test_the_auditors_are_told_by_the_system_as_it_runs():
    assert actions.tell_auditors.count(auditors.tell) == 1


def _code(hint: str) -> str:
    return User.objects.get(sign_in=sign_in_of(f"{hint}@example.org")).code
