from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from amparo.stats.loading import load_everything

# A moment after the day of the shipped record.
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def everything(django_db_setup: None, keys: Path, django_db_blocker: Any) -> Iterator[None]:
    """All that ships, loaded once for a module; each test undoes its own writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_everything(now=NOW)
        yield
        transaction.set_rollback(True)
