"""What can be asked of every operation, and the sentence for what cannot."""

from __future__ import annotations

import pytest
from django.test import Client

SAID = {
    "on": "“{}” is not a day. Write a day as 2025-12-31.",
    "lang": "“{}” is not one of the languages here: en, fr, es, ar, ru, zh.",
    "limit": "“limit” is a whole number, and “{}” is none that it can be.",
    "state": "“{}” is not what “state” can be.",
}


@pytest.mark.parametrize(
    ("path", "name", "value", "says"),
    [
        *[
            pytest.param("dockets", "on", one, SAID["on"], id=f"a day written {one}")
            for one in ("yesterday", "2025-13-01", "20251231", "2025-W01-1", "0", "2025-1-1")
        ],
        pytest.param("dockets", "known_at", "x", SAID["on"], id="known on no day"),
        pytest.param("acts", "since", "x", SAID["on"], id="since no day"),
        pytest.param("acts", "until", "x", SAID["on"], id="until no day"),
        pytest.param("states", "lang", "de", SAID["lang"], id="another language"),
        *[
            pytest.param("states", "limit", one, SAID["limit"], id=f"a limit of {one}")
            for one in ("0", "-1", "1001", "x", "1.5", "9" * 30)
        ],
        pytest.param("dockets", "state", "12", SAID["state"], id="no code of a State"),
        pytest.param(
            "dockets",
            "procedure",
            "x" * 41,
            "“procedure” is longer than 40 characters.",
            id="too long",
        ),
        pytest.param(
            "states",
            "sate",
            "FRA",
            "There is no parameter “sate” here. There are: cursor, known_at, lang, limit, on.",
            id="misspelled",
        ),
        pytest.param("states", "on", "", "“on” is empty. Leave it out, or say what.", id="empty"),
        pytest.param(
            "figures/participation.parties",
            "colour",
            "red",
            "This figure does not have that choice.",
            id="no choice of this figure",
        ),
        pytest.param(
            "figures/visits.conducted",
            "since",
            "2099-01-01",
            "The last day lies before the first day.",
            id="a period that ends before it begins",
        ),
        pytest.param(
            "search",
            "order",
            "x",
            "“x” is not what “order” can be. It is one of: relevance, newest, oldest.",
            id="no order",
        ),
        pytest.param(
            "documents", "year", "x", "“year” is a whole number, and “x” is none that it can be.",
            id="no year",
        ),
    ],
)  # fmt: skip
def test_what_a_parameter_cannot_be_is_refused_in_a_sentence(get, path, name, value, says):
    assert get(path).status_code in (200, 400 if path == "search" else 200)

    answer = get(path, **{name: value})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    told = answer.json()
    assert told["detail"] == says.format(value[:40])
    assert (told["type"], told["status"]) == ("about:blank", 400)


def test_a_parameter_that_stands_there_twice_is_refused(get, client: Client):
    answer = client.get("/api/v1/states?on=2025-01-01&on=2026-01-01")

    assert (answer.status_code, answer.json()["detail"]) == (400, "“on” is given more than once.")


def test_a_figure_that_must_be_told_more_says_what(get):
    refused = get("figures/visits.days_of")

    assert refused.status_code == 400
    assert refused.json()["detail"].startswith("This figure needs to be told: ")


def test_a_refusal_comes_in_the_language_asked_for(get):
    assert get("states", lang="fr", on="x").json()["detail"].startswith("«\u00a0x\u00a0»")


def test_names_come_in_the_language_asked_for_and_the_order_stays(get):
    english, chinese = get("states").json()["items"], get("states", lang="zh").json()["items"]

    assert [one["iso3"] for one in chinese] == [one["iso3"] for one in english]
    assert {one["iso3"]: one["name"] for one in chinese}["FRA"] == "法国"
    assert get("figures/participation.parties", lang="fr")["Content-Language"] == "fr"
    assert get("states", lang="zh-Hans").json()["items"] == chinese


def test_the_past_is_answered_as_at_its_day_and_as_known_then(get):
    def parties(**asked: str) -> int:
        return get("treaties/OPCAT/participation", limit="1000", **asked).json()["items"]

    now, then = parties(on="2025-12-31"), parties(on="2010-12-31")

    assert len(then) < len(now)
    assert {one["iso3"] for one in then} < {one["iso3"] for one in now}
    assert parties(on="2025-12-31", known_at="1990-01-01") == []


def test_a_figure_is_the_count_of_its_rows(get):
    asked = {"on": "2025-12-31", "region": "africa"}
    figure = get("figures/participation.parties", **asked).json()
    rows = get("figures/participation.parties/rows", **asked).json()["items"]

    assert figure["value"] == len(rows) == figure["rows"] == 25
    assert figure["rows_path"].startswith(
        "/api/v1/figures/participation.parties/rows?on=2025-12-31"
    )
    assert figure["measure"]["title"] == "States parties"


def test_a_docket_says_what_its_acts_and_clocks_say(get):
    line = get("dockets", procedure="visit_report", limit="1").json()["items"][0]
    docket = get(f"dockets/{line['reference']}").json()
    acts = [
        one
        for one in get("acts", procedure="visit_report", limit="1000").json()["items"]
        if one["reference"] == line["reference"]
    ]

    assert docket["line"] == line
    assert sorted(one["number"] for one in docket["acts"]) == [one["number"] for one in acts]
    assert len(acts) == line["acts"]


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "states/XXX",
        "treaties/XXX",
        "treaties/XXX/participation",
        "mechanisms/XXX",
        "dockets/NONE/1",
        "figures/none.such",
        "documents/NONE",
        "documents/NONE/en",
        "documents/NONE/en/text",
        "documents/NONE/en/notes",
        "documents/NONE/en/paragraphs/para_1",
        "documents/NONE/cited-by",
        "datasets/none",
        "states.pdf",
    ],
)
def test_what_is_not_there_is_answered_alike(get, path: str):
    answer = get(path)

    assert answer.status_code == 404
    assert answer.json() == {
        "type": "about:blank",
        "title": "There is nothing public here",
        "status": 404,
        "detail": "There is no page at this address, or none that is public.",
    }
