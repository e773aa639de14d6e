from datetime import date

import pytest

from amparo.docket.entries import Precision
from amparo.npms import published
from tests.shipped import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

END_2025 = date(2025, 12, 31)


def test_a_states_mechanism_with_what_the_rule_says_and_what_was_decided():
    assert published.mechanism("PSE", END_2025, NOW) == published.MechanismRecord(
        reference="OPCAT/NPM/PSE",
        iso3="PSE",
        standing="awaited",
        standing_title="Awaited",
        since=date(2017, 12, 29),
        bound_on=date(2017, 12, 29),
        due_on=date(2018, 12, 29),
        body="",
        is_overdue=True,
        is_proposed=True,
        is_listed=True,
    )


def test_a_postponed_obligation_falls_due_later():
    germany = published.mechanism("DEU", END_2025, NOW)
    assert germany is not None
    assert (germany.bound_on, germany.due_on) == (date(2008, 12, 4), date(2012, 1, 3))


def test_a_state_that_is_no_party_has_no_mechanism():
    assert published.mechanism("BEL", END_2025, NOW) is None
    assert published.mechanism("PSE", date(2017, 12, 28), NOW) is None


def test_the_list_beside_the_proposal():
    then = published.article_17_list(date(2019, 12, 31), NOW)

    assert len(then.listed) == 13
    assert then.proposed_only == ("BLZ", "RWA", "SSD")


def test_the_decisions_on_one_state_in_order():
    found = published.list_decisions(END_2025, NOW, state="BIH")

    assert [(one.decision, one.on, one.precision) for one in found] == [
        ("listed", date(2019, 11, 22), Precision.BY),
        ("removed", date(2024, 2, 22), Precision.BY),
    ]
