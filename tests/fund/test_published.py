from datetime import date
from decimal import Decimal

import pytest

from amparo.docket.entries import Precision
from amparo.fund import published
from tests.shipped import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

END_2025 = date(2025, 12, 31)


def test_the_contributions_of_a_state_each_in_its_currency():
    found = published.contributions(END_2025, NOW, state="DEU")

    assert [(one.year, one.amount, one.currency, one.first) for one in found] == [
        (2019, Decimal(85227), "USD", None),
        (2025, Decimal(200000), "EUR", False),
    ]
    assert {one.precision for one in found} == {Precision.YEAR}


def test_rounds_and_the_grants_that_are_named():
    assert [(one.year, one.total, one.projects) for one in published.rounds(END_2025, NOW)] == [
        (2019, Decimal(276494), 12),
        (2025, Decimal(423926), 16),
    ]
    assert [one.stage for one in published.grants(END_2025, NOW, state="NGA")] == ["first"]
    assert len(published.grants(END_2025, NOW, since=date(2025, 1, 1))) == 8
