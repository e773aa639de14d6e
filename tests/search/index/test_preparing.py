"""A thing is known by its words, and by what they speak of in all languages."""

from amparo.search.index.preparing import Text, prepared


def test_a_whole_is_known_by_its_title_several_times():
    text = Text("Visit to Mozambique", "It was held.", "en")

    assert prepared([text], is_whole=False).stems == "visit to mozambiqu ¶ it was held"
    assert prepared([text], is_whole=True).stems.count("visit to mozambiqu ¶") == 4
    assert prepared([text], is_whole=True).titles == "visit to mozambiqu"


def test_a_concept_is_known_in_all_languages_and_in_its_own():
    codes = prepared([Text("", "国家预防机制", "zh")], is_whole=False).codes

    assert {"term:npm", "zh/term:npm"} <= set(codes)
    assert "en/term:npm" not in codes
