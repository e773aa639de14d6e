"""What tests of recommendations stand on: States, bodies and topics, loaded once for a module."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from amparo.bodies.actions import load_shipped as load_bodies
from amparo.recommendations.actions import load_topics
from amparo.registry.actions import load_shipped


@pytest.fixture(scope="module", autouse=True)
def shipped(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    with django_db_blocker.unblock(), transaction.atomic():
        load_shipped()
        load_bodies()
        load_topics()
        yield
        transaction.set_rollback(True)
