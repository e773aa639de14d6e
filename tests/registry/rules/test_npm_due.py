"""When a mechanism is due and a State listable; the worked example of RULES 1.1."""

from datetime import date, timedelta

import pytest

from amparo.core.errors import Refused
from amparo.registry.enums import ActionKind
from amparo.registry.rules.npm_due import (
    Basis,
    Boundary,
    Postponement,
    is_compliant,
    is_listable,
    is_npm_overdue,
    listable_from,
    npm_due,
    postponed_until,
)
from amparo.registry.rules.participation import Step, standing
from amparo.registry.rules.treaty_terms import terms_of

EXAMPLES = [
    pytest.param("2025-07-17", "2025-08-16", "2026-07-17", "2026-08-16", "2029-07-18", id="BGD"),
    pytest.param("2025-11-10", "2025-12-10", "2026-11-10", "2026-12-10", "2029-11-11", id="COL"),
    pytest.param("2019-06-20", "2019-07-20", "2020-06-20", "2020-07-20", "2023-06-21", id="ZAF"),
    pytest.param("2019-02-20", "2019-03-22", "2020-02-20", "2020-03-22", "2023-02-21", id="ISL"),
    pytest.param("2017-12-29", "2018-01-28", "2018-12-29", "2019-01-28", "2021-12-30", id="PSE"),
]


@pytest.mark.parametrize(("deposit", "in_force", "due", "due_from_force", "listable"), EXAMPLES)
def test_the_worked_example(
    deposit: str, in_force: str, due: str, due_from_force: str, listable: str
) -> None:
    deposited_on = date.fromisoformat(deposit)
    steps = [Step(ActionKind.ACCESSION, deposited_on)]
    its = standing(steps, deposited_on, terms_of("OPCAT"), date(2006, 6, 22))
    assert its.in_force_on is not None

    on_deposit = npm_due(deposited_on, its.in_force_on)
    on_force = npm_due(deposited_on, its.in_force_on, basis=Basis.ENTRY_INTO_FORCE)

    assert its.in_force_on.isoformat() == in_force
    assert on_deposit.isoformat() == due
    assert on_force.isoformat() == due_from_force
    assert listable_from(on_deposit).isoformat() == listable


def test_postponement_moves_the_day_and_never_before_the_year_is_over() -> None:
    deposited_on, in_force_on = date(2017, 12, 21), date(2018, 1, 20)

    assert npm_due(deposited_on, in_force_on, postponement=Postponement(3)) == date(2021, 1, 20)
    assert npm_due(deposited_on, in_force_on, postponement=Postponement(1)) == date(2019, 1, 20)
    assert npm_due(deposited_on, in_force_on, postponement=Postponement(3, 2)) == date(2023, 1, 20)


@pytest.mark.parametrize("postponement", [Postponement(4), Postponement(0), Postponement(3, 3)])
def test_a_postponement_is_at_most_three_years_and_two_more(postponement: Postponement) -> None:
    with pytest.raises(Refused) as refused:
        postponed_until(date(2018, 1, 20), postponement)
    assert refused.value.rule == "OPCAT-24-2"


def test_overdue_begins_the_day_after_the_last_day() -> None:
    due = date(2020, 6, 20)

    assert not is_npm_overdue(due, due, compliant=False)
    assert is_npm_overdue(due + timedelta(days=1), due, compliant=False)
    assert not is_npm_overdue(due + timedelta(days=1), due, compliant=True)


def test_listable_asks_for_more_than_three_years_unless_at_least_is_chosen() -> None:
    due, three_years = date(2018, 12, 29), date(2021, 12, 29)

    assert not is_listable(three_years, due, compliant=False)
    assert is_listable(three_years, due, compliant=False, boundary=Boundary.AT_LEAST)
    assert is_listable(three_years + timedelta(days=1), due, compliant=False)
    assert not is_listable(three_years + timedelta(days=1), due, compliant=True)


def test_both_notification_and_documents_are_needed_to_comply() -> None:
    assert is_compliant(notified=True, documents_received=True)
    assert not is_compliant(notified=True, documents_received=False)
    assert not is_compliant(notified=False, documents_received=True)
