import pytest

from amparo.core.errors import Refused
from amparo.visits.rules.symbols import check_reply_symbol, check_report_symbol


@pytest.mark.parametrize(
    "symbol", ["CAT/OP/HRV/ROSP/1", "CAT/OP/HRV/RONPM/2", "CAT/OP/HRV/3", "CAT/OP/HRV/ROSP/1/Add.1"]
)
def test_symbols_of_reports(symbol):
    assert check_report_symbol(symbol, "HRV") is None


@pytest.mark.parametrize("symbol", ["CAT/OP/HRV/CSPRO/1", "CAT/OP/HRV/CSPROSP/1"])
def test_symbols_of_replies(symbol):
    assert check_reply_symbol(symbol, "HRV") is None


@pytest.mark.parametrize(
    "symbol", ["CAT/OP/SEN/ROSP/1", "CAT/OP/HRV/CSPRO/1", "CAT/OP/HRV/ROSP/", "CAT/C/69/3", ""]
)
def test_other_symbols_are_refused_for_a_report(symbol):
    with pytest.raises(Refused) as refused:
        check_report_symbol(symbol, "HRV")

    assert str(refused.value) == f"{symbol} is not the symbol of such a document on HRV."


def test_a_report_is_not_a_reply():
    with pytest.raises(Refused):
        check_reply_symbol("CAT/OP/HRV/ROSP/1", "HRV")
