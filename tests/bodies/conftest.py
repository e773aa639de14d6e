"""The shipped record of treaties and mechanisms, loaded once for a module."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from amparo.bodies.actions import load_shipped
from amparo.registry.actions import load_shipped as load_registry


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Load `data/` for the tests of a module, each of which undoes its own writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_registry()
        load_shipped()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def now() -> datetime:
    """A moment after the days of the shipped record."""
    return datetime(2026, 6, 1, 12, tzinfo=UTC)
