from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amparo.access.permissions import RECORD_LOADER
from amparo.docket import actions, records

RECORD = Path(__file__).resolve().parents[2] / "data" / "record" / "sessions.jsonl"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def load(db: None) -> Callable[[], int]:
    """Load the shipped record of sessions and return how many acts were new."""

    def loaded() -> int:
        drafts, problems = records.read(RECORD, now=NOW)
        assert problems == []
        return actions.load(drafts, by=RECORD_LOADER, at=NOW)

    return loaded
