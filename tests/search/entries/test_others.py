"""Entries of what is described in six languages, and of recommendations."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from amparo.access.permissions import RECORD_LOADER
from amparo.bodies import actions as bodies
from amparo.docket import actions as docket
from amparo.recommendations.models import Published, Wording
from amparo.registry import actions as registry
from amparo.search import entries
from amparo.search.entries import dockets, recommendations, reference, spoken
from amparo.visits.procedures.visit import VISIT
from tests.gate import publish

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def visit() -> str:
    registry.load_shipped()
    bodies.load_shipped()
    matter = docket.open_docket(
        VISIT,
        "SPT/VISIT/MOZ/2025",
        VISIT.act("programmed")(state="MOZ", year=2025),
        on=date(2024, 11, 20),
        by=RECORD_LOADER,
    )
    publish()
    return matter.reference


def test_a_docket_is_described_in_six_languages(visit: str):
    found = {one.language: one for one in dockets.drafts([f"docket/{visit}"])}

    assert set(found) == set(spoken.LANGUAGES)
    assert found["en"].title == "Visit to Mozambique, 2025"
    assert "20 November 2024: Put on the programme." in found["en"].text
    assert "Mozambique" in found["fr"].title
    assert "莫桑比克" in found["zh"].text
    assert "موزامبيق" in found["ar"].text
    assert {one.number for one in found.values()} == {found["en"].number}
    assert {(one.address, one.states, one.body) for one in found.values()} == {
        ("/dockets/SPT/VISIT/MOZ/2025/", ("MOZ",), "SPT")
    }


def test_what_is_not_disclosed_is_not_described(visit: str):

    assert list(dockets.drafts(["docket/NOWHERE"])) == []
    assert {one.source for one in dockets.everything()} == {f"docket/{visit}"}


def test_states_treaties_mechanisms_and_figures_are_described(visit: str):
    found = list(reference.everything())

    kinds = Counter(one.kind for one in found)
    assert set(kinds) == {"state", "treaty", "mechanism", "figure"}
    assert all(count % len(spoken.LANGUAGES) == 0 for count in kinds.values())
    (mozambique,) = (one for one in found if one.key == "state/MOZ/en")
    assert mozambique.title == "Mozambique"
    assert mozambique.text.startswith("the Republic of Mozambique. MOZ. African States. CAT, ")
    (opcat,) = (one for one in found if one.key == "treaty/OPCAT/zh")
    assert "《任择议定书》" in opcat.title or "任择议定书" in opcat.title


def test_a_recommendation_stands_in_the_languages_it_was_published_in(visit: str):
    made = Published.objects.using("public").create(
        source="test",
        number="110.12",
        state="MOZ",
        by_state="NOR",
        symbol="A/HRC/17/16",
        paragraph="90.12",
        topics="|theme:A12|sdg:16.3|",
        digest="0" * 64,
        changed_at=NOW,
    )
    for language, text in (("en", "Ratify."), ("fr", "Ratifier.")):
        Wording.objects.using("public").create(
            recommendation_id=made.pk, language=language, text=text
        )

    english, french = recommendations.everything()

    assert english.title == "Recommendation to Mozambique by Norway"
    assert english.citation == "A/HRC/17/16, para. 90.12"
    assert english.topics == ("theme:A12", "sdg:16.3")
    assert (english.language, french.language) == ("en", "fr")
    assert english.number != french.number


def test_everything_has_a_name_of_its_own(visit: str):
    found = list(entries.everything())

    assert not [key for key, count in Counter(one.key for one in found).items() if count > 1]
    # What hangs from one source comes together, so that it can be made again together.
    sources = [one.source for one in found]
    assert len({*sources}) == sum(
        one != other for one, other in zip(sources, ["", *sources], strict=False)
    )
