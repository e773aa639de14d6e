"""What a column holds, the same from either engine."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import models
from django.db.models import DurationField

from amparo.upkeep.backing_up.columns import KINDS, coming_in, going_out, kind_of
from amparo.upkeep.backing_up.tables import tables

# What SQLite stores, what is written down, and what PostgreSQL is given for it.
CASES = [
    ("number", 7, 7, 7),
    ("yes or no", 1, True, True),
    ("text", "« ه 酷 »", "« ه 酷 »", "« ه 酷 »"),
    ("day", "2026-03-01", "2026-03-01", "2026-03-01"),
    (
        "moment",
        "2026-03-01 10:00:00.000120",
        "2026-03-01T10:00:00.000120+00:00",
        "2026-03-01T10:00:00.000120+00:00",
    ),
    (
        "moment",
        "2026-03-01 10:00:00",
        "2026-03-01T10:00:00+00:00",
        "2026-03-01T10:00:00+00:00",
    ),
    ("uuid", "0" * 31 + "a", "0" * 31 + "a", "0" * 31 + "a"),
    ("bytes", b"\x00\xff", "AP8=", b"\x00\xff"),
    ("json", '{"a":[1]}', '{"a":[1]}', '{"a":[1]}'),
    ("decimal", 1.5, "1.5", "1.5"),
]


def as_it_is(value: Any) -> Any:
    return value


@pytest.mark.parametrize(("kind", "stored", "written", "given"), CASES)
def test_what_sqlite_stores_comes_back_and_goes_to_postgresql(
    kind: str, stored: Any, written: Any, given: Any
):
    said = (going_out("sqlite", kind) or as_it_is)(stored)

    assert said == written
    assert json.loads(json.dumps(said)) == written
    back = (coming_in("sqlite", kind) or as_it_is)(written)
    assert str(back) == str(stored) or back == stored
    assert (coming_in("postgresql", kind) or as_it_is)(written) == given


def test_each_kind_has_its_example():
    assert {kind for kind, *_values in CASES} == KINDS


def test_a_moment_of_postgresql_is_stored_as_sqlite_would():
    convert = coming_in("sqlite", "moment")
    assert convert is not None
    assert convert("2026-03-01T10:00:00.000000+00:00") == "2026-03-01 10:00:00"
    assert convert("2026-03-01T10:00:00.500000+00:00") == "2026-03-01 10:00:00.500000"


def test_what_was_changed_behind_the_system_is_copied_as_it_is_found():
    out, back = going_out("sqlite", "moment"), coming_in("sqlite", "moment")
    assert out is not None
    assert back is not None
    for stored in ("yesterday", "2026-03-01", "2026-03-01 10:00:00.5"):
        assert back(out(stored)) == stored


def test_every_column_of_every_table_has_a_kind():
    found = {one.name: one for one in tables()}

    assert {"docket_act", "audit_line", "access_user", "auth_group_permissions"} <= set(found)
    assert {column.kind for one in found.values() for column in one.columns} <= KINDS
    act = {column.name: column.kind for column in found["docket_act"].columns}
    assert (act["matter_id"], act["sealed"], act["on"]) == ("number", "bytes", "day")
    assert {column.name: column.kind for column in found["access_grant"].columns}[
        "user_id"
    ] == "uuid"


def test_a_field_of_a_sort_that_nobody_described_is_noticed():
    with pytest.raises(KeyError, match="DurationField"):
        kind_of(DurationField())
    assert kind_of(models.BooleanField()) == "yes or no"
