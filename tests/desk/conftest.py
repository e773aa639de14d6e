"""Amina and the others at the desk, and matters for them: visits, from the programme on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from amparo.access.models import User
from amparo.access.permissions import RECORD_LOADER
from amparo.docket import actions
from amparo.docket.models import Matter
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
