from datetime import date

import pytest
from django.utils import translation

from amparo.core.calendar import Span
from amparo.stats.report.document import Link, Text, plain_text
from amparo.stats.report.writing import joined, say, sentences


def test_a_sentence_is_split_at_its_places_and_its_words_stay():
    state = Link("Peru", "/states/PER/")

    spans = say("On {day} the report on {state} was sent.", day=date(2025, 11, 20), state=state)

    assert spans == (
        Text("On "),
        Text("20 November 2025", isolated=True),
        Text(" the report on "),
        state,
        Text(" was sent."),
    )


def test_a_translation_may_turn_the_places_around():
    spans = say("{state}, {day}", state="Perú", day=date(2025, 11, 20))
    turned = say("{day}: {state}", state="Perú", day=date(2025, 11, 20))

    assert plain_text(spans) == "Perú, 20 November 2025"
    assert plain_text(turned) == "20 November 2025: Perú"


def test_nobody_types_a_number():
    with pytest.raises(TypeError, match="8 is a number without a measure"):
        say("{count} visits", count=8)


@pytest.mark.parametrize(
    ("language", "listed"),
    [
        pytest.param("en", "Peru, Serbia and Chad", id="English"),
        pytest.param("fr", "Peru, Serbia et Chad", id="French"),
        pytest.param("es", "Peru, Serbia y Chad", id="Spanish"),
        pytest.param("zh-hans", "Peru、Serbia和Chad", id="Chinese"),
        pytest.param("ar", "Peru وSerbia وChad", id="Arabic"),
    ],
)
def test_lists_are_joined_as_the_language_joins_them(language: str, listed: str):
    links = [Link(name, f"/states/{name}/") for name in ("Peru", "Serbia", "Chad")]

    with translation.override(language):
        spans = joined(links)

    assert [span for span in spans if isinstance(span, Link)] == links
    assert plain_text(spans).replace("،", "") == listed


def test_sentences_follow_one_another_as_the_language_has_it():
    first, second = say("One."), say("Two.")

    assert plain_text(sentences(first, (), second)) == "One. Two."
    with translation.override("zh-hans"):
        assert plain_text(sentences(first, second)) == "One.Two."


def test_days_are_written_in_the_language_of_the_report():
    with translation.override("fr"):
        spans = say("{days}", days=Span(date(2025, 6, 15), date(2025, 6, 21)))

    assert plain_text(spans) == "15–21 juin 2025"
