"""What opens a paragraph, an item, a heading, an article, an annex."""

import pytest

from amparo.documents.structuring.openings import Style, annex_of, article_of, opening_of

OPENED = [
    ("12. The State", "12", Style.NUMBER, 12, "The State"),
    ("7.2The Committee", "7.2", Style.NUMBER, 7, "The Committee"),
    ("6.On 10 May", "6", Style.NUMBER, 6, "On 10 May"),
    ("3、缔约国", "3", Style.NUMBER, 3, "缔约国"),
    ("4- تحث اللجنة", "4", Style.NUMBER, 4, "تحث اللجنة"),
    ("IV. Prisons", "IV", Style.ROMAN, 4, "Prisons"),
    ("四. 查访", "四", Style.ROMAN, 4, "查访"),
    ("رابعا - الزيارات", "رابعا", Style.ROMAN, 4, "الزيارات"),
    ("B. Women", "B", Style.UPPER, 2, "Women"),
    ("باء - النساء", "باء", Style.UPPER, 2, "النساء"),
    ("(b) To visit", "b", Style.LOWER, 2, "To visit"),
    ("(b)To visit", "b", Style.LOWER, 2, "To visit"),
    ("b) Visiter", "b", Style.LOWER, 2, "Visiter"),
    ("б) посещать", "б", Style.LOWER, 2, "посещать"),
    ("(ب) زيارة", "ب", Style.LOWER, 2, "زيارة"),
    ("㈡ 查访", "㈡", Style.SMALL_ROMAN, 2, "查访"),
    ("(二) 查访", "二", Style.SMALL_ROMAN, 2, "查访"),
    ("(2) Visits", "2", Style.BRACKETED, 2, "Visits"),
    ("• Visits", "•", Style.BULLET, 1, "Visits"),
]
NOT_OPENED = [
    "2020 年 2 月",
    "12 members",
    "(COVID-19) spread",
    "A.B. v. Sweden",
    "I visited",
    "–the Committee",
    "(seen) twice",
    "",
]


@pytest.mark.parametrize(("text", "printed", "style", "value", "rest"), OPENED)
def test_what_opens_a_text_is_told(
    text: str, printed: str, style: Style, value: int, rest: str
) -> None:
    opening = opening_of(text)

    assert opening is not None
    assert (opening.printed, opening.style, opening.value) == (printed, style, value)
    assert text[opening.end :] == rest


@pytest.mark.parametrize("text", NOT_OPENED)
def test_words_that_look_like_a_number_open_nothing(text: str) -> None:
    assert opening_of(text) is None


def test_a_letter_that_may_be_a_numeral_keeps_both_values() -> None:
    opening = opening_of("(i) To visit")

    assert opening is not None
    assert opening.values == ((Style.LOWER, 9), (Style.SMALL_ROMAN, 1))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Article 14", 14),
        ("Article premier", 1),
        ("Artículo 14", 14),
        ("Статья 14", 14),
        ("المادة 14", 14),
        ("第十四条", 14),
        ("14. člen", 14),
        ("Article 3 – Scope", 3),
    ],
)
def test_the_heading_of_an_article_is_told(text: str, value: int) -> None:
    opening = article_of(text)

    assert opening is not None
    assert (opening.style, opening.value) == (Style.ARTICLE, value)


@pytest.mark.parametrize(
    "text", ["Article 3 is confined to such cases.", "第十四条规定", "Articles"]
)
def test_words_about_an_article_are_no_heading(text: str) -> None:
    assert article_of(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Annex", 0),
        ("Annex II", 2),
        ("附件一", 1),
        ("Annexe", 0),
        ("Anexo I", 1),
        ("Приложение", 0),
        ("المرفق الأول", 1),
        ("Annex to the letter dated 3 May 2030 from the Chair", 0),
    ],
)
def test_the_heading_of_an_annex_is_told(text: str, value: int) -> None:
    opening = annex_of(text)

    assert opening is not None
    assert (opening.style, opening.value) == (Style.ANNEX, value)


@pytest.mark.parametrize("text", ["Annex 1 shows the figures.", "附件载有声明", "Annexation"])
def test_words_about_an_annex_are_no_heading(text: str) -> None:
    assert annex_of(text) is None
