"""A small public record with its index, somebody outside who follows, and the worker when wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from amparo.access.permissions import RECORD_LOADER
from amparo.bodies.models import Mechanism, MechanismName
from amparo.docket import actions
from amparo.docket.models import Matter
from amparo.following import calling, novelties, opening, receiving, telling
from amparo.following.outward import Outward
from amparo.publication import reference
from amparo.registry.models import State, StateName
from amparo.search import indexing
from amparo.visits.procedures.visit import CONDUCTED, PROGRAMMED, VISIT
from tests.gate import publish

RECORDED = datetime(2026, 3, 4, 12, tzinfo=UTC)
ADDRESS = "zephyrine.quill@example.org"
LINK = re.compile(r"http://localhost:8000(/\S*follow/[\w-]{20,}/)")


@pytest.fixture
def door(db: None, settings: Any) -> None:
    """A public face that can seal."""
    settings.FOLLOWERS_KEY = opening.public_key_text()


@pytest.fixture
def counter(door: None) -> World:
    """Two States and a body, and nothing that happened: enough for whoever only asks and stops."""
    for iso3, iso2, m49, name in (("PER", "PE", "604", "Peru"), ("MOZ", "MZ", "508", "Mozambique")):
        state = State.objects.create(iso3=iso3, iso2=iso2, m49=m49, kind="member")
        StateName.objects.create(state=state, language="en", short=name)
    body = Mechanism.objects.create(code="SPT", kind="subcommittee")
    MechanismName.objects.create(mechanism=body, language="en", name="Subcommittee", short="SPT")
    reference.copy()
    return World()


@pytest.fixture
def world(counter: World, settings: Any, tmp_path: Path) -> World:
    """The same, with a visit that is public, indexed and in the ledger."""
    settings.SEARCH_INDEX = tmp_path / "search"
    counter.programme("PER", 2024)
    counter.look()
    return counter


@dataclass
class World:
    """The record, the clock, and a browser outside that carries nothing along."""

    # Pages read the clock on the wall.
    now: datetime = field(default_factory=timezone.now)
    browser: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    visits: dict[tuple[str, int], Matter] = field(default_factory=dict)

    # What happens inside.

    def programme(self, state: str, year: int) -> Matter:
        """Let a visit be announced."""
        self.visits[state, year] = actions.open_docket(
            VISIT,
            f"SPT/VISIT/{state}/{year}",
            PROGRAMMED(state=state, year=year),
            on=date(year, 1, 10),
            by=RECORD_LOADER,
            at=datetime(year, 1, 10, 12, tzinfo=UTC),
        )
        return self.visits[state, year]

    def conduct(self, state: str, year: int) -> None:
        """Let a visit that was announced have taken place."""
        actions.enter(
            self.visits[state, year],
            CONDUCTED(),
            on=date(year, 6, 14),
            by=RECORD_LOADER,
            at=RECORDED,
        )

    def look(self) -> int:
        """Let what is public be let out, indexed and entered into the ledger; return what is new."""
        publish(self.now)
        indexing.follow()
        return novelties.look(self.now)

    def later(self, **length: int) -> None:
        """Let time pass."""
        self.now += timedelta(**length)

    # What people do.

    def ask(self, search: str = "state=PER", **said: str) -> HttpResponse:
        """Ask to follow a search, as the page does."""
        typed = {
            "search": search,
            "address": ADDRESS,
            "often": "at-once",
            "language": "en",
            **said,
        }
        return self.browser.post("/follow/", typed)

    def take_in(self) -> list[EmailMessage]:
        """Let the worker take in what was sent in; return the letters that went out for it."""
        before = len(mail.outbox)
        _done, to_show = receiving.take_in(self.now)
        telling.show(to_show)
        telling.confirm_requests(self.now)
        return mail.outbox[before:]

    def press(self, path: str, **typed: str) -> HttpResponse:
        """Press the button of a page that a link leads to, and let the worker take it in."""
        answer = self.browser.post(path, typed)
        self.take_in()
        return answer

    def follow(self, search: str = "state=PER", **said: str) -> str:
        """Follow a search, confirmed; return the path of the confirmation."""
        assert self.ask(search, **said).status_code == 200
        (letter,) = self.take_in()
        path = link_in(letter)
        assert self.press(path, choice="confirm").status_code == 200
        return path

    def tell(self) -> list[EmailMessage]:
        """Let the worker tell whose turn it is, a minute later; return the letters."""
        self.later(minutes=1)
        before = len(mail.outbox)
        telling.tell(self.now)
        return mail.outbox[before:]

    def call(self, out: Outward) -> str:
        """Let the worker call webhooks, a minute later; return what it says."""
        self.later(minutes=1)
        return calling.call(self.now, out)


def link_in(letter: EmailMessage) -> str:
    """Return the path of the link in a letter that opens a page of its reader."""
    (path,) = set(LINK.findall(str(letter.body)))
    assert not urlsplit(path).query
    return str(path)
