"""Standing towards a treaty. Source: OPCAT-STATUS, OPCAT-27-1, OPCAT-28-1, OPCAT-28-2."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from amparo.core.errors import Refused
from amparo.registry.enums import DEPOSITS, SIGNINGS, ActionKind, ParticipationStatus, RegionalGroup
from amparo.registry.rules.participation import (
    GroupInterval,
    Step,
    check_may_reserve,
    check_may_take,
    denunciation_takes_effect_on,
    group_on,
    runs,
    series,
    standing,
)
from amparo.registry.rules.treaty_terms import terms_of

OPCAT, OP1 = terms_of("OPCAT"), terms_of("ICCPR-OP1")
OPCAT_IN_FORCE, OP1_IN_FORCE = date(2006, 6, 22), date(1976, 3, 23)

COLOMBIA = [Step(ActionKind.ACCESSION, date(2025, 11, 10))]
SOUTH_AFRICA = [
    Step(ActionKind.SIGNATURE, date(2006, 9, 20)),
    Step(ActionKind.RATIFICATION, date(2019, 6, 20)),
]
TRINIDAD_AND_TOBAGO = [
    Step(ActionKind.ACCESSION, date(1980, 11, 14)),
    Step(ActionKind.DENUNCIATION, date(1998, 5, 26), date(1998, 8, 26)),
    Step(ActionKind.ACCESSION, date(1998, 8, 26)),
    Step(ActionKind.DENUNCIATION, date(2000, 3, 27), date(2000, 6, 27)),
]
GUYANA = [
    Step(ActionKind.ACCESSION, date(1993, 5, 10)),
    Step(ActionKind.DENUNCIATION, date(1999, 1, 5), date(1999, 4, 5)),
    Step(ActionKind.ACCESSION, date(1999, 1, 5)),
]


@pytest.mark.parametrize(
    ("steps", "on", "status"),
    [
        pytest.param(COLOMBIA, date(2025, 11, 9), "none", id="before the deposit"),
        pytest.param(COLOMBIA, date(2025, 11, 10), "party", id="on the day of deposit"),
        pytest.param(COLOMBIA, date(2025, 12, 9), "party", id="twenty-ninth day"),
        pytest.param(COLOMBIA, date(2025, 12, 10), "in_force", id="thirtieth day"),
        pytest.param(SOUTH_AFRICA, date(2006, 9, 19), "none", id="before the signature"),
        pytest.param(SOUTH_AFRICA, date(2006, 9, 20), "signatory", id="signed"),
        pytest.param(SOUTH_AFRICA, date(2019, 6, 19), "signatory", id="the day before ratifying"),
        pytest.param(SOUTH_AFRICA, date(2019, 6, 20), "party", id="no longer a signatory"),
        pytest.param([], date(2025, 1, 1), "none", id="did nothing"),
    ],
)
def test_standing_moves_from_signatory_to_party_to_in_force(
    steps: list[Step], on: date, status: str
) -> None:
    assert standing(steps, on, OPCAT, OPCAT_IN_FORCE).status == status


def test_nobody_is_bound_before_the_treaty_itself_is_in_force() -> None:
    early = [Step(ActionKind.ACCESSION, date(2003, 10, 1))]

    its = standing(early, date(2006, 6, 21), OPCAT, OPCAT_IN_FORCE)

    assert its.status is ParticipationStatus.PARTY
    assert its.in_force_on == date(2006, 6, 22)


def test_a_successor_state_is_bound_from_the_day_of_succession() -> None:
    successor = [Step(ActionKind.SUCCESSION, date(2006, 10, 23))]

    its = standing(successor, date(2006, 10, 23), terms_of("CAT"), date(1987, 6, 26))

    assert its.status is ParticipationStatus.IN_FORCE


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(1998, 8, 25), "in_force"),
        (date(1998, 8, 26), "in_force"),  # acceded again on the day the denunciation took effect
        (date(2000, 6, 26), "in_force"),
        (date(2000, 6, 27), "none"),
        (date(2026, 2, 3), "none"),
    ],
)
def test_a_denunciation_ends_participation_on_its_day_of_effect(on: date, status: str) -> None:
    assert standing(TRINIDAD_AND_TOBAGO, on, OP1, OP1_IN_FORCE).status == status


def test_the_day_of_leaving_is_known_from_the_notice_on() -> None:
    before = standing(TRINIDAD_AND_TOBAGO, date(2000, 3, 26), OP1, OP1_IN_FORCE)
    after = standing(TRINIDAD_AND_TOBAGO, date(2000, 3, 27), OP1, OP1_IN_FORCE)

    assert before.left_on is None
    assert after.left_on == date(2000, 6, 27)


def test_a_state_that_accedes_again_before_the_effect_was_a_party_all_along() -> None:
    assert [(run.since, run.left_on) for run in runs(GUYANA)] == [(date(1993, 5, 10), None)]
    assert [(run.since, run.left_on) for run in runs(TRINIDAD_AND_TOBAGO)] == [
        (date(1980, 11, 14), date(2000, 6, 27))
    ]


def test_a_state_that_accedes_again_later_is_a_party_twice() -> None:
    steps = [*TRINIDAD_AND_TOBAGO, Step(ActionKind.ACCESSION, date(2010, 1, 1))]

    its = standing(steps, date(2011, 1, 1), OP1, OP1_IN_FORCE)

    assert [(run.since, run.left_on) for run in runs(steps)] == [
        (date(1980, 11, 14), date(2000, 6, 27)),
        (date(2010, 1, 1), None),
    ]
    assert its.since == date(2010, 1, 1)


def test_a_signatory_that_ratified_and_left_is_no_signatory_again() -> None:
    jamaica = [
        Step(ActionKind.SIGNATURE, date(1966, 12, 19)),
        Step(ActionKind.RATIFICATION, date(1975, 10, 3)),
        Step(ActionKind.DENUNCIATION, date(1997, 10, 23), date(1998, 1, 23)),
    ]

    assert standing(jamaica, date(1998, 1, 23), OP1, OP1_IN_FORCE).status == "none"


_DAYS = some.dates(date(1980, 1, 1), date(1984, 1, 1))


@some.composite
def _histories(draw: some.DrawFn) -> list[Step]:
    steps = []
    for on in sorted(draw(some.lists(_DAYS, max_size=6, unique=True))):
        kind = draw(some.sampled_from([*sorted(SIGNINGS | DEPOSITS), ActionKind.DENUNCIATION]))
        effect = on + timedelta(days=draw(some.integers(0, 400)))
        steps.append(Step(kind, on, effect if kind is ActionKind.DENUNCIATION else None))
    return steps


@given(_histories(), _DAYS)
def test_the_series_agrees_with_the_standing_on_every_day(steps: list[Step], on: date) -> None:
    its = standing(steps, on, OP1, OP1_IN_FORCE)

    assert series([steps], [on]) == [(on, int(its.is_party), int(its.is_signatory))]


def test_only_parties_to_the_convention_may_become_parties_to_the_protocol() -> None:
    convention = [
        Step(ActionKind.SIGNATURE, date(1990, 1, 1)),
        Step(ActionKind.RATIFICATION, date(2000, 1, 2)),
    ]
    cat = terms_of("CAT")

    check_may_take("OPCAT", ActionKind.SIGNATURE, date(1999, 1, 1), convention, cat)
    check_may_take("OPCAT", ActionKind.ACCESSION, date(2000, 1, 2), convention, cat)
    check_may_take("CEDAW", ActionKind.ACCESSION, date(1985, 1, 1), [], cat)
    with pytest.raises(Refused) as refused:
        check_may_take("OPCAT", ActionKind.ACCESSION, date(2000, 1, 1), convention, cat)
    assert refused.value.rule == "OPCAT-27-1"
    with pytest.raises(Refused) as refused:
        check_may_take("OPCAT", ActionKind.SIGNATURE, date(1989, 1, 1), convention, cat)
    assert refused.value.rule == "OPCAT-27-1"


def test_the_protocol_admits_no_reservations() -> None:
    check_may_reserve("CAT")
    with pytest.raises(Refused) as refused:
        check_may_reserve("OPCAT")
    assert refused.value.rule == "OPCAT-30-1"


def test_a_denunciation_takes_effect_as_the_treaty_says() -> None:
    assert denunciation_takes_effect_on(date(2022, 11, 8), OP1) == date(2023, 2, 8)
    assert denunciation_takes_effect_on(date(2024, 2, 29), OPCAT) == date(2025, 2, 28)
    with pytest.raises(Refused):
        denunciation_takes_effect_on(date(1997, 8, 25), terms_of("ICCPR"))


def test_the_first_day_of_a_month_follows_the_period_where_the_treaty_says_so() -> None:
    terms = terms_of("ICRMW")

    assert terms.entry_into_force.after(date(2003, 3, 14)) == date(2003, 7, 1)
    assert terms.entry_into_force.after(date(2003, 9, 30)) == date(2004, 1, 1)


def test_the_regional_group_is_that_of_the_day() -> None:
    intervals = [
        GroupInterval(RegionalGroup.WESTERN_EUROPE_OTHER, None, date(2020, 6, 30)),
        GroupInterval(RegionalGroup.ASIA_PACIFIC, date(2020, 7, 1), None),
    ]

    assert group_on(intervals, date(2020, 6, 30)) is RegionalGroup.WESTERN_EUROPE_OTHER
    assert group_on(intervals, date(2020, 7, 1)) is RegionalGroup.ASIA_PACIFIC
    assert group_on([], date(2020, 7, 1)) is None
