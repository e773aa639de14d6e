"""Which part of a text is shown, and what of it is marked."""

import pytest

from amparo.search.asking import parsed, widened
from amparo.search.questions import Words
from amparo.search.snippets import sought


def shown(question: str, text: str, language: str = "en") -> str:
    """Return the snippet as it is shown, what was found in square brackets."""
    words = sought(widened(parsed(question))).marker(language).snippet(text)
    assert all(isinstance(one, Words) and one.text for one in words)
    return "".join(f"[{one.text}]" if one.is_found else one.text for one in words)


@pytest.mark.parametrize(
    ("question", "language", "text", "wanted"),
    [
        pytest.param(
            "prison", "en", "Two (prisons), one cell.", "Two ([prisons]), one cell.", id="brackets"
        ),
        pytest.param(
            "ill-treatment",
            "en",
            "No ill-treatment was seen.",
            "No [ill-treatment] was seen.",
            id="hyphen",
        ),
        pytest.param(
            "torture",
            "en",
            "Of torture/ill-treatment.",
            "Of [torture]/ill-treatment.",
            id="part of a run",
        ),
        pytest.param(
            '"visit to Brazil"',
            "en",
            "A visit to Brazil; to Brazil.",
            "A [visit to Brazil]; to Brazil.",
            id="phrase",
        ),
        pytest.param("etat", "fr", "L’État partie", "L’[État] partie", id="accents, elision"),
        pytest.param(
            "التعذيب", "ar", "منع التعذيب في السجون", "منع [التعذيب] في السجون", id="Arabic"
        ),
        pytest.param(
            "酷刑 任意拘留", "zh", "防止酷刑和任意拘留。", "防止[酷刑]和[任意拘留]。", id="Chinese"
        ),
        pytest.param(
            "来文积压", "zh", "来文的积压。", "[来文]的[积压]。", id="what Chinese falls into"
        ),
        pytest.param(
            "NPM", "zh", "设立国家防范机制（NPM）。", "设立[国家防范机制]（[NPM]）。", id="concept"
        ),
        pytest.param("OPCAT", "zh", "见OPCAT第3条。", "见[OPCAT]第3条。", id="letters in Chinese"),
        pytest.param("deten*", "en", "Detention, detenus.", "[Detention], [detenus].", id="prefix"),
        pytest.param("prison -visit", "en", "A visit to prison", "A visit to [prison]", id="not"),
        pytest.param("state:MOZ", "en", "Nothing typed", "Nothing typed", id="only a field"),
        pytest.param("prison", "en", "", "", id="nothing"),
    ],
)
def test_what_was_looked_for_is_marked(question: str, language: str, text: str, wanted: str):
    assert shown(question, text, language) == wanted


def test_the_part_is_shown_in_which_most_of_it_stands():
    text = f"A prison. {'Filler words go on. ' * 60}Here the prison and its doctor stand. {'More. ' * 60}"

    said = shown("prison doctor", text)

    assert said.startswith("… ")
    assert said.endswith(" …")
    assert "Here the [prison] and its [doctor] stand." in said
    assert len(said.split()) < 55


def test_of_a_long_chinese_text_a_part_is_shown():
    text = f"{'各国应当采取措施。' * 40}禁止酷刑。{'各国应当采取措施。' * 40}"

    said = shown("酷刑", text, "zh")

    assert said.startswith("… ")
    assert "禁止[酷刑]。" in said
    assert len(said) < 140


def test_a_long_text_is_shown_from_its_beginning_where_nothing_was_looked_for():
    said = shown("", "Words " * 500)

    assert said.startswith("Words Words")
    assert said.endswith(" …")
    assert "[" not in said


@pytest.mark.parametrize("text", ["*", "— (…) —", "\u200f", "a\x00b", "ﷺ" * 30, "國" * 5000])
def test_any_text_is_shown_whole_or_in_part(text: str):
    said = shown("國 a ﷺ", text, "zh").replace("[", "").replace("]", "")

    assert said.strip("… ") in " ".join(text.split()) or said == text
