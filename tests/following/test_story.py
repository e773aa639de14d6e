"""Following by letter, from the page to the last letter: asked twice, told once, stopped by one press."""

from django.core import mail

from amparo.following.models import Asking, Follower, Following, Press, Request, Ticket
from tests.following.conftest import ADDRESS, World, link_in


def test_nobody_is_told_before_they_said_yes_by_letter(world: World):
    answer = world.ask()
    assert answer.status_code == 200
    assert ADDRESS not in answer.text
    (letter,) = world.take_in()

    world.conduct("PER", 2024)
    assert world.look() == 1
    assert world.tell() == []
    assert letter.to == [ADDRESS]
    assert not Follower.objects.exists()


def test_whoever_said_yes_is_told_what_is_new_once(world: World):
    world.follow()
    world.programme("PER", 2025)
    world.programme("MOZ", 2025)
    assert world.look() == 2

    (letter,) = world.tell()
    assert letter.to == [ADDRESS]
    assert "Visit to Peru, 2025" in letter.body
    assert "http://localhost:8000/dockets/SPT/VISIT/PER/2025/" in letter.body
    assert "Mozambique" not in letter.body
    assert "2024" not in letter.body
    assert world.tell() == []
