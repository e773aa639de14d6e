"""From text to words: forms, places, symbols, numbers, Chinese."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amparo.search.analysis import LANGUAGES, asked_words, fold, sequences_of, streams, tokens

OFTEN = st.sampled_from(
    [*"ab éßñ'’/-.,:19 \n\u00a0酷刑狱يةـёйﬁＡ٣\u0301\u200f", "CAT/C/69/3", "l’État"]
)
ANY_TEXT = st.one_of(st.text(max_size=80), st.lists(OFTEN, max_size=40).map("".join))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        pytest.param("TORTURE", "torture", id="case"),
        pytest.param("détenue", "detenue", id="accents"),
        pytest.param("de\u0301tenue", "detenue", id="accents written apart"),
        pytest.param("Straße", "strasse", id="sharp s"),
        pytest.param("ﬁnal Œuvre", "final oeuvre", id="ligatures"),
        pytest.param("ＮＰＭ２", "npm2", id="full width"),
        pytest.param("Ёлка", "елка", id="yo is e"),
        pytest.param("мой йод", "мой йод", id="short i stays"),
        pytest.param("Украї\u0301на", "україна", id="stress goes, the letter stays"),
        pytest.param("التَّعْذِيب", "التعذيب", id="Arabic vowels"),
        pytest.param("تعـــذيب", "تعذيب", id="lengthened Arabic"),
        pytest.param("أطفال إعدام آلية", "اطفال اعدام اليه", id="alef and ta marbuta"),
        pytest.param("مبنى", "مبني", id="alef maqsura"),
        pytest.param("٢٠١٩ ۲۰۱۹", "2019 2019", id="digits of Arabic and Persian"),
    ],
)
def test_a_word_has_one_form_however_it_was_typed(written, found):
    assert fold(written) == found


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT, st.sampled_from(LANGUAGES))
def test_the_indexer_and_the_snippet_see_the_same_words(text, language):
    found = tokens(text, language)

    assert streams(text, language) == (
        " ".join(one.surface for one in found),
        " ".join(one.stem for one in found),
    )


@given(ANY_TEXT, st.sampled_from(LANGUAGES))
def test_words_have_no_spaces_and_stand_within_the_text(text, language):
    for one in tokens(text, language):
        assert one.surface.split() == [one.surface]
        assert one.stem.split() == [one.stem]
        assert 0 <= one.start < one.end <= len(text)


@given(ANY_TEXT)
def test_whatever_was_typed_is_found_in_itself(text):
    words = asked_words(text)
    assume(words)

    for language in LANGUAGES:
        assert f" {' '.join(words)} " in f" {streams(text, language).surfaces} "


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "See CAT/C/69/3.", "see cat/c/69/3 cat c 69 3", id="a symbol, whole and in parts"
        ),
        pytest.param("and/or", "and or", id="two words, no symbol"),
        pytest.param("GE.20-03979", "ge.20-03979 ge 20 03979", id="a job number"),
        pytest.param("1,500 people", "1500 1 500 people", id="thousands by comma"),
        pytest.param("1\u00a0375 people", "1375 1 375 people", id="thousands by a narrow space"),
        pytest.param("2,5 or 2.5", "2.5 2 5 or 2.5 2 5", id="decimals"),
        pytest.param("14/09/2020", "14/09/2020 14 09 2020", id="a date"),
        pytest.param("ill-treatment", "ill treatment", id="hyphens"),
        pytest.param("l’État d'Ivoire", "etat ivoire", id="elision"),
        pytest.param("the State's victims' aujourd'hui", "the state victims aujourdhui", id="s"),
        pytest.param("加强防范", "加强 强防 防范 范", id="Chinese in pairs, and the last alone"),
        pytest.param("狱", "狱", id="one character"),
        pytest.param("2019年CAT的报告", "2019 年 cat 的报 报告 告", id="mixed scripts"),
    ],
)
def test_text_falls_into_words(text, words):
    assert streams(text, "en").surfaces == words


def test_places_are_those_of_the_text_as_it_was_written():
    text = "L’État (voir CAT/C/69/3) et 酷刑"

    assert [text[one.start : one.end] for one in tokens(text, "fr")] == [
        *("État", "voir", "CAT/C/69/3", "CAT", "C", "69", "3", "et", "酷刑", "刑"),
    ]


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        pytest.param("CAT/C/69/3", (("cat/c/69/3",),), id="a symbol is one word"),
        pytest.param("任意拘留", (("任意", "意拘", "拘留"),), id="Chinese is a phrase"),
        pytest.param("狱", (("狱",),), id="a single character is found at the end of a run"),
        pytest.param("пытки", (("пытк",),), id="one language has the script"),
        pytest.param("!?", (), id="no word"),
    ],
)
def test_what_is_looked_for_in_the_stems(typed, looked_for):
    assert sequences_of(typed) == looked_for


def test_a_word_that_several_languages_write_is_looked_for_in_each():
    assert sequences_of("places of detention")[0] == ("place", "of", "detain")
    assert len(sequences_of("places of detention")) == 3
