"""The shipped record of States and treaties, loaded once for a module."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from amparo.registry.actions import load_shipped


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Load `data/` for the tests of a module, each of which undoes its own writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_shipped()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def now() -> datetime:
    """A moment after the day of the shipped record."""
    return datetime(2026, 6, 1, 12, tzinfo=UTC)
