from datetime import UTC, date, datetime

import pytest

from amparo.core.errors import Refused
from amparo.docket.entries import NOTHING, Entry, Standing
from amparo.docket.folding import check
from amparo.docket.procedure import Content
from amparo.meetings.procedure import (
    CANCELLED,
    DECIDED,
    HELD,
    JOINT_MEETING,
    MOVED,
    PLANNED,
    SESSION,
)

PLAN = (
    PLANNED(
        body="SPT",
        year=2025,
        planned_first_day="2025-06-16",
        planned_last_day="2025-06-20",
    ),
    "2024-11-15",
)
SAT = (
    HELD(ordinal=55, first_day="2025-06-16", last_day="2025-06-20", in_person=True),
    "2025-06-20",
)
WAYS = {
    "planned": (PLAN,),
    "held": (PLAN, SAT),
    "cancelled": (PLAN, (CANCELLED(reason="budget"), "2025-06-01")),
}
MAY_FOLLOW = {
    "planned": {NOTHING},
    "moved": {"planned"},
    "cancelled": {"planned"},
    "joint_meeting": {"planned", "held"},
    "decided": {"planned", "held"},
    "held": {"planned"},
}
CONTENT = {
    "planned": PLAN[0],
    "moved": MOVED(into="SPT/SESSION/56"),
    "cancelled": CANCELLED(),
    "joint_meeting": JOINT_MEETING(**{"with": "CAT"}),
    "decided": DECIDED(subject="Something"),
    "held": SAT[0],
}


def after(*acts: tuple[Content, str]) -> Standing:
    known = datetime(2026, 6, 1, tzinfo=UTC)
    return check(
        SESSION,
        [
            Entry(number, content.act.name, date.fromisoformat(on), known, content.fields)
            for number, (content, on) in enumerate(acts, start=1)
        ],
    )


@pytest.mark.parametrize("standing", [NOTHING, *WAYS])
@pytest.mark.parametrize("name", list(CONTENT))
def test_an_act_follows_only_where_the_law_lets_it(name, standing):
    acts = (*WAYS.get(standing, ()), (CONTENT[name], "2025-12-31"))

    if standing in MAY_FOLLOW[name]:
        assert after(*acts).last_on == date(2025, 12, 31)
    else:
        with pytest.raises(Refused) as refused:
            after(*acts)
        assert refused.value.rule == SESSION.act(name).rule


def test_every_standing_and_every_act_is_tried():
    assert {name: after(*acts).status for name, acts in WAYS.items()} == {
        name: name for name in SESSION.standings
    }
    assert set(CONTENT) == set(MAY_FOLLOW) == {act.name for act in SESSION.acts}


def test_a_session_that_is_moved_goes_somewhere():
    with pytest.raises(Refused) as refused:
        after(PLAN, (MOVED(reason="budget"), "2025-02-01"))

    assert str(refused.value) == "Say to which days, or into which session, it is moved."


def test_a_session_may_be_moved_and_then_held_on_its_new_days():
    moved = (
        MOVED(planned_first_day="2025-07-07", planned_last_day="2025-07-11"),
        "2025-02-01",
    )
    held = (HELD(first_day="2025-07-07", last_day="2025-07-11"), "2025-07-11")

    assert after(PLAN, moved, held).status == "held"


def test_a_session_is_not_held_before_its_last_day():
    with pytest.raises(Refused) as refused:
        after(PLAN, (SAT[0], "2025-06-19"))

    assert str(refused.value) == "A session has been held once its last day has come."


def test_a_plan_gives_both_days_in_order():
    with pytest.raises(Refused):
        after(
            (PLANNED(body="SPT", year=2025, planned_first_day="2025-06-16"), "2024-11-15"),
        )
    with pytest.raises(Refused):
        after(
            (
                PLANNED(
                    body="SPT",
                    year=2025,
                    planned_first_day="2025-06-20",
                    planned_last_day="2025-06-16",
                ),
                "2024-11-15",
            ),
        )
