"""Lists: pages that make up the whole, the same rows in every form, what is refused."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pytest

from amparo.api.urls import urlpatterns

LISTS = [
    "states",
    "treaties",
    "treaties/OPCAT/participation",
    "mechanisms",
    "mechanisms/SPT/members",
    "dockets",
    "acts",
    "clocks",
    "figures",
    "figures/visits.conducted/rows",
    "reports",
    "calendar",
]


def pages(get, path: str, **choices: str) -> list[dict[str, object]]:  # type: ignore[no-untyped-def]
    """Return every item of a list, page by page."""
    items, page = [], get(path, **choices).json()
    while True:
        items += page["items"]
        if page["next"] is None:
            return items
        there = urlsplit(page["next"])
        assert there.path == f"/api/v1/{path}"
        page = get(path, **dict(parse_qsl(there.query))).json()


def body(answer) -> bytes:  # type: ignore[no-untyped-def]
    """Return all that was sent."""
    return b"".join(answer) if answer.streaming else answer.content


@pytest.mark.parametrize("path", LISTS)
def test_pages_to_the_end_are_the_whole_in_its_order(get, path: str):
    lines = [json.loads(one) for one in body(get(f"{path}.jsonl")).splitlines()]
    limit = max(1, len(lines) // 3)

    assert lines != []
    assert pages(get, path, limit=str(min(limit, 1000))) == lines
    assert get(path, limit="1000").json()["items"] == lines[:1000]


@pytest.mark.parametrize("path", LISTS)
def test_a_table_holds_what_the_lines_hold(get, path: str):
    lines = [json.loads(one) for one in body(get(f"{path}.jsonl")).splitlines()]
    table = list(csv.DictReader(io.StringIO(body(get(f"{path}.csv")).decode(), newline="")))

    assert [list(one) for one in table] == [list(one) for one in lines]
    for row, line in zip(table, lines, strict=True):
        assert {name: as_cell(value) for name, value in line.items()} == row


def as_cell(value: object) -> str:
    """Return how a value of JSON stands in a table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) and isinstance(value, str) else text


def test_a_spreadsheet_holds_numbers_and_days_as_such(get):
    lines = get("treaties").json()["items"]
    book = openpyxl.load_workbook(io.BytesIO(body(get("treaties.xlsx"))), read_only=True)
    names, *rows = book.active.iter_rows(values_only=True)

    assert list(names) == list(lines[0])
    assert [row[0] for row in rows] == [one["code"] for one in lines]
    first = dict(zip(names, rows[0], strict=True))
    assert first["parties"] == lines[0]["parties"]
    assert first["adopted_on"].date() == date.fromisoformat(lines[0]["adopted_on"])


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/x-ndjson", "application/jsonl"),
        ("text/csv;q=0.5, application/jsonl", "application/jsonl"),
        ("image/png", "application/json"),
    ],
)
def test_the_form_is_that_which_is_accepted(get, accept: str, form: str):
    answer = get("mechanisms", headers={"Accept": accept} if accept else {})
    body(answer)

    assert answer["Content-Type"] == form
    assert "Accept" in answer["Vary"]


def test_the_ending_says_more_than_what_is_accepted(get):
    answer = get("mechanisms.csv", headers={"Accept": "application/json"})

    assert body(answer).startswith(b"code,kind,name")
    assert answer["Content-Disposition"] == 'attachment; filename="mechanisms.csv"'


def test_a_limit_holds_for_what_goes_to_the_end_too(get):
    assert len(body(get("states.jsonl", limit="3")).splitlines()) == 3
    assert len(body(get("states.csv", limit="3")).splitlines()) == 4


def test_a_list_goes_on_after_a_cursor_in_any_form(get):
    first = get("acts", limit="5").json()
    cursor = dict(parse_qsl(urlsplit(first["next"]).query))["cursor"]

    rest = [json.loads(one) for one in body(get("acts.jsonl", cursor=cursor)).splitlines()]

    assert first["items"] + rest == [
        json.loads(one) for one in body(get("acts.jsonl")).splitlines()
    ]


def test_what_comes_and_goes_meanwhile_neither_repeats_nor_skips(get):
    from amparo.registry.models import State
    from tests.gate import publish

    first = get("states", limit="100").json()
    State.objects.create(iso3="AAA", iso2="A1", m49="", kind="observer")
    publish()
    there = dict(parse_qsl(urlsplit(first["next"]).query))
    rest = get("states", **{**there, "limit": "1000"}).json()["items"]

    codes = [one["iso3"] for one in (*first["items"], *rest)]
    assert codes == sorted(set(codes))
    assert "AAA" not in codes


def test_links_lead_to_the_first_page_and_to_the_next(get):
    answer = get("states", limit="2", lang="fr")
    following = answer.json()["next"]

    assert answer["Link"] == (
        f'</api/v1/states?limit=2&lang=fr>; rel="first", <{following}>; rel="next"'
    )
    assert get("reports")["Link"] == '</api/v1/reports>; rel="first"'


def test_a_cursor_fits_only_the_list_and_the_choices_it_was_given_with(get):
    there = dict(parse_qsl(urlsplit(get("dockets", limit="1").json()["next"]).query))

    same = get("dockets", cursor=there["cursor"], limit="3", lang="ar")
    others = [
        get("dockets", cursor=there["cursor"], state="PER"),
        get("states", cursor=there["cursor"]),
        get("acts", cursor=there["cursor"]),
    ]

    assert same.status_code == 200
    assert {(one.status_code, one.json()["detail"]) for one in others} == {
        (
            400,
            "This cursor belongs to another list, or to other choices. Begin again without it.",
        )
    }


@pytest.mark.parametrize(
    "cursor", ["x", "....", "é", "W10", "WzFd", "bnVsbA", "A" * 1_999, "eyJhIjoxfQ==", "W1tbW1tb"]
)
def test_a_cursor_of_ones_own_is_refused(get, cursor: str):
    answer = get("states", cursor=cursor)

    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("This cursor is not one that was given out here.")


def test_every_list_is_tested_here_or_with_its_documents():
    named = {str(one.pattern) for one in urlpatterns if str(one.name).endswith(".form")}

    tested = {f"api/v1/{one}" for one in LISTS}
    elsewhere = {
        one
        for one in named
        if one.startswith(
            ("api/v1/documents", "api/v1/search", "api/v1/datasets", "api/v1/recommendations", "api/v1/topics")
        )
    }  # fmt: skip
    shown = {
        one.replace("<code>", "OPCAT" if "treaties" in one else "SPT")
        .replace("<name>", "visits.conducted")
        .removesuffix(".<form:form>")
        for one in named - elsewhere
    }
    assert shown == tested
