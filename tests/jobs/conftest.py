"""A schedule of the test's own, and a worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from amparo.jobs import schedule
from amparo.jobs.schedule import Schedule
from tests.jobs.moments import MINUTE


@pytest.fixture
def schedules() -> Iterator[dict[str, Schedule]]:
    """The schedules that are registered: none, until the test registers some."""
    known = dict(schedule.SCHEDULES)
    schedule.SCHEDULES.clear()
    yield schedule.SCHEDULES
    schedule.SCHEDULES.clear()
    schedule.SCHEDULES.update(known)


@pytest.fixture
def calls(schedules: dict[str, Schedule]) -> list[datetime]:
    """The moments at which the schedule `count`, every minute, was called."""
    called: list[datetime] = []

    @schedule.scheduled("count", every=MINUTE)
    def count(now: datetime) -> str:
        called.append(now)
        return f"counted {len(called)}"

    return called
