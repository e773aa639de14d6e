"""Following by letter, from the page to the last letter: asked twice, told once, stopped by one press."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from amparo.following import opening, receiving, tickets
from amparo.following.enums import TicketKind
from amparo.following.models import Asking, Follower, Following, Press, Request, Ticket
from amparo.following.rules import patience
from amparo.vault import keystore
from tests.following.conftest import ADDRESS, World, link_in


def news_of(world: World, state: str = "PER", year: int = 2025) -> int:
    """Let something new become public."""
    world.programme(state, year)
    return world.look()


# Asked for, and confirmed.


def test_nobody_is_told_before_they_said_yes_by_letter(world: World):
    assert world.ask().status_code == 200
    (letter,) = world.take_in()

    assert news_of(world) == 1
    assert world.tell() == []
    assert letter.to == [ADDRESS]
    assert "Peru" in letter.body
    assert not Follower.objects.exists()


def test_whoever_said_yes_is_told_what_is_new_and_what_they_follow_and_once(world: World):
    world.follow()
    world.programme("MOZ", 2025)
    assert news_of(world) == 2

    (letter,) = world.tell()
    assert letter.to == [ADDRESS]
    assert "Visit to Peru, 2025" in letter.body
    assert "http://localhost:8000/dockets/SPT/VISIT/PER/2025/" in letter.body
    assert "Mozambique" not in letter.body
    assert "2024" not in letter.body
    assert world.tell() == []


def test_a_new_act_of_a_docket_that_was_told_before_is_told_by_itself(world: World):
    world.follow()
    world.conduct("PER", 2024)
    assert world.look() == 1

    (letter,) = world.tell()
    assert "1 thing is new" in letter.body
    assert "Visit to Peru, 2024\nConducted\nSPT/VISIT/PER/2024 · 14 June 2024\n" in letter.body
    assert letter.body.count("/dockets/") == 1


def test_opening_a_link_changes_nothing(counter: World):
    counter.ask()
    (letter,) = counter.take_in()
    for _time in range(3):
        assert counter.browser.get(link_in(letter)).status_code == 200
        assert counter.browser.head(link_in(letter)).status_code == 200
    counter.take_in()

    assert not Press.objects.exists()
    assert not Following.objects.exists()


def test_saying_yes_twice_is_saying_yes_once(counter: World):
    path = counter.follow()
    again = counter.press(path, choice="confirm")

    assert again.status_code == 200
    assert "You follow this now" in again.text
    assert Following.objects.count() == 1


def test_following_the_same_twice_keeps_one_as_it_is_wanted_last(counter: World):
    counter.follow(often="daily", language="en")
    counter.follow(often="weekly", language="fr")

    (one,) = Following.objects.all()
    assert (one.often, one.language) == ("weekly", "fr")
    assert Follower.objects.count() == 1


def test_an_address_is_the_same_however_it_is_written(counter: World):
    counter.follow("state=PER")
    counter.follow("state=MOZ", address=f" {ADDRESS.upper()} ")

    assert Follower.objects.count() == 1
    assert Following.objects.count() == 2


def test_a_request_that_nobody_confirms_is_forgotten(counter: World):
    counter.ask()
    (letter,) = counter.take_in()
    counter.later(days=2, minutes=1)
    receiving.clear_away(counter.now)
    assert not Asking.objects.exists()
    assert not Ticket.objects.exists()

    assert counter.press(link_in(letter), choice="confirm").status_code == 404
    assert not Following.objects.exists()


def test_a_confirmation_that_comes_too_late_counts_no_more(counter: World):
    counter.ask()
    (letter,) = counter.take_in()
    counter.browser.post(link_in(letter), {"choice": "confirm"})
    counter.later(days=3)
    counter.take_in()

    assert not Following.objects.exists()


def test_another_word_than_yes_is_no_yes(counter: World):
    counter.ask()
    (letter,) = counter.take_in()
    for choice in ("stop", "stop-all", "go-on", "", "yes"):
        assert counter.press(link_in(letter), choice=choice).status_code == 200

    assert not Following.objects.exists()


# In which rhythm, in which language.


def test_whoever_wants_one_letter_a_day_gets_what_came_together(world: World):
    world.follow(often="daily")
    news_of(world, year=2025)
    assert world.tell() == []
    news_of(world, year=2026)
    world.later(days=1)

    (letter,) = world.tell()
    assert "2 things are new" in letter.body
    assert world.tell() == []


def test_letters_speak_the_language_that_was_chosen(world: World):
    world.follow(language="ar")
    news_of(world)

    (letter,) = world.tell()
    assert "http://localhost:8000/ar/dockets/SPT/VISIT/PER/2025/" in letter.body
    assert "http://localhost:8000/ar/follow/" in letter.extra_headers["List-Unsubscribe"]


# Stopping.


def test_one_press_of_a_mailbox_stops_it_as_rfc_8058_says(world: World):
    world.follow()
    news_of(world)
    (letter,) = world.tell()
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = (
        letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    )

    answer = world.browser.post(
        path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert (answer.status_code, "Location" in answer) == (200, False)
    world.take_in()
    assert not Follower.objects.exists()
    news_of(world, year=2026)
    assert world.tell() == []


def test_the_link_of_a_letter_stops_it_and_says_so_ever_after(world: World):
    world.follow()
    news_of(world)
    (letter,) = world.tell()
    path = link_in(letter)
    assert "Stop being told?" in world.browser.get(path).text

    for _time in range(2):
        assert "Nothing more of this is sent to you" in world.press(path, choice="stop").text
    assert "Peru" not in world.browser.get(path).text
    assert not Following.objects.exists()


def test_a_letter_that_waits_is_not_sent_to_whoever_stopped(world: World):
    world.follow()
    news_of(world)
    (letter,) = world.tell()
    news_of(world, year=2026)
    world.press(link_in(letter), choice="stop")

    assert world.tell() == []


def test_stopping_one_leaves_the_others(world: World):
    world.follow("state=PER")
    world.follow("state=MOZ")
    news_of(world, "MOZ")
    (letter,) = world.tell()
    world.press(link_in(letter), choice="stop")

    assert [one.question for one in Following.objects.all()] == ["state=PER"]
    assert Follower.objects.count() == 1


def test_with_the_last_one_the_address_is_erased_and_its_key(world: World):
    world.follow()
    holder = Follower.objects.get().pk
    news_of(world)
    (letter,) = world.tell()
    world.press(link_in(letter), choice="stop")

    assert not Follower.objects.exists()
    assert keystore.destroyed([holder]) == {holder}
    assert not Request.objects.exists()
    assert not Asking.objects.exists()


# What do I follow?


def see(world: World, address: str = ADDRESS) -> list[str]:
    """Ask for the link to what an address follows; return the paths in the letters that come."""
    answer = world.browser.post("/follow/mine/", {"address": address})
    assert answer.status_code == 200
    return [link_in(one) for one in world.take_in()]


def test_a_letter_leads_to_what_is_followed_and_to_stopping_any_of_it(counter: World):
    counter.follow("state=PER")
    counter.follow("q=solitary+confinement&state=MOZ", often="weekly")
    (path,) = see(counter)
    page = counter.browser.get(path)
    assert "Peru" in page.text
    assert "solitary confinement" in page.text

    number = Following.objects.order_by("number").last().number
    page = counter.press(path, choice="stop", number=str(number))
    assert "solitary confinement" not in page.text
    assert [one.question for one in Following.objects.all()] == ["state=PER"]


def test_everything_can_be_stopped_at_once(counter: World):
    counter.follow("state=PER")
    counter.follow("state=MOZ")
    (path,) = see(counter)
    page = counter.press(path, choice="stop-all")

    assert "your address is erased" in page.text
    assert not Following.objects.exists()
    assert not Follower.objects.exists()


def test_nobody_learns_whether_an_address_is_known(counter: World):
    counter.follow()
    known = counter.browser.post("/follow/mine/", {"address": ADDRESS})
    unknown = counter.browser.post("/follow/mine/", {"address": "nobody@example.org"})
    again, anew = counter.ask(), counter.ask(address="nobody@example.org")

    assert known.content == unknown.content
    assert again.content == anew.content
    sent = sorted(one.to[0] for one in counter.take_in())
    assert sent == ["nobody@example.org", ADDRESS, ADDRESS]


def test_the_list_is_sent_once_an_hour_and_the_last_link_counts(counter: World):
    counter.follow()
    (first,) = see(counter)
    assert see(counter) == []
    counter.later(hours=1)
    (second,) = see(counter)

    assert counter.browser.get(first).status_code == 404
    assert counter.browser.get(second).status_code == 200


def test_numbers_of_others_do_nothing(counter: World):
    counter.follow("state=PER")
    (path,) = see(counter)
    for number in ("2", "0", "-1", "99999", "x", ""):
        counter.press(path, choice="stop", number=number)

    assert Following.objects.count() == 1


# Tokens that are none.


def test_a_forged_token_opens_nothing_and_is_answered_as_one_that_ended(counter: World):
    path = counter.follow()
    token = path.split("/")[-2]
    for forged in (
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        token[:-4],
        token + "A",
        token.swapcase(),
        tickets.digest_of(token),
        "x" * 43,
        "x" * 200,
        "é" * 20,
        opening.token(TicketKind.STOP, Follower.objects.get().pk),
    ):
        for answer in (
            counter.browser.get(f"/follow/{forged}/"),
            counter.browser.post(f"/follow/{forged}/", {"choice": "confirm"}),
        ):
            assert answer.status_code == 404
            assert "This link leads to nothing" in answer.text
    assert Following.objects.count() == 1


def test_what_a_store_holds_opens_no_link(counter: World):
    """Digests and sealed texts, moved from one row to another, open nothing."""
    counter.follow("state=PER")
    counter.follow("state=MOZ")
    stops = list(Ticket.objects.filter(kind="stop"))
    first, second = stops
    Ticket.objects.filter(pk=first.pk).update(sealed=bytes(second.sealed))
    token = next(
        one
        for one in (
            opening.token(TicketKind.STOP, pk)
            for pk in Following.objects.values_list("pk", flat=True)
        )
        if tickets.digest_of(one) == first.pk
    )

    assert counter.browser.get(f"/follow/{token}/").status_code == 404


def test_pages_of_links_are_kept_by_nobody_and_tell_no_other_site(counter: World):
    path = counter.follow()
    for answer in (
        counter.browser.get(path),
        counter.browser.post(path),
        counter.browser.get("/follow/"),
    ):
        assert "no-store" in answer["Cache-Control"]
        assert answer.cookies == {}
    assert counter.browser.get(path)["Referrer-Policy"] == "no-referrer"


def test_a_form_of_another_site_is_refused(counter: World):
    typed = {"search": "", "address": ADDRESS, "often": "daily", "language": "en"}
    for site, status in (("cross-site", 400), ("same-origin", 200), ("none", 200)):
        answer = counter.browser.post("/follow/", typed, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == status

    assert Request.objects.count() == 2


# Limits.


def test_one_address_is_written_to_a_few_times_and_then_no_more(counter: World):
    for number in range(patience.MOST_UNCONFIRMED + 3):
        assert counter.ask(f"q=word{number}").status_code == 200
    letters = counter.take_in()

    assert len(letters) == patience.MOST_UNCONFIRMED
    assert not Request.objects.exists()


def test_one_address_follows_so_much_and_no_more(counter: World, monkeypatch):
    monkeypatch.setattr(patience, "MOST_FOLLOWED", 1)
    counter.follow("state=PER")
    counter.ask("state=MOZ")

    assert counter.take_in() == []


def test_where_too_many_wait_nobody_is_let_in(counter: World, monkeypatch):
    monkeypatch.setattr("amparo.following.asking.MOST_WAITING", 1)

    assert counter.ask().status_code == 200
    refused = counter.ask()
    assert refused.status_code == 400
    assert "Very many are asking now" in refused.text
    assert Request.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"address": "zephyrine.quill"},
        {"address": ""},
        {"address": f"{'x' * 250}@example.org"},
        {"address": "a@example.org\r\nBcc: b@example.org"},
        {"often": "hourly"},
        {"language": "tlh"},
        {"channel": "pigeon"},
        {"channel": "webhook", "endpoint": "https://hooks.example.org/"},
    ],
    ids=[
        "no address",
        "none",
        "long",
        "two lines",
        "rhythm",
        "language",
        "way",
        "no webhooks here",
    ],
)
def test_what_cannot_be_taken_down_is_refused_and_kept_in_the_form(
    counter: World, said: dict[str, str]
):
    answer = counter.ask(**said)

    assert answer.status_code == 400
    assert "Peru" in answer.text
    assert not Request.objects.exists()


def test_without_a_key_nobody_is_asked_for_an_address(db, settings):
    settings.FOLLOWERS_KEY = ""
    settings.KEYS = settings.HOME / "no-keys"
    browser = Client()

    assert 'type="email"' not in browser.get("/follow/").text
    assert 'type="email"' not in browser.get("/follow/mine/").text
    typed = {"search": "", "address": ADDRESS, "often": "daily", "language": "en"}
    assert browser.post("/follow/", typed).status_code == 400
    assert browser.get(f"/follow/{'x' * 43}/").status_code == 404


# Letters that do not arrive.


def test_a_letter_that_the_server_does_not_take_is_tried_again_and_at_last_paused(
    world: World, monkeypatch
):
    world.follow()
    news_of(world)
    with monkeypatch.context() as broken:
        broken.setattr("amparo.access.accounts.letters.send", lambda _letter: False)
        assert world.tell() == []
        assert world.tell() == []
    world.later(hours=1)
    (letter,) = world.tell()
    assert "Visit to Peru, 2025" in letter.body

    news_of(world, year=2026)
    with monkeypatch.context() as broken:
        broken.setattr("amparo.access.accounts.letters.send", lambda _letter: False)
        for _try in range(20):
            world.later(days=2)
            world.tell()
    assert Following.objects.get().standing == "paused"
    assert world.tell() == []
    world.later(days=31)
    receiving.clear_away(world.now)
    assert not Follower.objects.exists()


def test_while_the_mail_server_cannot_be_reached_nothing_is_written_down(world: World, monkeypatch):
    world.follow()
    news_of(world)
    with monkeypatch.context() as broken:
        broken.setattr(
            "amparo.access.accounts.letters.Round.make_ready", _raising(ConnectionRefusedError)
        )
        with pytest.raises(ConnectionRefusedError):
            world.tell()

    assert len(world.tell()) == 1


def _raising(error: type[Exception]):
    def fails(*_args: object) -> None:
        raise error

    return fails


def test_a_confirmation_that_could_not_be_sent_is_sent_later(counter: World, monkeypatch):
    counter.ask()
    with monkeypatch.context() as broken:
        broken.setattr("amparo.access.accounts.letters.send", lambda _letter: False)
        assert counter.take_in() == []
    assert counter.take_in() == []
    counter.now += timedelta(minutes=2)

    (letter,) = counter.take_in()
    assert counter.press(link_in(letter), choice="confirm").status_code == 200
    assert Following.objects.count() == 1
    assert len(mail.outbox) == 1
