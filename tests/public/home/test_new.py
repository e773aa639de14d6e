"""What is new, day by day, to the beginning."""


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
