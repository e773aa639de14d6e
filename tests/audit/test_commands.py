import csv
import io
import json

import pytest
from django.core.management import call_command

from amparo.audit import queries
from amparo.audit.actions import record
from amparo.audit.events import Outcome
from amparo.core.errors import Refused

from .example import AMINA, BRUNO, LET_IN, OPENED, REFUSED, moment


@pytest.fixture(autouse=True)
def trail(db: None) -> None:
    """Amina opens on the 1st, Bruno is refused on the 2nd, Amina is let in on the 3rd."""
    record(OPENED, by=AMINA, about="SPT/1", at=moment("2026-01-01T09:00"), times=2, way="front")
    record(REFUSED, by=BRUNO, outcome=Outcome.REFUSED, at=moment("2026-01-02T23:59"))
    record(LET_IN, by=AMINA, about="SPT/2", at=moment("2026-01-03T11:00"))


def printed(*arguments: str) -> str:
    """Return what `amparo trail` prints."""
    out = io.StringIO()
    call_command("trail", *arguments, stdout=out)
    return out.getvalue()


def test_the_table_has_a_line_for_each_and_leaves_none() -> None:
    words = [line.split() for line in printed().splitlines()]

    assert words == [
        ["2026-01-03", "11:00:00", AMINA, "command", "gate.emergency_granted", "done", "SPT/2"],
        ["2026-01-02", "23:59:00", BRUNO, "command", "door.refused", "refused"],
        [
            *("2026-01-01", "09:00:00", AMINA, "command", "door.opened", "done", "SPT/1"),
            *("times=2", "way=front"),
        ],
    ]
    assert queries.count_lines() == 3


@pytest.mark.parametrize(
    ("arguments", "days"),
    [
        (["--by", BRUNO], ["02"]),
        (["--about", "SPT/1"], ["01"]),
        (["--event", "door.opened"], ["01"]),
        (["--area", "door"], ["02", "01"]),
        (["--face", "desk"], []),
        (["--outcome", "refused"], ["02"]),
        (["--since", "2026-01-02"], ["03", "02"]),
        (["--until", "2026-01-02"], ["02", "01"]),
        (["--until", "2026-01-02T12:00"], ["01"]),
        (["--limit", "1"], ["03"]),
        (["--limit", "-1"], []),
    ],
)
def test_the_table_is_narrowed_by_any_filter(arguments: list[str], days: list[str]) -> None:
    assert [line[8:10] for line in printed(*arguments).splitlines()] == days


def test_an_export_streams_every_line_and_leaves_its_own() -> None:
    as_table = list(csv.DictReader(io.StringIO(printed("--format", "csv"), newline="")))
    as_lines = [json.loads(one) for one in printed("--format", "jsonl").splitlines()]

    assert [one["event"] for one in as_table] == [
        "audit.trail_exported",
        "gate.emergency_granted",
        "door.refused",
        "door.opened",
    ]
    assert [one["details"] for one in as_lines[:2]] == [
        {"form": "jsonl", "narrowed_by": ""},
        {"form": "csv", "narrowed_by": ""},
    ]
    assert {one["by"] for one in as_lines[:2]} == {"command line"}


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_day_that_is_none_is_refused_with_a_sentence(option: str) -> None:
    with pytest.raises(Refused, match="is not a day or a moment"):
        printed(option, "yesterday")


def test_the_day_after_the_last_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refused, match="outside the years 1 to 9999"):
        printed("--until", "9999-12-31")
