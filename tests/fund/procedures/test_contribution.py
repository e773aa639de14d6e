from datetime import date

import pytest

from amparo.core.errors import Refused
from amparo.docket.entries import Standing
from amparo.fund.procedures.contribution import RECEIVED


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_a_contribution_is_more_than_nothing(amount: str):
    content = RECEIVED(state="ARM", year=2025, amount=amount, currency="USD")

    assert RECEIVED.guard is not None
    with pytest.raises(Refused) as refused:
        RECEIVED.guard(Standing(), content.fields, date(2025, 12, 31))
    assert refused.value.rule == "OPCAT-26-1"


def test_an_amount_is_kept_as_it_was_written():
    content = RECEIVED(state="ARM", year=2025, amount="5000.50", currency="USD")

    assert content.fields["amount"] == "5000.50"


def test_a_currency_that_is_not_known_is_refused():
    with pytest.raises(Refused, match="currency"):
        RECEIVED(state="ARM", year=2025, amount="5000", currency="XYZ")
