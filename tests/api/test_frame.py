"""What every answer has in common: who may read it, what is unchanged, how much may be asked."""

from __future__ import annotations

import json
import tracemalloc

import pytest
from django.test import Client

from amparo.api import forms
from amparo.api.paging import in_memory
from amparo.api.records import Counted
from amparo.core import limits
from amparo.core.limits import Counter


def test_pages_of_any_site_may_read_answers_and_refusals(get):
    for answer in (get("reports"), get("states/XXX"), get("states", on="x")):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Link" in answer["Access-Control-Expose-Headers"]
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.cookies == {}


def test_a_browser_asks_before_and_is_told_what_it_may_send(get, client: Client):
    answer = client.options(
        "/api/v1/states",
        headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"},
    )

    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(db: None, method: str):
    # As programs come: without the mark that forms of the inside have.
    program = Client(enforce_csrf_checks=True)

    for path in ("/api/v1/states", "/api/v1/", "/api/v1/openapi.json", "/data/index.json"):
        answer = getattr(program, method)(path)

        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert "What is here can be read, and nothing else." in answer.text


@pytest.mark.parametrize("path", ["states", "states/FRA", "states.csv", "acts.jsonl"])
def test_whoever_has_an_answer_is_told_that_it_is_the_same(get, client: Client, path: str):
    first = get(path)
    unchanged = get(path, headers={"If-None-Match": first["ETag"]})
    other = get(path, headers={"If-None-Match": first["ETag"]}, on="2020-01-01")

    assert (unchanged.status_code, b"".join(unchanged)) == (304, b"")
    assert unchanged["ETag"] == first["ETag"]
    assert other.status_code == (400 if "." in path and path.startswith("none") else 200)


def test_what_changed_has_another_mark(get, client: Client):
    from amparo.registry.models import StateName
    from tests.gate import publish

    first = get("states/FRA")
    StateName.objects.filter(state="FRA", language="en").update(short="Gaul")
    publish()
    after = get("states/FRA", headers={"If-None-Match": first["ETag"]})

    assert (after.status_code, after.json()["name"]) == (200, "Gaul")


def test_each_form_has_a_mark_of_its_own(get):
    marks = {
        get("reports", headers={"Accept": one})["ETag"]
        for one in ("application/json", "text/csv", "application/jsonl")
    }

    assert len(marks) == 3


def test_a_head_says_what_a_get_would(get, client: Client):
    for path in ("/api/v1/states", "/api/v1/states.csv"):
        whole, head = client.get(path), client.head(path)
        names = ("Content-Type", "ETag", "Link", "Content-Disposition", "RateLimit-Policy")
        assert {one: head.get(one) for one in names} == {one: whole.get(one) for one in names}
        assert b"".join(head) == b""


def test_every_answer_says_how_much_may_be_asked(get):
    assert get("states")["RateLimit-Policy"] == '"api";q=600;w=60'


def test_whoever_asks_too_often_is_told_when_to_come_back(get, client: Client, monkeypatch):
    counter = Counter()
    monkeypatch.setattr(limits, "counter", lambda: counter)
    monkeypatch.setattr(limits, "LIMITS", (limits.Limit("api", 2, 1, 60, path="/api/"),))
    monkeypatch.setattr(limits, "_PATHS", {"api": limits.re.compile("/api/")})

    answers = [client.get("/api/v1/reports", REMOTE_ADDR="203.0.113.9") for _time in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    last = answers[-1]
    assert 1 <= int(last["Retry-After"]) <= 60
    assert last["RateLimit"].startswith('"api";r=0;t=')
    assert last["Content-Type"] == "application/problem+json"
    assert last.json()["detail"] == "Too much was asked from here in a short time."
    assert last["Access-Control-Allow-Origin"] == "*"


def test_answers_are_packed_for_whoever_takes_it(get):
    plain = get("acts.jsonl")
    packed = get("acts.jsonl", headers={"Accept-Encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert len(b"".join(packed)) < len(b"".join(plain)) / 4


ROWS = [
    Counted(number, f"R/{number}", "=1+1", None, "-5", "a, \"b\"\nc", "/") for number in range(4_000)
]  # fmt: skip


def test_a_long_list_is_sent_while_it_is_read():
    rows = in_memory(ROWS, lambda one: (one.number,), (int,))

    lines = forms.as_lines(Counted, rows.batches(None))

    assert len(next(lines).splitlines()) == 1_000
    assert sum(len(one.splitlines()) for one in lines) == 3_000


def test_a_thousand_times_as_much_takes_no_more_memory():
    def peak(batches: int) -> int:
        tracemalloc.start()
        for piece in forms.as_table(Counted, (ROWS[:500] for _time in range(batches))):
            assert piece
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)  # what is made once is made
    assert peak(20) < 2 * peak(2)


def test_no_cell_is_taken_for_a_formula():
    import io

    import openpyxl

    table = b"".join(forms.as_table(Counted, iter([ROWS[:1]]))).decode()
    with forms.as_workbook(Counted, "rows", iter([ROWS[:1]])) as file:
        sheet = openpyxl.load_workbook(io.BytesIO(file.read())).active

    assert table.splitlines()[1].startswith("0,R/0,'=1+1,,'-5,")
    assert [one.data_type for one in sheet[2]] == ["n", "s", "s", "n", "s", "s", "s"]
    assert sheet["C2"].value == "=1+1"


def test_a_sheet_that_is_full_is_followed_by_another(monkeypatch):
    import io

    import openpyxl

    monkeypatch.setattr(forms, "_SHEET_ROWS", 11)

    with forms.as_workbook(Counted, "rows", iter([ROWS[:7], ROWS[7:25]])) as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()))

    assert [one.max_row for one in book.worksheets] == [11, 11, 6]
    assert [one["A1"].value for one in book.worksheets] == ["number"] * 3
    assert book.worksheets[2]["A6"].value == 24


def test_characters_that_no_sheet_can_hold_are_left_out():
    import io

    import openpyxl

    odd = Counted(1, "a\x00b\x0bc", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
                  None, "1", "x" * 40_000, "/")  # fmt: skip

    with forms.as_workbook(Counted, "rows", iter([[odd]])) as file:
        sheet = openpyxl.load_workbook(io.BytesIO(file.read())).active

    assert (sheet["B2"].value, sheet["C2"].value) == ("abc", "😀")
    assert len(sheet["F2"].value) == 32_767


def test_json_of_one_record_is_that_of_a_page():
    one = json.loads(forms.as_one(Counted, ROWS[0]))

    assert one == json.loads(forms.as_page(Counted, ROWS[:1], None))["items"][0]
