from datetime import date

import pytest

from amparo.cooperation.procedure import HELD
from amparo.core.errors import Refused
from amparo.docket.entries import Standing

WHAT = {"title": "A meeting", "kind": "meeting", "mandate": "11c"}


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        pytest.param({"first_day": "2025-06-02"}, "Give the first", id="no last day"),
        pytest.param({"last_day": "2025-06-02"}, "Give the first", id="no first day"),
        pytest.param(
            {"first_day": "2025-06-06", "last_day": "2025-06-02"}, "lies before", id="backwards"
        ),
    ],
)
def test_days_that_make_no_span_are_refused(days: dict[str, str], sentence: str):
    content = HELD(**WHAT, **days)

    assert HELD.guard is not None
    with pytest.raises(Refused, match=sentence):
        HELD.guard(Standing(), content.fields, date(2025, 6, 6))


def test_an_activity_outside_the_mandate_is_refused():
    with pytest.raises(Refused, match="mandate"):
        HELD(**{**WHAT, "mandate": "12"})
