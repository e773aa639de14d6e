"""The calendar: what is announced, on which days, of which kind and State."""

import pytest


@pytest.fixture
def calendar(get):
    """What is announced from a day on, as data."""

    def asked(**choices: str) -> list[dict]:
        return get("/calendar.json", **choices).json()["announced"]

    return asked


def test_the_calendar_shows_sessions_visits_and_events_from_a_day_on(calendar):
    found = calendar(on="2025-01-01")

    assert {one["kind"] for one in found} >= {"session", "visit", "event"}
    assert {one["days"]["last"] >= "2025-01-01" for one in found} == {True}
    assert [one["days"]["first"] for one in found] == sorted(one["days"]["first"] for one in found)


def test_a_session_stands_on_its_days_and_one_without_them_between_its_limits(calendar):
    sessions = {one["reference"]: one for one in calendar(on="2025-11-01", kind="session")}

    held, awaited = sessions["SPT/SESSION/56"], sessions["SPT/SESSION/2026-05"]
    assert (held["days"], held["exact"]) == ({"first": "2025-11-10", "last": "2025-11-14"}, True)
    assert (awaited["days"], awaited["exact"]) == (
        {"first": "2026-05-01", "last": "2026-05-31"},
        False,
    )


def test_the_calendar_of_one_kind_and_one_state_has_nothing_else(calendar):
    found = calendar(on="2018-01-01", kind="visit", state="URY")

    assert [(one["kind"], one["state"]) for one in found] == [("visit", "URY")]


def test_what_is_due_says_by_which_rule(calendar):
    due = calendar(on="2027-01-01", kind="due")

    assert {(one["reference"], one["name"], one["rule"]) for one in due} >= {
        ("SPT/OFFICERS/2025", "bureau_term", "OPCAT-10-1")
    }


def test_the_page_goes_month_by_month_and_on_to_other_years(get):
    page = get("/calendar/", on="2025-11-01", kind="session")

    assert page.text.index("<h2>November 2025</h2>") < page.text.index("<h2>April 2026</h2>")
    assert 'href="?on=2026-11-01&amp;kind=session"' in page.text
    assert 'href="?on=2024-11-01&amp;kind=session"' in page.text


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_a_year_without_anything_says_so(get, on):
    page = get("/calendar/", on=on)

    assert page.status_code == 200
    assert "Nothing of this kind is announced for these days." in page.text


def test_an_unknown_kind_is_refused(get):
    page = get("/calendar/", kind="feast")

    assert page.status_code == 400
    assert "“feast” is not one of the choices here." in page.text
