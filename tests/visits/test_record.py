"""The shipped record of visits and reports loads, whole, and says what its sources say."""

import json

import pytest

from amparo.docket.queries import docket_named

from .conftest import RECORD

FILES = ("visits.jsonl", "reports.jsonl")


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (RECORD / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", FILES)
def test_the_record_loads_once(load, name):
    assert load(name) == len(lines(name))
    assert load(name) == 0


@pytest.mark.parametrize("name", FILES)
def test_every_act_names_its_source_and_the_day_it_became_known(name):
    assert [one for one in lines(name) if not (one["source"] and one["known_on"])] == []


def test_a_day_that_no_source_gives_starts_no_clock(load):
    load("reports.jsonl")
    standing = docket_named("SPT/REPORT/PER/2025/STATE").standing()

    assert (standing.status, standing.clocks) == ("transmitted", ())


def test_a_visit_postponed_indefinitely_came_back_in_the_same_docket(load):
    load("visits.jsonl")
    docket = docket_named("SPT/VISIT/PSE/2019")

    assert [entry.kind for entry in docket.entries] == [
        "programmed",
        "postponed_indefinitely",
        "rescheduled",
    ]


def test_afghanistan_stays_postponed(load):
    load("visits.jsonl")

    assert docket_named("SPT/VISIT/AFG/2025").standing().status == "postponed"
    assert docket_named("SPT/VISIT/MEX/2025").standing().status == "programmed"


def test_visits_of_reports_are_on_record(load):
    load("visits.jsonl")
    visits = {
        one["fields"]["visit"] for one in lines("reports.jsonl") if "visit" in one.get("fields", {})
    }

    assert len(visits) == 11
    assert {docket_named(reference).reference for reference in visits} == visits
