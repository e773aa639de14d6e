"""Letters that there is something to see: who gets one and when, once, and what is not in it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from amparo.access.events import SIGNED_IN
from amparo.access.models import AccountState, Appointment, Telling, User
from amparo.access.permissions import Actor, Post, Role
from amparo.audit.actions import record
from amparo.docket import actions, team
from amparo.docket.models import Matter
from amparo.docket.notices import tell_outsiders, tell_staff
from amparo.docket.tasks import tell_outsiders as told_by_the_worker
from amparo.jobs.schedule import SCHEDULES
from amparo.visits.procedures.report import (
    COMMITTEE_ASKED,
    MEETING_INVITED,
    REPLY_RECEIVED,
    REPORT,
    TRANSMITTED,
)
from tests.people import LONG_AGO, acting, make_person

from .example import moment

pytestmark = pytest.mark.django_db
KEEPER = Actor("P-KEEPER", (Post(Role.REGISTRAR),))
SENT_AT = moment("2026-01-10T09:00")  # a reply is due on 10 July 2026
REFERENCE = "SPT/REPORT/MOZ/77"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def report(reference: str = REFERENCE, state: str = "MOZ", *, at: datetime = SENT_AT) -> Matter:
    content = TRANSMITTED(state=state, recipient="state")
    return actions.open_docket(REPORT, reference, content, on=at.date(), by=KEEPER, at=at)


def entered(content, *, at: datetime, by: Actor = KEEPER) -> None:
    matter = Matter.objects.get(reference=REFERENCE)
    actions.enter(matter, content, on=at.date(), by=by, at=at)


def outsider(hint: str = "chidi", state: str = "MOZ", **options: object) -> User:
    return known_since(
        make_person(hint, Post(Role.STATE_FOCAL_POINT, state=state), **options), LONG_AGO
    )


def known_since(user: User, at: datetime) -> User:
    """Let an account have been made at a moment, and be signed in to then."""
    User.objects.filter(pk=user.pk).update(made_at=at)
    signed_in(user, at)
    return user


def signed_in(user: User, at: datetime) -> None:
    record(SIGNED_IN, by=user.code, at=at, method="password")


def told() -> list[str]:
    """Return to whom letters went since this was asked last."""
    found = sorted(address for one in mail.outbox for address in one.to)
    mail.outbox.clear()
    return found


def test_an_act_that_becomes_known_is_told_once_within_minutes():
    outsider()
    outsider("peru", "PER")
    report()

    assert tell_outsiders(SENT_AT + 5 * MINUTE) == "told 1"
    assert told() == ["chidi@example.org"]
    for later in (10 * MINUTE, 2 * HOUR, 3 * DAY):
        assert tell_outsiders(SENT_AT + later) == "told 0"


def test_an_act_that_is_being_entered_is_told_with_the_next_look():
    outsider()
    report()

    tell_outsiders(SENT_AT + timedelta(seconds=30))
    assert told() == []
    tell_outsiders(SENT_AT + 5 * MINUTE)
    assert told() == ["chidi@example.org"]


def test_what_was_there_when_they_signed_in_is_not_told():
    chidi = outsider()
    report()
    signed_in(chidi, SENT_AT + MINUTE)

    tell_outsiders(SENT_AT + 5 * MINUTE)
    assert told() == []


def test_another_letter_comes_after_signing_in_again_or_after_a_day():
    chidi = outsider()
    report()
    tell_outsiders(SENT_AT + 5 * MINUTE)
    told()

    entered(MEETING_INVITED(), at=SENT_AT + HOUR)
    tell_outsiders(SENT_AT + 2 * HOUR)
    assert told() == []
    tell_outsiders(SENT_AT + DAY + 6 * MINUTE)
    assert told() == ["chidi@example.org"]

    signed_in(chidi, SENT_AT + DAY + HOUR)
    entered(MEETING_INVITED(), at=SENT_AT + DAY + 2 * HOUR)
    tell_outsiders(SENT_AT + DAY + 3 * HOUR)
    assert told() == ["chidi@example.org"]


def test_nobody_is_told_of_what_they_entered_or_of_what_is_not_shared():
    chidi = outsider()
    report()
    signed_in(chidi, SENT_AT + MINUTE)

    entered(REPLY_RECEIVED(), at=SENT_AT + HOUR, by=acting(chidi))
    entered(COMMITTEE_ASKED(refusal="art12_14"), at=SENT_AT + HOUR)
    tell_outsiders(SENT_AT + 2 * HOUR)
    assert told() == []

    entered(MEETING_INVITED(), at=SENT_AT + 3 * HOUR)
    tell_outsiders(SENT_AT + 4 * HOUR)
    assert told() == ["chidi@example.org"]


def test_a_time_limit_is_told_when_seven_days_are_left_and_when_it_is_late():
    chidi = outsider()
    report()
    signed_in(chidi, SENT_AT + HOUR)
    days = {}

    for day in range(165, 195):
        now = datetime.combine((SENT_AT + day * DAY).date(), moment("2026-01-01T06:00").timetz())
        tell_outsiders(now)
        days[now.date()] = told()

    assert [day for day, letters in days.items() if letters] == [
        date(2026, 7, 3),
        date(2026, 7, 11),
    ]


def test_a_time_limit_that_ended_is_not_told():
    chidi = outsider()
    report()
    entered(REPLY_RECEIVED(), at=SENT_AT + HOUR)
    signed_in(chidi, SENT_AT + 2 * HOUR)

    tell_outsiders(moment("2026-07-04T06:00"))
    tell_outsiders(moment("2026-07-12T06:00"))
    assert told() == []


def test_access_to_a_matter_is_told():
    authority = known_since(make_person("prisons", Role.AUTHORITY_FOCAL_POINT), LONG_AGO)
    Appointment.objects.filter(user=authority).delete()
    report()
    Matter.objects.update(shared="|State focal point|authority focal point|")
    signed_in(authority, SENT_AT + DAY)

    tell_outsiders(SENT_AT + 2 * DAY)
    assert told() == []
    team.give(REFERENCE, authority, Role.AUTHORITY_FOCAL_POINT, by=KEEPER, at=SENT_AT + 3 * DAY)
    tell_outsiders(SENT_AT + 3 * DAY + 5 * MINUTE)
    # Nothing of it but what the world knows is shared with them: there is access, and that is told.
    assert told() == ["prisons@example.org"]


@pytest.mark.parametrize("gone", ["ended", "closed", "invited", "without letters"])
def test_whoever_is_gone_or_wants_no_letters_is_not_told(gone: str):
    chidi = outsider()
    outsider("zita")
    if gone == "ended":
        Appointment.objects.filter(user=chidi).update(until=SENT_AT - DAY)
    elif gone == "without letters":
        User.objects.filter(pk=chidi.pk).update(wants_letters=False)
    else:
        state = AccountState.CLOSED if gone == "closed" else AccountState.INVITED
        closed_at = LONG_AGO if gone == "closed" else None
        User.objects.filter(pk=chidi.pk).update(state=state.value, closed_at=closed_at)
    report()

    tell_outsiders(SENT_AT + 5 * MINUTE)
    assert told() == ["zita@example.org"]


def test_an_outsider_who_is_recused_by_another_role_is_not_told():
    report()
    for hint, nationalities in (("bruno", ("MOZ",)), ("blanca", ("PER",))):
        posts = Post(Role.STATE_FOCAL_POINT, state="MOZ"), Post(Role.MEMBER, body="CAT")
        known_since(make_person(hint, *posts, nationalities=nationalities), LONG_AGO)

    tell_outsiders(SENT_AT + 5 * MINUTE)
    assert told() == ["blanca@example.org"]


# Those of the body.


def staff(hint: str, *posts: Post | Role) -> User:
    return known_since(make_person(hint, *posts, nationalities=("CHE",)), LONG_AGO)


def of_team(user: User, at: datetime = SENT_AT) -> None:
    team.give(REFERENCE, user, Role.RAPPORTEUR, by=KEEPER, at=at)


MORNING = moment("2026-07-05T07:00")


def test_staff_are_told_once_in_a_morning_as_long_as_something_presses():
    staff_member = staff("bruno", Post(Role.MEMBER, "SPT"))
    staff("carla", Post(Role.MEMBER, "SPT"))
    report()
    of_team(staff_member)

    assert tell_staff(moment("2026-07-02T07:00")) == "told 0"
    for morning in (MORNING, MORNING + DAY):
        assert tell_staff(morning) == "told 1"
        assert tell_staff(morning + MINUTE) == "told 0"
        assert told() == ["bruno@example.org"]
    signed_in(staff_member, MORNING + DAY + MINUTE)
    assert tell_staff(MORNING + DAY + HOUR) == "told 0"


def test_staff_are_told_of_what_waits_for_them():
    staff("amina", Post(Role.SECRETARIAT, "SPT"))
    staff("cesar", Post(Role.SECRETARIAT, "CAT"))
    staff("dora", Role.ADMINISTRATOR)
    staff("emil", Role.AUDITOR)
    report()
    entered(REPLY_RECEIVED(), at=SENT_AT + HOUR)  # now the dialogue is awaited, without haste

    tell_staff(SENT_AT + DAY)
    assert told() == ["amina@example.org"]


def test_staff_are_told_of_a_request_in_an_emergency():
    staff("amina", Post(Role.CUSTODIAN_OF_IDENTITIES, "SPT"))
    bruno = staff("bruno", Post(Role.MEMBER, "SPT"))
    report()

    tell_staff(SENT_AT + HOUR)
    assert told() == []
    team.ask_in_emergency(REFERENCE, "Tonight.", by=acting(bruno), at=SENT_AT + 2 * HOUR)
    tell_staff(SENT_AT + 3 * HOUR)
    assert told() == ["amina@example.org"]


@pytest.mark.parametrize("tie", ["recused", "ended", "grant ended", "none"])
def test_a_member_who_is_recused_or_whose_time_is_over_is_not_told(tie: str):
    bruno = staff("bruno", Post(Role.MEMBER, "SPT"))
    report()
    of_team(bruno)
    if tie == "recused":
        bruno.nationalities = "MOZ"
        bruno.save()
    if tie in ("ended", "grant ended"):
        bruno.grants.update(until=MORNING - DAY)
    if tie == "ended":
        Appointment.objects.filter(user=bruno).update(until=MORNING - DAY)

    tell_staff(MORNING)
    assert told() == (["bruno@example.org"] if tie == "none" else [])


# What is in a letter.


def test_a_letter_is_the_same_whatever_there_is_to_see():
    chidi = outsider()
    report()
    tell_outsiders(SENT_AT + 5 * MINUTE)
    report("SPT/REPORT/MOZ/78", at=SENT_AT + 2 * DAY)
    report("SPT/REPORT/MOZ/79", at=SENT_AT + 2 * DAY)
    tell_outsiders(SENT_AT + 2 * DAY + 5 * MINUTE)
    signed_in(chidi, SENT_AT + 3 * DAY)
    tell_outsiders(moment("2026-07-20T06:00"))

    first, *others = mail.outbox
    assert [(one.subject, one.body, one.to) for one in others] == [
        (first.subject, first.body, first.to)
    ] * 2
    assert "http://localhost:8000/mission/" in first.body


def test_no_byte_of_a_letter_tells_of_a_matter_a_state_or_a_person():
    outsider()
    bruno = staff("bruno", Post(Role.MEMBER, "SPT"))
    report()
    of_team(bruno)
    entered(REPLY_RECEIVED(content="A scar shaped like a sickle"), at=SENT_AT + HOUR)
    tell_outsiders(SENT_AT + 2 * HOUR)
    entered(MEETING_INVITED(), at=SENT_AT + 3 * HOUR)
    tell_staff(MORNING)
    Matter.objects.update(next_due_on=MORNING.date())
    tell_staff(MORNING + MINUTE)

    assert told_letters() == 2
    for letter in mail.outbox:
        whole = letter.message().as_string() + letter.body
        for secret in (REFERENCE, "MOZ", "Mozambique", "sickle", "report", "visit", "Chidi"):
            assert secret not in whole.replace("chidi@example.org", ""), secret
        assert re.findall(r"P-[A-Z0-9]{6}", whole) == []
        assert letter.extra_headers == {"Auto-Submitted": "auto-generated"}


def told_letters() -> int:
    return len(mail.outbox)


def test_a_letter_comes_in_the_language_of_its_reader_and_leads_there():
    outsider(language="ar")
    report()

    tell_outsiders(SENT_AT + 5 * MINUTE)

    (letter,) = mail.outbox
    assert "http://localhost:8000/ar/mission/" in letter.body


def test_what_was_told_is_remembered_without_what_it_was():
    outsider()
    report()
    tell_outsiders(SENT_AT + 5 * MINUTE)

    kept = list(Telling.objects.values_list("face", "occasion", "told_at"))
    assert kept == [("mission", LONG_AGO.isoformat(), SENT_AT + 5 * MINUTE)]


# What goes wrong.


class Broken(EmailBackend):
    """A mail server that loses what it is told to lose, and may be out of reach."""

    loses: tuple[str, ...] = ()
    out_of_reach = False

    def open(self) -> bool:
        if self.out_of_reach:
            raise ConnectionRefusedError
        return True

    def send_messages(self, messages):
        if any(one.to[0] in self.loses for one in messages):
            raise ConnectionResetError
        return super().send_messages(messages)


@pytest.fixture
def broken(settings, monkeypatch) -> type[Broken]:
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    monkeypatch.setattr("django.core.mail.import_string", lambda _path: Broken)
    monkeypatch.setattr(Broken, "loses", ())
    monkeypatch.setattr(Broken, "out_of_reach", False)
    return Broken


def test_a_letter_that_is_lost_does_not_lose_the_others_and_is_not_sent_again(broken):
    outsider()
    outsider("zita")
    report()
    broken.loses = ("chidi@example.org",)

    assert tell_outsiders(SENT_AT + 5 * MINUTE) == "told 1"
    broken.loses = ()
    tell_outsiders(SENT_AT + 10 * MINUTE)

    assert told() == ["zita@example.org"]
    assert Telling.objects.count() == 2


def test_a_mail_server_out_of_reach_is_tried_again_and_nothing_is_lost(broken):
    outsider()
    report()
    broken.out_of_reach = True

    with pytest.raises(ConnectionRefusedError):
        tell_outsiders(SENT_AT + 5 * MINUTE)
    assert Telling.objects.count() == 0
    broken.out_of_reach = False
    tell_outsiders(SENT_AT + 10 * MINUTE)
    assert told() == ["chidi@example.org"]


def test_whoever_is_killed_between_writing_down_and_sending_tells_nobody_twice(monkeypatch):
    outsider()
    report()

    def killed(_round, _letter):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("amparo.access.accounts.letters.Round.send", killed)
        with pytest.raises(KeyboardInterrupt):
            tell_outsiders(SENT_AT + 5 * MINUTE)
    assert Telling.objects.count() == 1
    tell_outsiders(SENT_AT + 10 * MINUTE)
    assert told() == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_nobody_twice(monkeypatch):
    from amparo.docket import notices

    outsider()
    report()
    tell, asked = notices.tell, []

    def both(one, face, occasion, *, at, by):
        # The other worker has looked before this one writes down, and writes down first.
        asked.append(tell(one, face, occasion, at=at, by=by))
        asked.append(tell(one, face, occasion, at=at, by=by))
        return asked[-1]

    monkeypatch.setattr(notices, "tell", both)
    tell_outsiders(SENT_AT + 5 * MINUTE)

    assert asked == [True, False]
    assert told() == ["chidi@example.org"]
    assert not connection.needs_rollback


def test_the_worker_tells_outsiders_every_few_minutes_and_staff_in_the_morning():
    outsiders, of_body = SCHEDULES["letters-to-outsiders"], SCHEDULES["letters-to-staff"]

    assert outsiders.pace <= 15 * MINUTE
    assert str(of_body.when) == "07:00 UTC"
    outsider()
    report()
    assert told_by_the_worker(SENT_AT + 5 * MINUTE) == "told 1"


@pytest.mark.parametrize("count", [1, 3])
def test_a_look_that_finds_nothing_asks_little(count: int, django_assert_max_num_queries):
    for number in range(count):
        chidi = outsider(f"chidi{number}")
        report(f"SPT/REPORT/MOZ/{number}")
        signed_in(chidi, SENT_AT + HOUR)

    with django_assert_max_num_queries(4 + 3 * count):
        tell_outsiders(SENT_AT + 2 * HOUR)
