"""Amina and the others at the desk, and matters for them: visits, from the programme on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amparo.access.models import User
from amparo.access.permissions import RECORD_LOADER
from amparo.docket import actions
from amparo.docket.models import Matter
from amparo.registry.models import State, StateName
from amparo.visits.procedures.report import REPORT, TRANSMITTED
from amparo.visits.procedures.visit import CONDUCTED, INTERVIEWED, PREPARED, PROGRAMMED, VISIT
from tests import people
from tests.people import browser_of

WITNESS = "Xiomara Quetzalcoatl"


@pytest.fixture
def amina(db: None) -> User:
    """Amina, the registrar."""
    return people.amina()


@pytest.fixture
def desk(amina: User) -> Client:
    """Amina's browser, signed in."""
    return browser_of(amina)


@pytest.fixture
def states(db: None) -> None:
    """Peru and Mozambique, with their names."""
    for iso3, iso2, m49, name in (("PER", "PE", "604", "Peru"), ("MOZ", "MZ", "508", "Mozambique")):
        state = State.objects.create(iso3=iso3, iso2=iso2, m49=m49, kind="member")
        StateName.objects.create(state=state, language="en", short=name)


@pytest.fixture
def visit(db: None) -> Callable[..., Matter]:
    """A visit to Peru of 2025: programmed, prepared, conducted; a witness was heard in private."""

    def made(reference: str = "SPT/VISIT/PER/2025", state: str = "PER") -> Matter:
        matter = actions.open_docket(
            VISIT,
            reference,
            PROGRAMMED(state=state, year=2025),
            on=date(2025, 1, 10),
            by=RECORD_LOADER,
            at=moment(2025, 1, 10),
        )
        for content, on in (
            (PREPARED(nationalities=["FRA", "KEN"], places=["A prison"]), date(2025, 5, 1)),
            (CONDUCTED(), date(2025, 6, 14)),
            (INTERVIEWED(person=[WITNESS], account="A scar on the arm."), date(2025, 6, 14)),
        ):
            actions.enter(matter, content, on=on, by=RECORD_LOADER, at=moment(*on.timetuple()[:3]))
        matter.refresh_from_db()
        return matter

    return made


@pytest.fixture
def report(db: None) -> Callable[..., Matter]:
    """A report that was transmitted, so that a reply is awaited."""

    def made(
        reference: str = "SPT/REPORT/PER/2025", state: str = "PER", on: date = date(2025, 9, 1)
    ) -> Matter:
        return actions.open_docket(
            REPORT,
            reference,
            TRANSMITTED(state=state, recipient="state"),
            on=on,
            by=RECORD_LOADER,
            at=moment(*on.timetuple()[:3]),
        )

    return made


def moment(year: int, month: int, day: int) -> datetime:
    """Return noon of a day."""
    return datetime(year, month, day, 12, tzinfo=UTC)


@contextmanager
def counting() -> Iterator[list[int]]:
    """Count the statements to both databases in the body: the one number is in the list after it."""
    counted: list[int] = []
    with ExitStack() as stack:
        asked = [
            stack.enter_context(CaptureQueriesContext(connections[name]))
            for name in ("default", "keys")
        ]
        yield counted
    counted.append(sum(len(one) for one in asked))
