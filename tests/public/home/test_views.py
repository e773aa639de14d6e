"""The first page."""

from datetime import UTC, datetime

import pytest

from amparo.public.home.views import FIGURES


def test_the_first_page_has_five_figures_each_with_its_rows(get):
    figures = get("/index.json").json()["figures"]

    assert [one["measure"]["name"] for one in figures] == list(FIGURES)
    assert [isinstance(one["value"], int) for one in figures] == [True] * 5


def test_figures_of_a_period_are_those_of_the_last_whole_year(get):
    figures = get("/index.json", on="2026-06-01").json()["figures"]

    periods = {one["since"]: one["on"] for one in figures if one["since"]}
    assert periods == {"2025-01-01": "2025-12-31"}


def test_what_is_new_is_public_and_in_order_of_day(get):
    page = get("/index.json").json()

    days = [one["act"]["on"] for one in page["news"]]
    assert len(days) == 10
    assert days == sorted(days, reverse=True)
    assert max(days) <= datetime.now(UTC).date().isoformat()


def test_the_first_page_is_empty_and_whole_before_anything_happened(get):
    page = get("/", on="1950-01-01")

    assert page.status_code == 200
    assert "The latest public acts will be listed here." in page.text


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_the_first_page_is_there_on_every_day_of_the_calendar(get, on):
    assert get("/", on=on).status_code == 200


@pytest.mark.parametrize("address", ["/states/%00/", "/dockets/a%00/", "/states/?name=%00"])
def test_an_address_with_a_zero_byte_is_refused(get, address):
    assert get(address).status_code == 400
