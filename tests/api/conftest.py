"""The open API as programs meet it, with everything that ships."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse

from amparo.stats.loading import load_everything
from tests.gate import Reader, publish

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, keys: Path, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Load what ships once; each test undoes its own writes."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        transaction.atomic(using=settings.PUBLIC_STORE),
    ):
        load_everything(now=NOW)
        publish()
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using=settings.PUBLIC_STORE)


@pytest.fixture
def client() -> Reader:
    """A program of somebody outside, which comes when the gate has done its work."""
    return Reader()


@pytest.fixture
def get(shipped: None, db: None, client: Reader) -> Callable[..., HttpResponse]:
    """Ask the API: `get("states", on="2025-12-31")`."""

    def asked(path: str, headers: dict[str, str] | None = None, **choices: str) -> HttpResponse:
        return client.get(f"/api/v1/{path}", choices, headers=headers or {})

    return asked
