"""What operators see and mend: counts, health, measures, letters again, somebody forgotten, bounces."""

from __future__ import annotations

import io
import sys
from datetime import timedelta
from email.message import EmailMessage as Parsed
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from amparo.core.errors import Refused
from amparo.following import opening, queries
from amparo.following.enums import Standing
from amparo.following.models import Asking, Follower, Following, Request
from amparo.following.routing import FOLLOWERS, FollowersRouter
from amparo.upkeep import health, metrics
from amparo.upkeep.backing_up.tables import tables
from tests.following.conftest import ADDRESS, World


def said(*arguments: str, typed: str = "", monkeypatch: pytest.MonkeyPatch | None = None) -> str:
    """Run `amparo following` and return what it says."""
    out = io.StringIO()
    if monkeypatch is not None:
        stdin = io.StringIO(typed)
        stdin.buffer = io.BytesIO(typed.encode())  # type: ignore[attr-defined]
        monkeypatch.setattr(sys, "stdin", stdin)
    call_command("following", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_counts_and_names_nobody(counter: World):
    counter.follow()
    counter.ask("state=MOZ", address="somebody.else@example.org")
    counter.take_in()
    counter.ask("state=MOZ", address="a.third@example.org")
    told = said()

    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert lines == [
        "1 Addresses that follow",
        "1 Searches followed by letter",
        "0 Searches followed by webhook",
        "0 Webhooks that have not answered yet",
        "0 Paused",
        "1 Requests that were not confirmed yet",
        "1 Waiting to be taken in",
    ]


def test_the_key_that_is_printed_seals_what_the_inside_opens(counter: World, settings):
    settings.FOLLOWERS_KEY = said("--key").strip()
    counter.ask()

    assert len(counter.take_in()) == 1


def test_init_puts_the_key_where_the_public_face_finds_it(counter: World, settings, tmp_path):
    settings.KEYS, settings.FOLLOWERS_KEY = tmp_path, ""
    assert counter.ask().status_code == 400
    heard: list[str] = []
    for _time in range(2):
        opening.write_public_key(heard.append)
    assert len(heard) == 1

    assert counter.ask().status_code == 200
    assert len(counter.take_in()) == 1


def test_letters_that_were_not_answered_are_sent_again(counter: World):
    counter.ask()
    (first,) = counter.take_in()
    assert said("--resend") == "1 letter went out.\n"

    assert mail.outbox[-1].body == first.body
    assert Asking.objects.count() == 1


def test_an_address_is_forgotten_that_was_read_and_not_typed_as_an_argument(
    counter: World, monkeypatch
):
    counter.follow()
    counter.ask("state=MOZ")
    counter.take_in()
    said("--forget", typed=f"{ADDRESS.upper()}\n", monkeypatch=monkeypatch)

    assert not Follower.objects.exists()
    assert not Asking.objects.exists()
    with pytest.raises(Refused):
        said("--forget", typed=f"{ADDRESS}\n", monkeypatch=monkeypatch)


def bounced(letter: Parsed, action: str = "failed", status: str = "5.1.1") -> str:
    """Return what a mail server writes when a letter comes back."""
    return (
        "From: MAILER-DAEMON@example.org\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\n\n'
        "--x\nContent-Type: text/plain\n\nSorry.\n"
        "--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.org\n\n"
        f"Final-Recipient: rfc822; {ADDRESS}\nAction: {action}\nStatus: {status}\n\n"
        "--x\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: {letter.extra_headers['Message-ID']}\n\n--x--\n"
    )


@pytest.fixture
def told(world: World) -> SimpleNamespace:
    """Somebody who follows, and the letter that they were sent."""
    world.follow()
    world.programme("PER", 2025)
    world.look()
    (letter,) = world.tell()
    return SimpleNamespace(letter=letter, world=world)


def test_a_mailbox_that_is_no_more_gets_no_more_letters(told, monkeypatch):
    said("--bounced", typed=bounced(told.letter), monkeypatch=monkeypatch)
    assert Following.objects.get().standing == Standing.PAUSED

    told.world.programme("PER", 2026)
    told.world.look()
    assert told.world.tell() == []


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("delivered", "2.0.0")]
)
def test_what_did_not_fail_for_good_changes_nothing(told, monkeypatch, action: str, status: str):
    with pytest.raises(Refused):
        said("--bounced", typed=bounced(told.letter, action, status), monkeypatch=monkeypatch)

    assert Following.objects.get().standing == Standing.RUNNING


def test_nobody_stops_the_letters_of_another_by_a_made_up_report(told, monkeypatch):
    made_up = bounced(SimpleNamespace(extra_headers={"Message-ID": f"<{'a' * 64}.1@localhost>"}))
    with pytest.raises(Refused):
        said("--bounced", typed=made_up, monkeypatch=monkeypatch)

    assert Following.objects.get().standing == Standing.RUNNING


def test_health_says_when_nobody_takes_in_what_people_send(counter: World):
    def found() -> health.Finding:
        now = timezone.now()
        return next(one for one in health.findings(now) if one.name == "followers")

    assert found().is_well
    counter.ask()
    assert found().is_well
    Request.objects.update(made_at=timezone.now() - timedelta(minutes=20))
    assert found().is_well is False


def test_what_is_measured_counts_and_names_nobody(counter: World):
    counter.follow()
    text = metrics.as_text().decode()

    assert "amparo_followers 1.0" in text
    assert 'amparo_followings{standing="running"} 1.0' in text
    assert "amparo_following_waiting 0.0" in text
    assert ADDRESS not in text


def test_counts_do_not_grow_with_the_store(counter: World, django_assert_num_queries):
    counter.follow()
    with django_assert_num_queries(4):
        queries.state(timezone.now())


def test_each_table_stands_in_one_store():
    router = FollowersRouter()
    stores = ("default", "keys", "public", FOLLOWERS)
    where = {
        name: [db for db in stores if router.allow_migrate(db, "following", name)]
        for name in ("request", "press", "ticket", "novelty", "follower", "following", "asking")
    }

    assert where == {
        "request": [FOLLOWERS],
        "press": [FOLLOWERS],
        "ticket": [FOLLOWERS],
        "novelty": ["public"],
        "follower": ["default"],
        "following": ["default"],
        "asking": ["default"],
    }
    assert router.allow_migrate(FOLLOWERS, "docket", "act") is False
    assert router.allow_migrate("default", "docket", "act") is None


def test_a_backup_of_the_data_holds_who_follows_and_nothing_of_the_door():
    held = {one.name for one in tables() if one.name.startswith("following_")}

    assert held == {"following_follower", "following_following", "following_asking"}
