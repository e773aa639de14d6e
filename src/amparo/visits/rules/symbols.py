"""The symbols under which visit reports and replies are published."""

import re

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

# CAT/OP/UKR/3 is the older style of a visit report.
_REPORT = re.compile(r"CAT/OP/([A-Z]{3})/(?:(?:ROSP|RONPM)/)?\d+(?:/Add\.\d+)?")
_REPLY = re.compile(r"CAT/OP/([A-Z]{3})/(?:CSPRO|CSPROSP)/\d+(?:/Add\.\d+)?")


def check_report_symbol(symbol: str, state: str) -> None:
    """Raise `Refused` unless this is a symbol of a published report on that State. Source: DOC-4."""
    _check(_REPORT, symbol, state)


def check_reply_symbol(symbol: str, state: str) -> None:
    """Raise `Refused` unless this is a symbol of a published reply of it. Source: SPT-REP-2."""
    _check(_REPLY, symbol, state)


def _check(pattern: re.Pattern[str], symbol: str, state: str) -> None:
    found = pattern.fullmatch(symbol)
    if found is None or found[1] != state:
        raise Refused(
            _("{symbol} is not the symbol of such a document on {state}."),
            rule="SPT-REP-2",
            symbol=symbol,
            state=state,
        )
