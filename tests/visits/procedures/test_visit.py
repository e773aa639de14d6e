import pytest

from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import Refused
from amparo.docket.entries import NOTHING
from amparo.visits.procedures.visit import (
    BEGUN,
    CANCELLED,
    CONDUCTED,
    DATES_NOTIFIED,
    DEBRIEFED,
    INTERVIEWED,
    POSTPONED,
    POSTPONED_INDEFINITELY,
    PREPARED,
    PRESS_RELEASED,
    PROGRAMMED,
    RESCHEDULED,
    SUSPENDED,
    TERMINATED,
    VISIT,
)

from .folds import after, day

PLAN = (PROGRAMMED(state="PER", year=2025, type="country"), "2024-11-29")
NOTIFIED = (
    DATES_NOTIFIED(planned_first_day="2025-06-15", planned_last_day="2025-06-21"),
    "2025-05-20",
)
READY = (PREPARED(nationalities=["DNK", "SEN"], places=["A prison"]), "2025-06-01")
GONE = (BEGUN(), "2025-06-15")
TOLD = (DEBRIEFED(observations="What was seen."), "2025-06-21")
MADE = (CONDUCTED(first_day="2025-06-15", last_day="2025-06-21"), "2025-06-21")
SAID = (PRESS_RELEASED(address="https://example.org/"), "2025-06-24")
OFF = (POSTPONED(reason="budget"), "2025-02-20")
OFF_FOR_GOOD = (POSTPONED_INDEFINITELY(reason="administrative"), "2025-02-20")
AGAIN = (RESCHEDULED(year=2026), "2025-11-24")
BROKEN_OFF = (SUSPENDED(obstructed=True), "2025-06-18")

# How each standing is reached.
WAYS = {
    "programmed": (PLAN,),
    "dates_notified": (PLAN, NOTIFIED),
    "prepared": (PLAN, NOTIFIED, READY),
    "under_way": (PLAN, NOTIFIED, READY, GONE),
    "debriefed": (PLAN, NOTIFIED, READY, GONE, TOLD),
    "conducted": (PLAN, NOTIFIED, READY, GONE, TOLD, MADE),
    "concluded": (PLAN, NOTIFIED, READY, GONE, TOLD, MADE, SAID),
    "postponed": (PLAN, OFF),
    "postponed_indefinitely": (PLAN, OFF_FOR_GOOD),
    "cancelled": (PLAN, (CANCELLED(), "2025-02-20")),
    "suspended": (PLAN, GONE, BROKEN_OFF),
    "terminated": (PLAN, GONE, BROKEN_OFF, (TERMINATED(), "2025-09-01")),
}
EARLY = {"programmed", "dates_notified", "prepared"}
# Which acts may follow in which standings: the law, said again.
MAY_FOLLOW = {
    "programmed": {NOTHING},
    "dates_notified": EARLY,
    "prepared": EARLY,
    "begun": EARLY,
    "interviewed": {"under_way", "debriefed", "conducted", "concluded"},
    "debriefed": {"under_way", "debriefed"},
    "conducted": EARLY | {"under_way", "debriefed"},
    "press_released": {"conducted", "concluded", "suspended", "terminated"},
    "postponed": EARLY,
    "postponed_indefinitely": EARLY | {"postponed"},
    "rescheduled": {"postponed", "postponed_indefinitely", "suspended"},
    "cancelled": EARLY | {"postponed", "postponed_indefinitely"},
    "suspended": {"under_way", "debriefed"},
    "terminated": {"suspended"},
}
CONTENT = {
    "programmed": PROGRAMMED(state="PER", year=2025),
    "dates_notified": NOTIFIED[0],
    "prepared": READY[0],
    "begun": GONE[0],
    "interviewed": INTERVIEWED(account="What was said."),
    "debriefed": TOLD[0],
    "conducted": MADE[0],
    "press_released": SAID[0],
    "postponed": OFF[0],
    "postponed_indefinitely": OFF_FOR_GOOD[0],
    "rescheduled": AGAIN[0],
    "cancelled": CANCELLED(),
    "suspended": BROKEN_OFF[0],
    "terminated": TERMINATED(),
}


@pytest.mark.parametrize("standing", list(WAYS))
def test_each_standing_is_reached(standing):
    assert after(VISIT, *WAYS[standing]).status == standing


def test_every_standing_and_every_act_is_tried():
    assert set(WAYS) == set(VISIT.standings)
    assert set(CONTENT) == {act.name for act in VISIT.acts} == set(MAY_FOLLOW)


@pytest.mark.parametrize("standing", [NOTHING, *WAYS])
@pytest.mark.parametrize("name", list(CONTENT))
def test_an_act_follows_only_where_the_law_lets_it(name, standing):
    acts = (*WAYS.get(standing, ()), (CONTENT[name], "2025-12-31"))

    if standing in MAY_FOLLOW[name]:
        assert after(VISIT, *acts).last_on == day("2025-12-31")
    else:
        with pytest.raises(Refused) as refused:
            after(VISIT, *acts)
        assert refused.value.rule == VISIT.act(name).rule


def test_a_press_release_leaves_a_suspended_visit_suspended():
    assert after(VISIT, *WAYS["suspended"], SAID).status == "suspended"


def test_a_suspended_visit_may_be_taken_up_again():
    standing = after(VISIT, *WAYS["suspended"], AGAIN)

    assert (standing.status, standing.facts["year"]) == ("programmed", 2026)


def test_a_visit_is_not_conducted_before_its_last_day():
    with pytest.raises(Refused) as refused:
        after(
            VISIT,
            PLAN,
            (CONDUCTED(first_day="2025-06-15", last_day="2025-06-21"), "2025-06-20"),
        )

    assert str(refused.value) == "A visit is conducted once its last day has come."


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (
            {"first_day": "2025-06-21", "last_day": "2025-06-15"},
            "The last day lies before the first day.",
        ),
        ({"first_day": "2025-06-15"}, "Give the first and the last day, or neither."),
    ],
)
def test_days_of_a_visit_go_together(days, sentence):
    with pytest.raises(Refused) as refused:
        after(VISIT, PLAN, (CONDUCTED(**days), "2025-06-30"))

    assert str(refused.value) == sentence


def test_a_window_of_a_plan_is_in_order():
    with pytest.raises(Refused):
        after(
            VISIT,
            (
                PROGRAMMED(state="PER", year=2025, not_before="2025-07-01", not_after="2025-06-30"),
                "2024-11-29",
            ),
        )


def test_a_national_of_the_state_may_not_be_sent():
    with pytest.raises(Refused) as refused:
        after(VISIT, PLAN, (PREPARED(nationalities=["DNK", "PER"]), "2025-06-01"))

    assert refused.value.rule == "SPT-VIS-4"


def test_dates_are_public_one_week_after_the_state_was_told():
    assert DATES_NOTIFIED.discloses.public_from(day("2025-05-20"), {}) == day("2025-05-27")


def test_what_prepares_a_visit_is_sealed():
    sealed = {act.name for act in VISIT.acts if not act.discloses.public}

    assert sealed == {"prepared", "begun", "interviewed", "debriefed"}
    assert all(VISIT.act(name).public_fields() == frozenset() for name in sealed)


def test_who_was_interviewed_is_personal_and_can_be_found_by_those_who_may():
    (person,) = (one for one in INTERVIEWED.fields if one.indexed)

    assert person.confidentiality is Confidentiality.PERSONAL
    assert INTERVIEWED.sealed_fields() == {one.name for one in INTERVIEWED.fields}
