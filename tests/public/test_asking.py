"""What a reader asks in an address."""

from datetime import UTC, date, datetime

import pytest
from django.test import RequestFactory

from amparo.core.errors import Refused
from amparo.public.asking import Asked, asked, day_in, one_of

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def request(**choices: str):
    return RequestFactory().get("/", choices)


def test_without_dates_a_page_is_as_at_today_as_known_now():
    found = asked(request())

    assert found.on == found.now.date()
    assert found.known_on is None
    assert found.known_at == found.now


def test_what_was_known_on_a_day_is_known_by_its_end():
    found = Asked(on=date(2025, 12, 31), known_on=date(2026, 3, 11), now=NOW)

    assert found.known_at == datetime(2026, 3, 11, 23, 59, 59, 999999, tzinfo=UTC)


def test_nothing_is_known_before_it_is_learned():
    assert Asked(on=NOW.date(), known_on=date(2030, 1, 1), now=NOW).known_at == NOW


@pytest.mark.parametrize("text", ["2025-02-30", "31.12.2025", "0", "20251340", "x" * 999])
def test_a_day_that_is_none_is_refused(text):
    with pytest.raises(Refused, match="is not a day"):
        day_in(request(on=text), "on")


def test_the_first_choice_is_taken_where_none_is_made():
    assert one_of(request(), "order", ("name", "since")) == "name"
    assert one_of(request(order="since"), "order", ("name", "since")) == "since"
    with pytest.raises(Refused):
        one_of(request(order="x"), "order", ("name", "since"))
