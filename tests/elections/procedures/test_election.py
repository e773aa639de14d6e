from datetime import UTC, date, datetime
from typing import Any

import pytest

from amparo.core.errors import Refused
from amparo.docket.entries import Entry, Standing
from amparo.docket.folding import check
from amparo.docket.procedure import Procedure
from amparo.elections.procedures import ELECTION, OFFICERS
from amparo.elections.procedures.election import CALLED, HELD, INVITED, SWORN_IN
from amparo.elections.procedures.officers import ELECTED, RAPPORTEUR_NAMED


def fold(procedure: Procedure, *acts: tuple[str, Any]) -> Standing:
    """Return the standing after these acts, checked one by one."""
    return check(
        procedure,
        [
            Entry(
                number,
                content.act.name,
                date.fromisoformat(on),
                datetime(2026, 12, 31, tzinfo=UTC),
                content.fields,
            )
            for number, (on, content) in enumerate(acts, start=1)
        ],
    )


def test_nominations_close_three_months_after_the_invitation():
    standing = fold(
        ELECTION,
        ("2026-03-11", CALLED(year=2026)),
        ("2026-04-20", INVITED(meeting_on="2026-10-22")),
    )

    assert [(clock.name, clock.due_on) for clock in standing.clocks] == [
        ("nominations", date(2026, 7, 20))
    ]


def test_the_invitation_goes_out_five_months_before_the_meeting():
    called = ("2026-03-11", CALLED(year=2026))

    assert fold(ELECTION, called, ("2026-05-22", INVITED(meeting_on="2026-10-22"))).clocks
    with pytest.raises(Refused) as refused:
        fold(ELECTION, called, ("2026-05-23", INVITED(meeting_on="2026-10-22")))
    assert refused.value.rule == "OPCAT-6-3"


def test_nobody_is_sworn_in_before_the_election():
    oath = SWORN_IN(session=58, rule_of_procedure=14, members=["A member"])

    with pytest.raises(Refused, match="cannot follow"):
        fold(ELECTION, ("2026-03-11", CALLED(year=2026)), ("2026-05-01", oath))
    standing = fold(ELECTION, ("2026-10-22", HELD(year=2026)), ("2027-02-01", oath))
    assert standing.status == "serving"


def elected(**values: object) -> Any:
    return ELECTED(
        **{
            "year": 2025,
            "session": 55,
            "chair": "A chair",
            "vice_chairs": ["One", "Two"],
            "portfolios": ["visits", "external relations"],
            **values,
        }
    )


def test_officers_and_the_rapporteur_serve_two_years_each_from_their_own_day():
    standing = fold(
        OFFICERS,
        ("2025-01-27", elected()),
        ("2025-02-07", RAPPORTEUR_NAMED(session=55, rapporteur="A rapporteur")),
    )

    assert [(clock.name, clock.due_on) for clock in standing.clocks] == [
        ("bureau_term", date(2027, 1, 27)),
        ("reprisals_term", date(2027, 2, 7)),
    ]


def test_each_vice_chair_has_a_portfolio():
    with pytest.raises(Refused, match="one portfolio for each Vice-Chair"):
        fold(OFFICERS, ("2025-01-27", elected(portfolios=["visits"])))
