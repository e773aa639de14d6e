"""Recommendations and topics as data."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from amparo.recommendations.models import Published, Topic, Wording


@pytest.fixture
def several(db: None) -> None:
    """Five recommendations that are out, two of them to another State and in Arabic too."""
    store = settings.PUBLIC_STORE
    Topic.objects.using(store).create(code="sdg:16", names={"en": "Peace", "ar": "السلام"})
    Topic.objects.using(store).create(code="sdg:16.3", parent="sdg:16", names={"en": "Rule of law"})
    for n in range(1, 6):
        Published.objects.using(store).create(
            pk=n,
            source="lanterns",
            number=str(n),
            state="MOZ" if n > 3 else "SEN",
            by_body="CAT",
            on=date(2020 + n, 1, 1),
            topics="|sdg:16.3|" if n % 2 else "",
            changed_at=timezone.now(),
        )
        Wording(recommendation_id=n, language="en", text=f"Light lantern {n}.").save(using=store)
        if n > 3:
            Wording(recommendation_id=n, language="ar", text="أضئ").save(using=store)


@pytest.fixture
def client() -> Client:
    """A program that comes while the gate has nothing to do."""
    return Client()


def lines(client: Client, path: str, **asked: str) -> list[dict[str, object]]:
    """Return a list to its end."""
    answer = client.get(f"/api/v1/{path}.jsonl", asked)
    assert answer.status_code == 200
    return [json.loads(one) for one in b"".join(answer).splitlines()]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        pytest.param({}, ["1", "2", "3", "4", "5"], id="all"),
        pytest.param({"state": "moz"}, ["4", "5"], id="to a State"),
        pytest.param({"topic": "sdg:16.3"}, ["1", "3", "5"], id="on a topic"),
        pytest.param({"topic": "sdg:16.3", "state": "MOZ"}, ["5"], id="both"),
        pytest.param({"by_body": "CAT", "year": "2022"}, ["2"], id="by a mechanism, of a year"),
        pytest.param({"by_state": "FRA"}, [], id="by a State"),
        pytest.param({"symbol": "CAT/C/1"}, [], id="of a document"),
    ],
)
def test_recommendations_are_narrowed_and_paged(several, client: Client, asked, numbers):
    whole = lines(client, "recommendations", **asked)
    page = client.get("/api/v1/recommendations", {**asked, "limit": "1"}).json()

    assert [one["number"] for one in whole] == numbers
    assert page["items"] == whole[:1]
    assert (page["next"] is None) is (len(numbers) < 2)


def test_words_come_in_the_language_asked_for_or_the_best_there_is(several, client: Client):
    fifth = client.get("/api/v1/recommendations/5", {"lang": "ar"}).json()
    first = client.get("/api/v1/recommendations/1", {"lang": "ar"}).json()

    assert (fifth["language"], fifth["text"], sorted(fifth["wordings"])) == (
        "ar",
        "أضئ",
        ["ar", "en"],
    )
    assert (first["language"], first["text"]) == ("en", "Light lantern 1.")
    assert client.get("/api/v1/recommendations/6").status_code == 404


def test_topics_are_called_as_in_the_language_asked_for(several, client: Client):
    named = {one["code"]: one["name"] for one in lines(client, "topics", lang="ar")}

    assert named == {"sdg:16": "السلام", "sdg:16.3": "Rule of law"}
    assert [one["kind"] for one in lines(client, "topics")] == ["sdg", "sdg"]
