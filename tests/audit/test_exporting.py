import csv
import io
import json

import pytest

from amparo.audit import queries
from amparo.audit.actions import record
from amparo.audit.exporting import COLUMNS, Form, as_csv, as_json_lines, export
from amparo.audit.queries import Filters

from .example import AMINA, BRUNO, OPENED, moment

ROW: dict[str, object] = {
    "at": "2026-01-02T09:00:00+00:00",
    "by": "P-7KQ2M9",
    "face": "desk",
    "event": "door.opened",
    "about": "SPT/1",
    "permission": "OPEN",
    "outcome": "done",
    "details": {"way": 'a "b", c', "times": 2},
    "strand": 7,
    "number": 1,
}


def test_a_spreadsheet_reads_what_was_written() -> None:
    text = "".join(as_csv([ROW, ROW]))

    read = list(csv.reader(io.StringIO(text)))
    assert read[0] == list(COLUMNS) == list(ROW)
    assert read[1] == read[2]
    assert dict(zip(COLUMNS, read[1], strict=True)) == {
        **{name: str(value) for name, value in ROW.items()},
        "details": '{"times":2,"way":"a \\"b\\", c"}',
    }


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_takes_no_cell_for_a_formula(first: str) -> None:
    text = "".join(as_csv([{**ROW, "about": f"{first}1+1"}]))

    (_head, read) = csv.reader(io.StringIO(text, newline=""))
    assert read[COLUMNS.index("about")] == f"'{first}1+1"


def test_json_lines_hold_an_object_a_line() -> None:
    text = "".join(as_json_lines([ROW, {**ROW, "number": 2}]))

    assert [json.loads(line) for line in text.splitlines()] == [ROW, {**ROW, "number": 2}]


@pytest.mark.django_db
def test_an_export_leaves_its_own_line_even_if_it_breaks_off() -> None:
    record(OPENED, by=AMINA, at=moment("2026-01-02T09:00"))

    asked = Filters(since=moment("2026-01-01T00:00"), about=None)
    stream = export(Form.CSV, asked, by=BRUNO, permission="TRAIL_EXPORT")
    next(stream)

    own = queries.lines()[0]
    assert (own.event, own.by, own.permission) == ("audit.trail_exported", BRUNO, "TRAIL_EXPORT")
    assert own.details == {"form": "csv", "narrowed_by": "since"}


@pytest.mark.django_db
def test_an_export_holds_what_was_asked_for_in_its_form() -> None:
    record(OPENED, by=AMINA)
    record(OPENED, by=BRUNO)

    as_lines = [json.loads(line) for line in export(Form.JSON_LINES, Filters(by=AMINA), by=BRUNO)]
    as_table = list(csv.DictReader(export(Form.CSV, Filters(by=AMINA), by=BRUNO)))

    assert [one["by"] for one in as_lines] == [one["by"] for one in as_table] == [AMINA]
