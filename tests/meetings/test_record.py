"""The shipped record of sessions loads, whole."""

import json

from amparo.docket.queries import docket_named

from .conftest import RECORD


def test_the_record_loads_once(load):
    lines = [json.loads(line) for line in RECORD.read_text("utf-8").splitlines()]

    assert load() == len(lines)
    assert load() == 0
    assert [one for one in lines if not (one["source"] and one["known_on"])] == []


def test_the_session_of_june_2025_was_moved_then_cancelled(load):
    load()
    docket = docket_named("SPT/SESSION/2025-06")

    assert [entry.kind for entry in docket.entries] == ["planned", "moved", "cancelled"]
    assert docket.standing().status == "cancelled"
