"""When somebody is told next, and how long what fails is tried."""

from datetime import UTC, datetime, timedelta

import pytest

from amparo.following.enums import Often
from amparo.following.rules.patience import WAITS, wait_after
from amparo.following.rules.rhythm import next_turn

WEDNESDAY = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("often", "now", "expected"),
    [
        (Often.AT_ONCE, WEDNESDAY, WEDNESDAY),
        (Often.DAILY, WEDNESDAY, datetime(2026, 3, 5, 6, tzinfo=UTC)),
        (Often.DAILY, datetime(2026, 3, 4, 5, 59, tzinfo=UTC), datetime(2026, 3, 4, 6, tzinfo=UTC)),
        (Often.DAILY, datetime(2026, 3, 4, 6, tzinfo=UTC), datetime(2026, 3, 5, 6, tzinfo=UTC)),
        (Often.WEEKLY, WEDNESDAY, datetime(2026, 3, 9, 6, tzinfo=UTC)),
        (Often.WEEKLY, datetime(2026, 3, 9, 5, tzinfo=UTC), datetime(2026, 3, 9, 6, tzinfo=UTC)),
        (Often.WEEKLY, datetime(2026, 3, 9, 7, tzinfo=UTC), datetime(2026, 3, 16, 6, tzinfo=UTC)),
    ],
)
def test_the_next_turn(often: Often, now: datetime, expected: datetime):
    assert next_turn(often, now) == expected


def test_waits_grow_and_end_after_about_three_days():
    waits = [wait_after(failures) for failures in range(1, len(WAITS) + 1)]

    assert waits == sorted(waits)
    assert timedelta(days=2) < sum(waits, timedelta()) < timedelta(days=3)
    assert wait_after(len(WAITS) + 1) is None
