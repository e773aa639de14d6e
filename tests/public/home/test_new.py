"""What is new, day by day, to the beginning."""

from __future__ import annotations

from datetime import date

import pytest

from amparo.public.home.new import New, in_whole_days


@pytest.mark.parametrize(
    ("days", "kept", "before"),
    [
        pytest.param([9, 9, 5], 3, None, id="all there are"),
        pytest.param([9, 9, 5, 5], 2, 5, id="the last day may go on"),
        pytest.param([9, 9, 9, 9], 4, 8, id="a day fuller than a page"),
    ],
)
def test_documents_come_in_whole_days(days: list[int], kept: int, before: int | None):
    papers = [New(date(2030, 1, day), "day", "Report", f"{n}", "/") for n, day in enumerate(days)]

    assert in_whole_days(papers, most=4) == (
        papers[:kept],
        before and date(2030, 1, before),
    )


def test_what_is_new_is_in_order_and_in_whole_days(get):
    page = get("/new.json", on="2026-01-31").json()

    days = [one["on"] for one in page["news"]]
    assert len(days) >= 20
    assert days == sorted(days, reverse=True)
    assert page["before"] < days[-1]


def test_going_on_from_page_to_page_shows_everything_once(get):
    first = get("/new.json", on="2026-01-31").json()
    second = get("/new.json", on=first["before"]).json()

    assert max(one["on"] for one in second["news"]) == first["before"]
    assert min(one["on"] for one in first["news"]) > first["before"]


def test_before_anything_happened_nothing_is_new(get):
    page = get("/new/", on="1950-01-01")

    assert "Nothing was public by this day." in page.text
    assert get("/new.json", on="1950-01-01").json() == {
        "on": "1950-01-01",
        "news": [],
        "before": None,
    }
