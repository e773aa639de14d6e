"""Terms of art are found under one code in whatever language and form."""

import csv
from collections import Counter

import pytest
from django.conf import settings

from amparo.search.analysis import LANGUAGES, asked_words, streams, tokens
from amparo.search.analysis.chinese import words_in
from amparo.search.analysis.concepts import (
    called,
    covered,
    found_in,
    in_stems,
    meant_by,
    mentions,
    name_of,
)
from amparo.search.analysis.terms import concepts


def found(text: str, language: str) -> tuple[str, ...]:
    return in_stems(streams(text, language).stems, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the independence of national preventive mechanisms"),
        ("en", "NPMs need resources"),
        ("fr", "des mécanismes nationaux de prévention"),
        ("es", "los mecanismos nacionales de prevención"),
        ("ru", "независимость национальных превентивных механизмов"),
        ("ar", "استقلال الآليات الوقائية الوطنية"),
        ("zh", "加强国家防范机制的独立性"),
        ("zh", "建立国家预防机制(NPM)"),
    ],
)
def test_a_concept_is_the_same_in_all_languages_and_forms(language, text):
    assert found(text, language) == ("term:npm",)


def test_tokens_and_stems_give_the_same():
    text = "States parties to the Optional Protocol to the Convention against Torture"

    assert found_in(tokens(text, "en"), "en") == found(text, "en")
    assert found(text, "en") == ("term:state-party", "treaty:OPCAT")


def test_the_longest_name_counts():
    assert found("the Convention against Torture", "en") == ("treaty:CAT",)
    assert found("在发展中国家", "zh") == ("term:developing-countries",)
    assert found("中国代表团", "zh") == ("state:CHN",)
    assert found("Papua New Guinea and Guinea", "en") == ("state:PNG", "state:GIN")


def test_a_name_that_is_more_often_another_word_is_understood_and_not_found():
    assert found("التعاون المالي", "ar") == ()
    assert meant_by("مالي") == ("state:MLI",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("NPM", ("term:npm",)),
        ("国家预防机制", ("term:npm",)),
        ("伊斯坦布尔规程", ("term:istanbul-protocol",)),
        ("Protocolo de Estambul", ("term:istanbul-protocol",)),
        ("CRC", ("treaty:CRC", "body:CRC")),
        ("莫桑比克", ("state:MOZ",)),
        ("national preventive", ()),
        ("", ()),
    ],
)
def test_what_is_meant_by_words_as_a_whole(text, codes):
    assert meant_by(text) == codes


def test_names_are_found_among_words_that_were_typed():
    words = ["independence", "of", "national", "preventive", "mechanisms", "in", "Mozambique"]

    assert mentions(words) == [(2, 5, ("term:npm",)), (6, 7, ("state:MOZ",))]
    assert [covered(words, language) for language in ("en", "fr")] == [4, 1]


def test_a_concept_has_a_name_to_show():
    assert [name_of("term:npm", one) for one in ("en", "zh")] == [
        "national preventive mechanism",
        "国家防范机制",
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("国家预防机制的独立性", ("国家预防机制", "独立性")),
        ("来文积压", ("来文", "积压")),
        ("摩洛哥酷刑", ("摩洛哥", "酷刑")),
        ("防止酷刑和虐待的措施", ("防止酷刑", "虐待", "措施")),
        ("2019年报告", ("2019", "报告")),
    ],
)
def test_chinese_falls_into_words(typed, words):
    assert words_in(typed) == words


def rows(name: str) -> list[dict[str, str]]:
    with (settings.DATA / "terms" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_has_each_code_once_and_a_name_in_every_language():
    terms = rows("terms.csv")
    own = [row for row in terms if row["code"].startswith("term:")]

    assert [
        code for code, count in Counter(row["code"] for row in terms).items() if count > 1
    ] == []
    assert len(own) >= 150
    assert [(row["code"], one) for row in own for one in LANGUAGES if not row[one]] == []


def test_every_ambiguous_name_is_one_of_its_concept():
    known = {one.code: one for one in concepts()}

    for row in rows("ambiguous.csv"):
        concept = known[row["code"]]
        assert row["name"] in (*concept.names[row["language"]], *concept.acronyms)


def test_every_form_that_no_rule_knows_stands_once():
    for language in ("ar", "en", "fr", "es", "ru"):
        table = rows(f"irregular-{language}.csv")
        bases = Counter(row["base"] for row in table)
        assert [base for base, count in bases.items() if count > 1] == []


def test_names_of_a_concept_are_given_as_the_index_has_them():
    assert asked_words("国家预防机制", "zh") in called("term:npm", "zh")
