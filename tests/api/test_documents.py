"""Documents as data: their text in its order, what they cite, who cites them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from tests.documents.papers import paragraph, reading, rich, taken_in
from tests.gate import publish


@pytest.fixture
def papers(db: None) -> None:
    """Two documents that are out, one citing the other, and one that is not."""
    taken_in("CAT/C/99/3", rich())
    taken_in("CAT/OP/12/5", reading(*(paragraph(n, f"Wick {n}.") for n in range(1, 41))))
    taken_in("CAT/C/99/8", public_on=None)
    publish()


def lines(client: Client, path: str, **asked: str) -> list[dict[str, object]]:
    """Return a list to its end."""
    answer = client.get(f"/api/v1/{path}.jsonl", asked)
    assert answer.status_code == 200
    return [json.loads(one) for one in b"".join(answer).splitlines()]


def test_only_what_is_out_is_listed(papers, client: Client):
    assert [one["symbol"] for one in lines(client, "documents")] == ["CAT/C/99/3", "CAT/OP/12/5"]
    assert [one["name"] for one in lines(client, "documents", body="SPT")] == ["CAT-OP-12-5"]
    assert lines(client, "documents", language="ar") == []
    assert client.get("/api/v1/documents/CAT-C-99-8").status_code == 404


def test_a_text_comes_whole_and_in_its_order(papers, client: Client):
    text = lines(client, "documents/CAT-C-99-3/en/text")
    page = client.get("/api/v1/documents/CAT-C-99-3/en/text", {"limit": 3}).json()

    assert [one["order"] for one in text] == list(range(1, len(text) + 1))
    numbers = [(one["part"], one["number"]) for one in text if one["kind"] == "paragraph"]
    assert numbers == [
        ("main", "1"),
        ("main", "2"),
        ("main", "3"),
        ("annex_1", "1"),
        ("annex_1", "2"),
    ]
    assert page["items"] == text[:3]
    assert [one["eid"] for one in lines(client, "documents/CAT-C-99-3/en/text", kind="table")] == [
        "para_2__table_1"
    ]


def test_what_a_text_cites_stands_with_it(papers, client: Client):
    first = lines(client, "documents/CAT-C-99-3/en/text", kind="paragraph")[0]
    noted = lines(client, "documents/CAT-C-99-3/en/notes")

    cited = [(one["symbol"], one["point"], one["is_here"]) for one in first["cites"]]
    assert ("CAT/OP/12/5", "para_32", True) in cited
    assert [one["mark"] for one in noted] == ["*", "1", "2"]
    assert noted[1]["cites"] != []


def test_a_paragraph_comes_with_what_stands_around_it_and_who_cites_it(papers, client: Client):
    said = client.get("/api/v1/documents/CAT-OP-12-5/en/paragraphs/para_32").json()

    assert (said["number"], said["blocks"][0]["text"]) == ("32", "Wick 32.")
    assert (said["before"]["number"], said["after"]["number"]) == ("31", "33")
    assert {one["symbol"] for one in said["cited_by"]} == {"CAT/C/99/3"}
    assert {one["symbol"] for one in lines(client, "documents/CAT-OP-12-5/cited-by")} == {
        "CAT/C/99/3"
    }


def test_a_document_and_a_version_say_what_they_are(papers, client: Client):
    whole = client.get("/api/v1/documents/CAT-C-99-3").json()
    version = client.get("/api/v1/documents/CAT-C-99-3/en").json()

    assert whole["line"]["languages"] == ["en"]
    assert whole["versions"] == [version]
    assert version["title"] == "Lanterns <of> Ruritania & beyond"


def test_a_table_of_texts_holds_their_words(papers, client: Client):
    answer = client.get("/api/v1/documents/CAT-OP-12-5/en/text.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode(), newline="")))

    assert [one["text"] for one in rows] == [f"Wick {n}." for n in range(1, 41)]
    assert json.loads(rows[0]["cites"]) == []


@pytest.mark.parametrize(
    "path", ["CAT-C-99-3/fr", "CAT-C-99-3/xx/text", "CAT-C-99-3/en/paragraphs/x"]
)
def test_what_a_document_does_not_have_is_not_there(papers, client: Client, path: str):
    assert client.get("/api/v1/documents/CAT-C-99-3/en").status_code == 200
    assert client.get(f"/api/v1/documents/{path}").status_code == 404
