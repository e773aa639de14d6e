from collections.abc import Callable
from datetime import date

import pytest

from amparo.access.permissions import RECORD_LOADER
from amparo.docket import actions
from amparo.stats.keeping import kept
from amparo.visits.procedures.visit import PROGRAMMED, VISIT

pytestmark = pytest.mark.django_db


@pytest.fixture
def make() -> Callable[[], int]:
    """Something that is different each time it is made."""
    made = iter(range(100))
    return lambda: next(made)


def test_what_was_made_is_kept_until_something_is_entered(make: Callable[[], int]) -> None:
    first = [kept(make, "report", 2025), kept(make, "report", 2025)]

    actions.open_docket(
        VISIT,
        "SPT/VISIT/PER/2030",
        PROGRAMMED(state="PER", year=2030),
        on=date(2025, 11, 14),
        by=RECORD_LOADER,
    )

    assert [*first, kept(make, "report", 2025)] == [0, 0, 1]


def test_one_thing_is_not_taken_for_another(make: Callable[[], int]) -> None:
    assert [kept(make, "report", 2025), kept(make, "report", 2019), kept(make, "report", 2025)] == [
        0,
        1,
        0,
    ]


def test_nothing_made_is_kept_too() -> None:
    made = []

    def make() -> None:
        made.append(1)

    assert (kept(make, "nothing"), kept(make, "nothing")) == (None, None)
    assert len(made) == 1
