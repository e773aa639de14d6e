from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amparo.access.permissions import RECORD_LOADER
from amparo.docket import actions, records
from amparo.docket.models import Matter

RECORD = Path(__file__).resolve().parents[2] / "data" / "record"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def load(db: None) -> Callable[..., int]:
    """Load shipped record files, all of each, and return how many acts were new."""

    def loaded(*names: str) -> int:
        count = 0
        for name in names:
            drafts, problems = records.read(RECORD / name, now=NOW)
            assert problems == []
            count += actions.load(drafts, by=RECORD_LOADER, at=NOW)
        return count

    return loaded


@pytest.fixture
def docket(db: None) -> Callable[..., Matter]:
    """Open a docket with acts, each given as (content, day) and known on its day."""

    def opened(procedure, reference: str, acts: Sequence[tuple]) -> Matter:
        (first, day), *rest = acts
        matter = actions.open_docket(
            procedure, reference, first, on=day, by=RECORD_LOADER, at=_noon(day)
        )
        for content, on in rest:
            actions.enter(matter, content, on=on, by=RECORD_LOADER, at=_noon(on))
        matter.refresh_from_db()
        return matter

    return opened


def _noon(day) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
