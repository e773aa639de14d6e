"""Chidi and other outsiders, and matters of which something is shared with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access.models import User
from amparo.access.permissions import Actor, Post, Role
from amparo.docket import actions
from amparo.docket.models import Matter
from amparo.registry.models import State, StateName
from amparo.visits.procedures.report import REPORT, TRANSMITTED
from tests import people
from tests.people import browser_of

# Whoever keeps the matters: their code is on no page of an outsider.
KEEPER = Actor("P-KEEPER", (Post(Role.REGISTRAR),))


@pytest.fixture(autouse=True)
def states(db: None) -> None:
    """Peru and Mozambique, with their names."""
    for iso3, iso2, m49, name in (("PER", "PE", "604", "Peru"), ("MOZ", "MZ", "508", "Mozambique")):
        state = State.objects.create(iso3=iso3, iso2=iso2, m49=m49, kind="member")
        StateName.objects.create(state=state, language="en", short=name)


@pytest.fixture
def chidi(db: None) -> User:
    """Chidi, who answers for Mozambique."""
    return people.chidi()


@pytest.fixture
def mission(chidi: User) -> Client:
    """Chidi's browser, signed in."""
    return browser_of(chidi)


Made = Callable[..., Matter]


@pytest.fixture
def report(db: None) -> Made:
    """A report transmitted to its State some days ago, so that a reply is awaited."""

    def made(
        reference: str = "SPT/REPORT/MOZ/2025",
        state: str = "MOZ",
        *,
        days_ago: int = 30,
        recipient: str = "state",
    ) -> Matter:
        on = today() - timedelta(days=days_ago)
        content = TRANSMITTED(state=state, recipient=recipient)
        return actions.open_docket(REPORT, reference, content, on=on, by=KEEPER, at=noon(on))

    return made


def entered(matter: Matter, content, *, days_ago: int = 1, by: Actor = KEEPER) -> None:
    """Enter a further act, some days ago."""
    on = today() - timedelta(days=days_ago)
    actions.enter(matter, content, on=on, by=by, at=noon(on))


def today() -> date:
    """Return today."""
    return timezone.now().date()


def noon(on: date) -> datetime:
    """Return noon of a day, or this moment if that is still to come."""
    return min(datetime(on.year, on.month, on.day, 12, tzinfo=UTC), timezone.now())
