"""When a schedule is due again, and what may be registered."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.jobs.schedule import SCHEDULES, Daily, Every, Schedule, daily, scheduled
from tests.jobs.moments import DAY, HOUR, MINUTE, NOON, SECOND


@pytest.mark.parametrize(
    ("when", "moment", "expected"),
    [
        pytest.param(Every(HOUR), NOON, NOON + HOUR, id="on the hour, the next hour"),
        pytest.param(
            Every(HOUR), NOON + 59 * MINUTE, NOON + HOUR, id="late in the hour, the next hour"
        ),
        pytest.param(Every(2 * SECOND), NOON + SECOND, NOON + 2 * SECOND, id="every two seconds"),
        pytest.param(Daily(time(13)), NOON, NOON + HOUR, id="later today"),
        pytest.param(Daily(time(12)), NOON, NOON + DAY, id="at this very moment, tomorrow"),
        pytest.param(Daily(time(11)), NOON, NOON + 23 * HOUR, id="earlier in the day, tomorrow"),
        pytest.param(
            Daily(time(1)),
            datetime(2026, 3, 2, 1, 30, tzinfo=timezone(timedelta(hours=2))),
            datetime(2026, 3, 2, 1, tzinfo=UTC),
            id="the time of the day is in UTC wherever one looks from",
        ),
    ],
)
def test_the_next_moment(when, moment, expected):
    assert when.after(moment) == expected


@given(
    st.integers(0, 20 * 365 * 24 * 3_600 * 1_000).map(lambda ms: NOON + ms * SECOND / 1_000),
    st.sampled_from([Every(2 * SECOND), Every(7 * MINUTE), Every(HOUR), Daily(time(2, 30))]),
)
def test_the_next_moment_lies_ahead_and_none_is_passed_over(moment, when):
    coming = when.after(moment)

    assert coming > moment
    assert when.after(coming - SECOND / 1_000) == coming


def test_what_comes_every_hour_begins_at_once_and_what_comes_at_night_at_night():
    assert Every(HOUR).first(NOON) == NOON
    assert Daily(time(2)).first(NOON) == NOON + 14 * HOUR


def test_a_look_decides_unless_a_minute_has_passed_without_a_turn():
    looks = []
    asking = Schedule("ask", lambda _now: None, Every(SECOND), lambda now: looks.append(now))

    assert asking.is_due(NOON, None) is True
    assert asking.is_due(NOON, NOON - MINUTE) is True
    assert looks == []
    assert not asking.is_due(NOON, NOON - 59 * SECOND)
    assert looks == [NOON]
    told = Schedule("told", lambda _now: None, Every(SECOND), lambda _now: True)
    assert told.is_due(NOON, NOON - SECOND) is True


def test_what_is_registered_is_known_by_its_name(schedules):
    @daily("at-night", at=time(2))
    def at_night(now):
        return None

    assert schedules == {"at-night": Schedule("at-night", at_night, Daily(time(2)))}


@pytest.mark.parametrize("name", ["", "At Night", "night_work", "a" * 41, "noon-"])
def test_a_name_is_words_with_hyphens(schedules, name):
    with pytest.raises(ValueError, match="names no schedule"):
        daily(name, at=time(2))

    daily("at-night", at=time(2))(lambda _now: None)
    assert set(schedules) == {"at-night"}


def test_the_schedule_goes_by_the_second(schedules):
    with pytest.raises(ValueError, match="by the second"):
        scheduled("hasty", every=SECOND / 2)

    scheduled("brisk", every=SECOND)(lambda _now: None)
    assert set(schedules) == {"brisk"}


def test_the_areas_have_registered_theirs():
    assert set(SCHEDULES) >= {
        "checkpoint",
        "disposal",
        "ended-sessions",
        "files-sweep",
        "keys-backup",
        "old-jobs",
        "spent-links",
    }
