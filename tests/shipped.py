"""The shipped record, for tests that count from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from amparo.access.permissions import RECORD_LOADER
from amparo.docket import actions, records
from amparo.npms.actions import open_from_deposits
from amparo.registry.actions import load_shipped

# A moment after the day of the shipped record.
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@contextmanager
def shipped(blocker: Any, *names: str) -> Iterator[None]:
    """Hold States, treaties and some record files in the database, and none of it afterwards."""
    with blocker.unblock(), transaction.atomic():
        load_shipped()
        open_from_deposits(by=RECORD_LOADER, at=NOW)
        for name in names:
            drafts, problems = records.read(settings.DATA / "record" / f"{name}.jsonl", now=NOW)
            assert problems == []
            actions.load(drafts, by=RECORD_LOADER, at=NOW)
        yield
        transaction.set_rollback(True)
