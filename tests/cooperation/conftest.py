from collections.abc import Iterator
from typing import Any

import pytest

from tests.shipped import shipped


@pytest.fixture(scope="module")
def record(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The shipped record of this area; each test undoes its own writes."""
    with shipped(django_db_blocker, "cooperation"):
        yield
