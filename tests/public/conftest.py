"""The site as its readers meet it, with everything that ships."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from amparo.stats.loading import load_everything

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, keys: Path, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Load what ships once; each test undoes its own writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_everything(now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def get(shipped: None, db: None, client: Client) -> Callable[..., HttpResponse]:
    """Ask for a page: `get("/states/FRA/", on="2025-12-31")`."""

    def asked(path: str, **choices: str) -> HttpResponse:
        return client.get(path, choices)

    return asked
