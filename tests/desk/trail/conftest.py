"""Emil's room: the auditor and his browser, and a matter in which something happened."""

from collections.abc import Iterator

import pytest
from django.test import Client

from amparo.access.models import User
from amparo.docket import actions
from amparo.docket.models import Matter
from amparo.docket.procedure import PROCEDURES
from tests import people
from tests.docket.example import AMINA, PETITION, RECEIVED, day


@pytest.fixture
def emil(db: None) -> User:
    """Emil, the auditor."""
    return people.emil()


@pytest.fixture
def desk(emil: User) -> Client:
    """The auditor's browser."""
    return people.browser_of(emil)


@pytest.fixture
def matter(db: None) -> Iterator[Matter]:
    """A petition concerning Peru."""
    PROCEDURES["petition"] = PETITION
    yield actions.open_docket(
        PETITION,
        "PETITION/1",
        RECEIVED(state="PER", author="Somebody"),
        on=day("2025-01-02"),
        by=AMINA,
    )
    del PROCEDURES["petition"]
