"""Following by webhook: confirmed twice, signed, tried again, paused, and its owner told."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator

import pytest
from django.core import mail

from amparo.following.models import Follower, Following
from tests.following.conftest import ADDRESS, World, link_in
from tests.following.servers import NAME, Server, challenge_answered, serving

ENDPOINT = f"https://{NAME}/hook"
NO = b"HTTP/1.1 500 Oops\r\n\r\n"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def server(running: Server, settings: object) -> Server:
    """A server that wants what it is sent, and has heard nothing yet; webhooks are allowed."""
    settings.WEBHOOKS = True
    running.answer = challenge_answered
    for heard in (running.heads, running.bodies, running.looked_up):
        heard.clear()
    return running


def follow(world: World) -> str:
    """Follow Peru by webhook, confirmed by letter; return the secret that the page showed."""
    answer = world.ask(channel="webhook", endpoint=ENDPOINT)
    (letter,) = world.take_in()
    world.press(link_in(letter), choice="confirm")
    (secret,) = re.findall(r'<code class="secret" dir="ltr">([\w-]+)</code>', answer.text)
    return secret


def said(server: Server) -> list[str]:
    """Return the kinds of what a server was sent."""
    return [json.loads(body)["type"] for body in server.bodies]


def headers(head: str) -> dict[str, str]:
    """Return the headers that a server was sent."""
    return dict(one.split(": ", 1) for one in head.split("\r\n")[1:])


def test_a_server_is_asked_before_it_is_told_anything(world: World, server: Server):
    follow(world)
    server.answer = lambda _body: b"HTTP/1.1 200 OK\r\n\r\n{}"
    world.call(server.outward())
    assert said(server) == ["challenge"]
    assert Following.objects.get().standing == "proving"

    world.programme("PER", 2025)
    world.look()
    world.later(minutes=2)
    server.answer = challenge_answered
    assert world.call(server.outward()) == "called 1, taken 1, paused 0"
    assert Following.objects.get().standing == "running"
    world.call(server.outward())
    assert said(server) == ["challenge", "challenge", "news"]


def test_nothing_is_called_before_its_owner_said_yes_by_letter(counter: World, server: Server):
    counter.ask(channel="webhook", endpoint=ENDPOINT)
    (letter,) = counter.take_in()
    counter.call(server.outward())

    assert letter.to == [ADDRESS]
    assert server.heads == []


def test_what_is_new_comes_signed_and_once(world: World, server: Server):
    secret = follow(world)
    world.call(server.outward())
    world.programme("PER", 2025)
    world.programme("MOZ", 2025)
    world.look()
    for _time in range(2):
        world.call(server.outward())

    assert said(server) == ["challenge", "news"]
    told, (head, body) = json.loads(server.bodies[1]), (server.heads[1], server.bodies[1])
    (item,) = told["items"]
    assert item["id"] == "docket/SPT/VISIT/PER/2025/1"
    assert item["url"] == "http://localhost:8000/dockets/SPT/VISIT/PER/2025/"
    assert (item["title"], item["states"]) == ("Visit to Peru, 2025", ["PER"])
    assert (told["search"], told["has_more"]) == ("state=PER", False)
    assert headers(head)["Amparo-Delivery"] == told["delivery"]
    moment, mark = re.fullmatch(r"t=(\d+),v1=(\w+)", headers(head)["Amparo-Signature"]).groups()
    expected = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    assert mark == expected.hexdigest()
    assert ADDRESS.encode() not in b"".join(server.bodies)


def test_what_was_not_taken_comes_again_under_its_number(world: World, server: Server):
    follow(world)
    world.call(server.outward())
    world.programme("PER", 2025)
    world.look()
    server.answer = lambda _body: NO
    world.call(server.outward())
    # More is new meanwhile; what is tried again stays what it was.
    world.programme("PER", 2026)
    world.look()
    server.answer = challenge_answered
    world.later(minutes=2)
    world.call(server.outward())
    world.call(server.outward())

    _asked, first, again, more = (json.loads(body) for body in server.bodies)
    assert first == again
    assert [one["id"] for one in more["items"]] == ["docket/SPT/VISIT/PER/2026/1"]
    assert more["delivery"] != first["delivery"]


def test_a_server_that_never_answers_is_paused_and_its_owner_told_once(
    world: World, server: Server
):
    follow(world)
    world.call(server.outward())
    world.programme("PER", 2025)
    world.look()
    server.answer = lambda _body: NO
    mail.outbox.clear()
    for _try in range(20):
        world.later(days=2)
        world.call(server.outward())

    (letter,) = mail.outbox
    assert Following.objects.get().standing == "paused"
    assert letter.to == [ADDRESS]
    assert NAME in letter.body
    assert len(server.bodies) == 10


def test_what_is_paused_begins_again_when_its_owner_says_so(world: World, server: Server):
    follow(world)
    one = Following.objects.get()
    Following.objects.filter(pk=one.pk).update(standing="paused", paused_at=world.now, seen=0)
    world.browser.post("/follow/mine/", {"address": ADDRESS})
    (letter,) = world.take_in()
    assert "Paused" in world.browser.get(link_in(letter)).text
    world.press(link_in(letter), choice="go-on", number=str(one.number))

    world.call(server.outward())
    assert said(server) == ["challenge"]
    assert Following.objects.get().standing == "running"
    # What was missed meanwhile is not sent.
    world.call(server.outward())
    assert said(server) == ["challenge"]


@pytest.mark.parametrize(
    "number", ["127.0.0.1", "169.254.169.254", "10.1.2.3", "::1", "::ffff:127.0.0.1"]
)
def test_a_name_that_comes_to_mean_something_close_by_is_not_called(
    counter: World, server: Server, number: str
):
    """The name was public when it was asked for; what it means is judged at each call."""
    from amparo.following.outward import Outward

    follow(counter)
    out = Outward(look_up=lambda _host, _port: [number], trust=server.trust)

    assert counter.call(out) == "called 1, taken 0, paused 0"
    assert server.heads == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://hooks.example.org/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://hooks.example.org:22/",
        "https://a:b@hooks.example.org/",
    ],
)
def test_an_endpoint_that_may_not_be_called_is_refused_at_the_page(
    counter: World, server: Server, endpoint: str
):
    answer = counter.ask(channel="webhook", endpoint=endpoint)

    assert answer.status_code == 400
    assert "<code" not in answer.text
    assert counter.take_in() == []


def test_where_webhooks_are_not_allowed_none_is_called(world: World, server: Server, settings):
    follow(world)
    settings.WEBHOOKS = False

    assert world.call(server.outward()) == ""
    assert server.heads == []
    assert "webhook" not in world.browser.get("/follow/").text


def test_stopping_a_webhook_forgets_everything(counter: World, server: Server):
    follow(counter)
    counter.browser.post("/follow/mine/", {"address": ADDRESS})
    (letter,) = counter.take_in()
    counter.press(link_in(letter), choice="stop-all")

    assert not Follower.objects.exists()
    counter.call(server.outward())
    assert server.heads == []
