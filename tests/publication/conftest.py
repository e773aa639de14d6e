from collections.abc import Iterator

import pytest

from amparo.docket.procedure import PROCEDURES

from .example import LETTER


@pytest.fixture(autouse=True)
def letter() -> Iterator[None]:
    PROCEDURES["letter"] = LETTER
    yield
    del PROCEDURES["letter"]
