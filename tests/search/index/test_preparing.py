"""Words are prepared the same here and beside."""

import pytest

from amparo.search.entries.drafts import things
from amparo.search.index import preparing
from amparo.search.index.preparing import Text, prepared
from tests.search.ground import described, draft


def test_a_whole_is_known_by_its_title_several_times():
    text = Text("Visit to Mozambique", "It was held.", "en")

    assert prepared([text], is_whole=False).stems == "visit to mozambiqu ¶ it was held"
    assert prepared([text], is_whole=True).stems.count("visit to mozambiqu ¶") == 4
    assert prepared([text], is_whole=True).titles == "visit to mozambiqu"


def test_a_concept_is_known_in_all_languages_and_in_its_own():
    codes = prepared([Text("", "国家预防机制", "zh")], is_whole=False).codes

    assert {"term:npm", "zh/term:npm"} <= set(codes)
    assert "en/term:npm" not in codes


@pytest.mark.parametrize("much", [pytest.param(1_000, id="here"), pytest.param(3, id="beside")])
def test_the_order_and_the_words_are_the_same(much: int, monkeypatch):
    monkeypatch.setattr(preparing, "_MUCH", much)
    monkeypatch.setattr(preparing, "_THINGS_AT_ONCE", 2)
    monkeypatch.setattr(preparing.os, "cpu_count", lambda: 2)
    drafts = [
        *(draft(f"{number}", f"Prison number {number}.") for number in range(5)),
        *described("V/1", "Visit", {"en": "A visit.", "zh": "访问"}),
    ]

    found = [
        (number, its)
        for some, words in preparing.batches(things(drafts))
        for (number, _them), its in zip(some, words, strict=True)
    ]

    assert [number for number, _its in found] == [number for number, _them in things(drafts)]
    assert found[3][1] == preparing.of_drafts([drafts[3]])
    assert found[-1][1].stems == " ¶ ".join(["visit"] * 8) + " ¶ a visit ¶ 访问 问"
