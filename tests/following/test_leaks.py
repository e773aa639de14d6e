"""An address that was typed is in clear in no store, no file, no statement, no log and no URL."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core import mail

from amparo.following import calling
from amparo.following.models import Asking, Follower, Following, Press, Request, Ticket
from tests.following.conftest import World, link_in
from tests.following.servers import NAME, challenge_answered, serving
from tests.house import copies
from tests.house.listening import Browser, everything_logged
from tests.house.traces import Secret, found_in, found_in_all

pytestmark = pytest.mark.django_db(transaction=True)
LOCAL, DOMAIN, PATH, WORD = "qzvorthax", "wyndlemereqx", "hookpqzzkdv", "xolquvarine"
ADDRESS = f"{LOCAL}@{DOMAIN}.example"
ENDPOINT = f"https://{NAME}/{PATH}"
PRIVATE = [Secret("the address", LOCAL), Secret("its domain", DOMAIN), Secret("webhook", PATH)]
FOLLOWED = [Secret("what is followed", WORD)]


def every_copy(folder: Path) -> dict[str, bytes]:
    """Return every row and every file of every store."""
    found = {}
    for alias in copies.DATABASES:
        found[f"{alias}: rows"] = copies.every_row(alias)
        if copies.is_sqlite(alias):
            found[f"{alias}: files before"] = copies.database_files(alias)
            copies.write_back(alias)
            found[f"{alias}: files after"] = copies.database_files(alias)
    for path in Path(configured.HOME).rglob("*"):
        if path.is_file() and not path.name.startswith("test-"):
            found[f"home: {path.name}"] = path.name.encode() + path.read_bytes()
    return found


def test_an_address_is_nowhere_in_clear_from_the_page_to_its_end(
    world: World, settings, tmp_path: Path
):
    settings.WEBHOOKS = True
    world.browser = browser = Browser()
    stages: dict[str, dict[str, bytes]] = {}
    with serving(tmp_path) as server, everything_logged() as log:
        server.answer = challenge_answered
        world.ask(f"q={WORD}", address=ADDRESS, often="daily")
        world.ask(
            f"q={WORD}", address=ADDRESS, often="at-once", channel="webhook", endpoint=ENDPOINT
        )
        assert Request.objects.count() == 2
        stages["asked"] = every_copy(tmp_path)
        first, second = world.take_in()
        assert Asking.objects.count() == 2
        stages["taken in"] = every_copy(tmp_path)
        for letter in (first, second):
            world.press(link_in(letter), choice="confirm")
        assert Following.objects.count() == 2
        stages["confirmed"] = every_copy(tmp_path)
        calling.call(world.now, server.outward())
        world.programme("PER", 2025)
        world.look()
        world.later(days=1)
        world.tell()
        browser.post("/follow/mine/", {"address": ADDRESS})
        (letter,) = world.take_in()
        stages["told"] = every_copy(tmp_path)
        browser.get(link_in(letter))
        world.press(link_in(letter), choice="stop-all")
        assert not Follower.objects.exists()
        stages["erased"] = every_copy(tmp_path)

    # That the search would find it: it is in what the letters say, and in what was typed.
    assert found_in(str(mail.outbox[0].message()).encode(), PRIVATE[:2]) != []
    for stage, stored in stages.items():
        assert {"followers: rows", "default: rows"} <= set(stored), stage
        assert found_in_all(stored, PRIVATE + FOLLOWED) == {}, stage
    assert b"following" in log.bytes
    assert found_in(log.bytes, PRIVATE) == []
    told = "\n".join(browser.addresses).encode()
    assert b"/follow/" in told
    assert found_in(told, PRIVATE) == []


def test_tokens_are_kept_as_digests_only(world: World):
    path = world.follow()
    world.programme("PER", 2025)
    world.look()
    (letter,) = world.tell()
    world.browser.post(link_in(letter), {"choice": "stop"})
    tokens = [one.split("/")[-2] for one in (path, link_in(letter))]
    raw = [base64.urlsafe_b64decode(one + "=") for one in tokens]

    assert Ticket.objects.count() == 2
    assert Press.objects.count() == 2
    secrets = [Secret("token", one) for one in (*tokens, *raw)]
    stored = {alias: copies.every_row(alias) for alias in copies.DATABASES}
    assert found_in_all(stored, secrets) == {}


def test_what_is_asked_is_as_long_for_every_address(counter: World):
    for address in ("a@b.example", f"{'x' * 60}@{'y' * 60}.example"):
        counter.ask(address=address)

    assert len({len(bytes(one.sealed)) for one in Request.objects.all()}) == 1
