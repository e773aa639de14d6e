from collections.abc import Callable, Iterator

import pytest

from amparo.docket import actions
from amparo.docket.models import Matter
from amparo.docket.procedure import PROCEDURES

from .example import AMINA, PETITION, RECEIVED, SENT, day, moment


@pytest.fixture(autouse=True)
def petition() -> Iterator[None]:
    PROCEDURES["petition"] = PETITION
    yield
    del PROCEDURES["petition"]


@pytest.fixture
def sent(db: None) -> Callable[[str], Matter]:
    """A petition received on 2 January and sent on 31 August 2025, each entered on its day."""

    def make(reference: str = "PETITION/1") -> Matter:
        matter = actions.open_docket(
            PETITION,
            reference,
            RECEIVED(state="PER", author="Somebody"),
            on=day("2025-01-02"),
            by=AMINA,
            at=moment("2025-01-02T09:00"),
        )
        actions.enter(matter, SENT(), on=day("2025-08-31"), by=AMINA, at=moment("2025-08-31T09:00"))
        matter.refresh_from_db()
        return matter

    return make
