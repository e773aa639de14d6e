"""The search as data: by pages in one state of the index, and to its end in every form."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from tests.search.ground import draft, indexed


@pytest.fixture
def texts(db: None, settings, tmp_path: Path) -> None:
    """Twelve texts of prisons in two countries and one of something else."""
    settings.SEARCH_INDEX = tmp_path / "search"
    indexed(
        *(
            draft(
                f"P{n:02}",
                f"Prison number {n} was visited.",
                states=("MOZ" if n % 2 else "SEN",),
                on=date(2020, 1, n),
            )
            for n in range(1, 13)
        ),
        draft("O", "=Asylum", kind="docket"),
    )


def asked(client: Client, form: str = "", **choices: object):  # type: ignore[no-untyped-def]
    """Return what a search answers."""
    return client.get(f"/api/v1/search{form}", choices)


def test_pages_to_the_end_are_all_that_was_found_each_once(texts, client: Client):
    page = asked(client, q="prison", limit="5").json()
    first, found = page, list(page["items"])
    while page["next"]:
        page = asked(client, **dict(parse_qsl(urlsplit(page["next"]).query))).json()
        found += page["items"]

    assert first["total"] == len(found) == len({one["key"] for one in found}) == 12
    assert {one["name"] for one in first["facets"]} >= {"kind", "state", "year"}
    assert (page["facets"], page["has_moved"]) == ([], False)


def test_a_search_is_narrowed_by_any_of_several_values_and_by_days(texts, client: Client):
    assert asked(client, q="prison", state=["MOZ", "SEN"]).json()["total"] == 12
    assert asked(client, q="prison", state="MOZ").json()["total"] == 6
    assert asked(client, q="prison", since="2020-01-03", until="2020-01-05").json()["total"] == 3
    assert asked(client, kind="docket").json()["total"] == 1


def test_how_many_have_all_the_words_is_said_where_some_of_them_were_enough(texts, client: Client):
    page = asked(client, q="asylum visited").json()
    strictly = asked(client, q=asked(client, q="visited seven 7").json()["strictly"]).json()

    assert (page["total"], page["with_all"], page["strictly"]) == (13, 0, "asylum + visited")
    assert (strictly["total"], strictly["with_all"], strictly["strictly"]) == (0, None, "")


def test_what_was_found_is_marked(texts, client: Client):
    one = asked(client, q='"number 3"').json()["items"][0]

    assert one["snippet"] == "Prison number 3 was visited."
    assert [run["text"] for run in one["runs"] if run["is_found"]] == ["number 3"]
    assert one["path"] == "/documents/P03/"


def test_every_form_holds_all_results_the_newest_first(texts, client: Client):
    lines = [json.loads(x) for x in b"".join(asked(client, ".jsonl", q="prison")).splitlines()]
    table = b"".join(asked(client, ".csv", q="prison")).decode().splitlines()

    assert [one["on"] for one in lines] == [f"2020-01-{n:02}" for n in range(12, 0, -1)]
    assert len(table) == 13
    assert b"".join(asked(client, ".xlsx", q="prison")).startswith(b"PK")
    assert "'=Asylum" in b"".join(asked(client, ".csv", kind="docket")).decode()


def test_a_search_that_is_out_of_date_says_so_and_goes_on(texts, client: Client):
    page = asked(client, q="prison", limit="5").json()
    for n in range(6):
        indexed(draft(f"N{n}", "A prison that is new."))

    after = asked(client, **dict(parse_qsl(urlsplit(page["next"]).query))).json()

    assert after["items"] != []
    assert after["has_moved"] in (True, False)
    assert after["total"] == (18 if after["has_moved"] else 12)


@pytest.mark.parametrize(
    "choices",
    [
        pytest.param({"q": "(" * 200}, id="too deep"),
        pytest.param({"since": "2020-01-02", "until": "2020-01-01"}, id="days turned round"),
        pytest.param({"state": [f"A{n:02}" for n in range(60)]}, id="too many choices"),
        pytest.param({"q": "x" * 1_001}, id="too long"),
    ],
)
def test_what_cannot_be_searched_for_is_refused_in_a_sentence(texts, client: Client, choices):
    assert asked(client, q="prison").status_code == 200
    for form in ("", ".csv", ".jsonl"):
        answer = asked(client, form, **choices)
        assert answer.status_code in (400, 200)
        if answer.status_code == 400:
            assert answer.json()["detail"].endswith(".")
    if "q" not in choices or choices["q"].startswith("x"):
        assert asked(client, **choices).status_code == 400


def test_without_an_index_a_sentence_says_so(db, client: Client, settings, tmp_path: Path):
    settings.SEARCH_INDEX = tmp_path / "none"

    for form in ("", ".csv", ".xlsx"):
        answer = asked(client, form, q="prison")
        assert answer.status_code == 400
        assert answer.json()["detail"].startswith("There is nothing to search in yet")


def test_what_can_be_found_is_part_of_the_mark(texts, client: Client):
    first = asked(client, q="prison")
    unchanged = client.get("/api/v1/search?q=prison", headers={"If-None-Match": first["ETag"]})
    indexed(draft("N", "A prison that is new."))
    after = client.get("/api/v1/search?q=prison", headers={"If-None-Match": first["ETag"]})

    assert (unchanged.status_code, after.status_code) == (304, 200)
