"""What tests of documents stand on: States and treaties, loaded once for a module."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from amparo.registry.actions import load_shipped


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    with django_db_blocker.unblock(), transaction.atomic():
        load_shipped()
        yield
        transaction.set_rollback(True)
