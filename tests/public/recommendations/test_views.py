"""Recommendations: the latest, and each in the words and languages it was published in."""

import pytest
from django.utils import timezone

from amparo.recommendations.models import Published, Topic, Wording
from amparo.search import indexing
from tests.gate import publish


@pytest.fixture
def recommended(findable, db, settings, tmp_path):
    """One recommendation to Peru, public, in two languages."""
    Topic.objects.update_or_create(
        code="theme:clocks", defaults={"parent": "", "names": {"en": "Clocks", "ar": "ساعات"}}
    )
    one = Published.objects.create(
        source="tests",
        number="7.1",
        state="PER",
        by_state="SEN",
        symbol="CAT/OP/99/1",
        response="Noted",
        topics="|theme:clocks|",
        digest="1",
        changed_at=timezone.now(),
    )
    for language, text in (("en", "Hang a clock in every room."), ("ar", "علقوا ساعة في كل غرفة.")):
        Wording.objects.create(recommendation=one, language=language, text=text)
    publish()
    # An index of its own: what is undone in the store stays in an index.
    settings.SEARCH_INDEX = tmp_path / "index"
    indexing.make_anew()
    return f"/recommendations/{one.pk}/"


def main_of(response) -> str:
    """Return what a page holds, without its frame."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_recommendation_is_shown_in_every_language_the_readers_first(reader, recommended):
    english, arabic = main_of(reader.get(recommended)), main_of(reader.get(f"/ar{recommended}"))

    assert english.index("Hang a clock") < english.index("علقوا ساعة")
    assert arabic.index("علقوا ساعة") < arabic.index("Hang a clock")
    assert '<div lang="ar" dir="rtl">' in english


def test_a_recommendation_says_to_whom_by_whom_and_about_what(reader, recommended):
    page = main_of(reader.get(recommended))

    assert "Recommendation to Peru" in page
    assert "<dd>Senegal</dd>" in page
    assert 'href="/search/?theme=theme%3Aclocks">Clocks</a>' in page


def test_the_latest_recommendations_are_listed_once_whatever_their_languages(reader, recommended):
    page = main_of(reader.get("/recommendations/"))

    assert page.count("Hang a clock in every room.") == 1
    assert "علقوا" not in page
    assert 'value="theme:clocks">Clocks (2)</option>' in page


def test_a_recommendation_that_there_is_not_is_not_found(reader, recommended):
    assert reader.get("/recommendations/999999/").status_code == 404
    assert reader.get(f"/recommendations/{2**63}/").status_code == 404


def test_before_any_is_public_the_page_says_so(reader):
    assert "No recommendation is public yet." in main_of(reader.get("/recommendations/"))
