from datetime import date

import pytest

from amparo.core.calendar import Span
from amparo.meetings.rules.length import weeks_of


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        pytest.param(date(2025, 11, 10), date(2025, 11, 14), 1, id="Monday to Friday"),
        pytest.param(date(2025, 1, 27), date(2025, 2, 7), 2, id="two working weeks"),
        pytest.param(date(2026, 4, 13), date(2026, 5, 8), 4, id="four working weeks"),
        pytest.param(date(2025, 10, 14), date(2025, 10, 14), 1, id="one day"),
        pytest.param(date(2025, 11, 10), date(2025, 11, 16), 1, id="a whole week"),
        pytest.param(date(2025, 11, 10), date(2025, 11, 17), 2, id="a week and a day"),
    ],
)
def test_weeks_of_a_session(first, last, weeks):
    assert weeks_of(Span(first, last)) == weeks
