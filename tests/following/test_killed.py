"""Cut off in the middle: nobody is told a thing twice, and what was sent in is not lost."""

from __future__ import annotations

import pytest
from django.core import mail

from amparo.following import novelties, opening, receiving, telling
from amparo.following.models import Asking, Follower, Following, Novelty, Press, Request
from amparo.vault import keystore
from tests.following.conftest import World, link_in


class Killed(BaseException):
    """The end of the process, at this very place."""


def die(*_args: object, **_more: object) -> None:
    raise Killed


def kill_at(monkeypatch: pytest.MonkeyPatch, place: str, work: object) -> None:
    """Let a piece of work end at a place, once."""
    with monkeypatch.context() as killing:
        killing.setattr(place, die)
        with pytest.raises(Killed):
            work()


def test_killed_before_a_letter_goes_out_nobody_is_told_twice(world: World, monkeypatch):
    """At most once: what was lost stands in the feed, and the next letter comes as ever."""
    world.follow()
    world.programme("PER", 2025)
    world.look()
    kill_at(monkeypatch, "amparo.access.accounts.letters.send", world.tell)
    assert world.tell() == []

    world.programme("PER", 2026)
    world.look()
    (letter,) = world.tell()
    assert "Visit to Peru, 2026" in letter.body
    assert "2025" not in letter.body.replace("SPT/VISIT/PER/2026", "")


def test_killed_after_a_letter_went_out_nobody_is_told_twice(world: World, monkeypatch):
    world.follow()
    world.programme("PER", 2025)
    world.look()
    before = len(mail.outbox)
    kill_at(monkeypatch, "amparo.following.telling.note_success", world.tell)
    assert len(mail.outbox) == before + 1

    assert world.tell() == []


@pytest.mark.parametrize(
    "place",
    [
        "amparo.following.telling.news_for",
        "amparo.following.telling.move_on",
        "amparo.following.receiving.mend_link",
    ],
)
def test_killed_before_anything_was_written_down_the_letter_goes_out_later(
    world: World, monkeypatch, place: str
):
    world.follow()
    world.programme("PER", 2025)
    world.look()
    kill_at(monkeypatch, place, world.tell)

    assert len(world.tell()) == 1


@pytest.mark.parametrize(
    "place",
    [
        "amparo.following.opening.opened",
        "amparo.following.receiving.tickets.digest_of",
        "amparo.following.models.Asking.objects.get_or_create",
    ],
)
def test_killed_while_a_request_is_taken_in_it_is_taken_in_once(
    counter: World, monkeypatch, place: str
):
    counter.ask()
    kill_at(monkeypatch, place, counter.take_in)
    assert Request.objects.count() == 1

    assert len(counter.take_in()) == 1
    assert not Request.objects.exists()
    assert Asking.objects.count() == 1


def test_killed_after_a_request_was_taken_in_its_letter_comes_once(counter: World, monkeypatch):
    counter.ask()
    kill_at(monkeypatch, "amparo.following.telling.show", counter.take_in)
    assert len(counter.take_in()) == 1
    assert counter.take_in() == []


@pytest.mark.parametrize(
    "place",
    [
        "amparo.following.receiving._follower",
        "amparo.following.receiving._following",
        "amparo.following.receiving.tickets.write",
        "amparo.following.models.Asking.delete",
    ],
)
def test_killed_while_a_yes_is_taken_in_it_counts_once(counter: World, monkeypatch, place: str):
    counter.ask()
    (letter,) = counter.take_in()
    counter.browser.post(link_in(letter), {"choice": "confirm"})
    kill_at(monkeypatch, place, counter.take_in)
    assert Press.objects.filter(done_at=None).count() == 1
    assert not Following.objects.exists()

    counter.take_in()
    assert Following.objects.count() == 1
    assert Follower.objects.count() == 1


@pytest.mark.parametrize(
    "place",
    [
        "amparo.following.receiving._end",
        "amparo.following.models.Follower.delete",
    ],
)
def test_killed_while_somebody_is_erased_they_are_erased_all_the_same(
    counter: World, monkeypatch, place: str
):
    counter.follow()
    follower = Follower.objects.get()
    kill_at(monkeypatch, place, lambda: receiving.erase(follower, counter.now))
    assert keystore.destroyed([follower.pk]) == {follower.pk}

    receiving.erase(follower, counter.now)
    assert not Follower.objects.exists()


def test_two_workers_at_once_tell_once(world: World):
    """Whoever read the row before the other wrote it down finds it changed, and sends nothing."""
    world.follow()
    world.programme("PER", 2025)
    world.look()
    one, other = Following.objects.get(), Following.objects.get()
    world.later(minutes=1)

    assert telling.move_on(one, one.seen + 1, world.now, told=True)
    assert not telling.move_on(other, other.seen + 1, world.now, told=True)


def test_a_backup_brings_nobody_back_who_was_erased_since(world: World):
    """Rows come back with a backup; the key that opens them does not."""
    world.follow()
    rows = [*Follower.objects.all(), *Following.objects.all()]
    receiving.erase(Follower.objects.get(), world.now)
    world.programme("PER", 2025)
    world.look()
    type(rows[0]).objects.bulk_create(rows[:1])
    type(rows[1]).objects.bulk_create(rows[1:])
    assert Following.objects.count() == 1

    assert world.tell() == []
    assert not Following.objects.exists()
    assert not Follower.objects.exists()


def test_links_are_made_again_where_the_followers_store_was_lost(world: World):
    from amparo.following.models import Ticket

    world.follow()
    world.programme("PER", 2025)
    world.look()
    (letter,) = world.tell()
    Ticket.objects.all().delete()
    assert world.browser.get(link_in(letter)).status_code == 404

    assert receiving.mend_links() == 1
    assert world.browser.get(link_in(letter)).status_code == 200


def test_a_request_sealed_for_a_key_that_was_lost_is_dropped(counter: World, settings):
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from amparo.following.sealing import as_text

    settings.FOLLOWERS_KEY = as_text(X25519PrivateKey.generate().public_key())
    counter.ask()
    assert counter.take_in() == []
    assert not Request.objects.exists()

    settings.FOLLOWERS_KEY = opening.public_key_text()
    counter.ask()
    assert len(counter.take_in()) == 1


def test_a_public_store_that_was_lost_and_made_again_is_news_to_nobody(world: World):
    world.follow()
    for year in (2010, 2011, 2012):
        world.programme("PER", year)
    Novelty.objects.all().delete()
    world.look()
    assert world.tell() == []

    world.programme("PER", 2026)
    world.look()
    (letter,) = world.tell()
    assert "Visit to Peru, 2026" in letter.body
    assert letter.body.count("/dockets/") == 1


def test_a_ledger_is_begun_whole_or_not_at_all(world: World, monkeypatch):
    """Half of one would make news of the other half."""
    for year in range(2000, 2006):
        world.programme("PER", year)
    world.look()
    Novelty.objects.all().delete()
    monkeypatch.setattr(novelties, "_AT_ONCE", 2)
    enter, entered = novelties._enter, []

    def enter_once(*some: object, **how: object) -> int:
        entered.append(enter(*some, **how) if not entered else die())  # type: ignore[arg-type]
        return 2

    with monkeypatch.context() as killing:
        killing.setattr(novelties, "_enter", enter_once)
        with pytest.raises(Killed):
            novelties.look(world.now)
    assert entered == [2]
    assert not Novelty.objects.exists()

    world.follow()
    assert world.look() == 7
    assert world.tell() == []
