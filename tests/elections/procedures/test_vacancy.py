from datetime import UTC, date, datetime
from typing import Any

import pytest

from amparo.core.errors import Refused
from amparo.docket.entries import Entry, Standing
from amparo.docket.folding import check
from amparo.elections.procedures import VACANCY
from amparo.elections.procedures.vacancy import (
    APPROVED,
    ARISEN,
    BLOCKED,
    INFORMED,
    NOMINATED,
    SWORN_IN,
)

NOMINATION = (
    ("2019-10-07", ARISEN(state="MRT", member="A member", cause="resignation")),
    ("2019-10-18", NOMINATED(nominee="A nominee")),
)


def informed(parties: int) -> tuple[tuple[str, Any], ...]:
    return (*NOMINATION, ("2019-10-19", INFORMED(parties=parties)))


def fold(*acts: tuple[str, Any]) -> Standing:
    """Return the standing after these acts, checked one by one."""
    return check(
        VACANCY,
        [
            Entry(
                number,
                content.act.name,
                date.fromisoformat(on),
                datetime(2026, 1, 1, tzinfo=UTC),
                content.fields,
            )
            for number, (on, content) in enumerate(acts, start=1)
        ],
    )


def test_six_weeks_run_from_the_day_the_states_parties_are_informed():
    clock = fold(*informed(90)).clocks[0]

    assert (clock.name, clock.rule) == ("objections", "OPCAT-8-1")
    assert (clock.starts_on, clock.due_on) == (date(2019, 10, 19), date(2019, 11, 30))


def test_the_term_begins_when_the_six_weeks_end():
    standing = fold(*informed(90), ("2019-11-30", APPROVED(objections=0)))

    assert standing.status == "serving"
    assert standing.since == date(2019, 11, 30)
    assert standing.clocks == ()


def test_a_day_before_the_six_weeks_end_nothing_is_approved():
    with pytest.raises(Refused) as refused:
        fold(*informed(90), ("2019-11-29", APPROVED(objections=0)))

    assert str(refused.value) == "The six weeks for negative responses end on 2019-11-30."
    assert refused.value.rule == "OPCAT-8-1"


@pytest.mark.parametrize(
    ("parties", "objections", "approved"),
    [
        pytest.param(96, 47, True, id="one less than half of 96"),
        pytest.param(96, 48, False, id="half of 96"),
        pytest.param(95, 47, True, id="less than half of 95"),
        pytest.param(95, 48, False, id="more than half of 95"),
        pytest.param(90, 45, False, id="half of 90"),
    ],
)
def test_half_or_more_block(parties: int, objections: int, approved: bool):
    right, wrong = (APPROVED, BLOCKED) if approved else (BLOCKED, APPROVED)

    standing = fold(*informed(parties), ("2019-11-30", right(objections=objections)))

    assert standing.status == ("serving" if approved else "vacant")
    with pytest.raises(Refused):
        fold(*informed(parties), ("2019-11-30", wrong(objections=objections)))


def test_after_a_block_the_state_nominates_another():
    standing = fold(
        *informed(90),
        ("2019-11-30", BLOCKED(objections=45)),
        ("2019-12-10", NOMINATED(nominee="Another nominee")),
    )

    assert (standing.status, standing.facts["nominee"]) == ("nominated", "Another nominee")


def test_nobody_is_sworn_in_before_the_term_begins():
    with pytest.raises(Refused, match="cannot follow"):
        fold(*informed(90), ("2019-11-20", SWORN_IN(session=39)))


def test_the_reason_of_a_resignation_has_no_field():
    with pytest.raises(Refused, match="has no field reason"):
        ARISEN(state="MRT", member="A member", cause="resignation", reason="private")
