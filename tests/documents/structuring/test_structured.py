"""Documents of made-up words as they are laid out: heads, annexes, lists, treaties, decisions."""

from __future__ import annotations

from datetime import date

import pytest

from amparo.documents.lines import Line
from amparo.documents.reading import plain
from amparo.documents.structure import BlockKind, NoteMark, Part, Reading
from amparo.documents.structuring import structured, structured_all


def read(text: str, language: str = "") -> Reading:
    return structured(plain.lines_of(text.encode()), language=language)


def eids(part: Part, *kinds: BlockKind) -> list[str]:
    return [block.eid for block in part.blocks if not kinds or block.kind in kinds]


LONG = (
    "The delegation spoke with the staff of the place and with many of those who are held there. "
)
HEADS = {
    "en": (
        "United Nations CAT/C/999/1\nDistr.: General\n3 May 2030\nEnglish\nOriginal: French\n"
        "Committee against Torture\nSixty-ninth session\nA Report on Places\n",
        ("Committee against Torture", "Sixty-ninth session", "fr"),
        LONG * 3,
    ),
    "fr": (
        "Nations Unies CAT/C/999/1\nDistr. générale\n3 mai 2030\nFrançais\nOriginal : anglais\n"
        "Comité contre la torture\nSoixante-neuvième session\nUn rapport sur les lieux\n",
        ("Comité contre la torture", "Soixante-neuvième session", "en"),
        "La délégation a parlé avec le personnel et avec les personnes qui sont dans ces lieux. "
        * 3,
    ),
    "es": (
        "Naciones Unidas CAT/C/999/1\nDistr. general\n3 de mayo de 2030\nEspañol\nOriginal: inglés\n"
        "Comité contra la Tortura\n69º período de sesiones\nUn informe sobre los lugares\n",
        ("Comité contra la Tortura", "69º período de sesiones", "en"),
        "La delegación habló con el personal y con las personas que están en los lugares. " * 3,
    ),
    "ru": (
        "Организация Объединенных Наций CAT/C/999/1\nDistr.: General\n3 мая 2030 года\nRussian\n"
        "Original: English\nКомитет против пыток\nШестьдесят девятая сессия\nДоклад о местах\n",
        ("Комитет против пыток", "Шестьдесят девятая сессия", "en"),
        "Делегация беседовала с сотрудниками и с теми, кто там содержится, о жизни в этом месте. "
        * 3,
    ),
    "ar": (
        "الأمم المتحدة CAT/C/999/1\nDistr.: General\n3 أيار/مايو 2030\nArabic\nOriginal: English\n"
        "لجنة مناهضة التعذيب\nالدورة التاسعة والستون\nتقرير عن الأماكن\n",
        ("لجنة مناهضة التعذيب", "الدورة التاسعة والستون", "en"),
        "تحدث الوفد مع الموظفين ومع من يوجدون في هذا المكان عن حياتهم اليومية وعن العمل. " * 3,
    ),
    "zh": (
        "联 合 国 CAT/C/999/1\nDistr.: General\n3 May 2030\nChinese\nOriginal: English\n"
        "禁止酷刑委员会\n第六十九届会议\n关于各处地点的报告\n",
        ("禁止酷刑委员会", "第六十九届会议", "en"),
        "代表团与工作人员以及那里的许多人谈论了他们的日常生活和工作情况。" * 6,
    ),
}


@pytest.mark.parametrize("language", HEADS)
def test_the_head_says_what_the_document_says_of_itself(language: str) -> None:
    above, (body, session, original), text = HEADS[language]
    number = "1- " if language == "ar" else "1. "

    head = read(above + number + text + "\n").head

    assert (head.symbol, head.distribution, head.on) == ("CAT/C/999/1", "General", date(2030, 5, 3))
    assert (head.body, head.session) == (body, session)
    assert (head.language, head.original_language) == (language, original)
    assert head.title == above.splitlines()[-1]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (
            "#### A Protocol on the Lighting of Lanterns\n\n",
            "A Protocol on the Lighting of Lanterns",
        ),
        (
            "### Convention\n\n#### on the lighting of lanterns\n\n",
            "Convention on the lighting of lanterns",
        ),
    ],
)
def test_a_title_is_in_the_language_of_the_text(above: str, title: str) -> None:
    dutch = "## Een verdrag dat voor het aansteken van de lantaarns te lezen staat\n\n"

    found = read(
        f"{dutch}{above}{LONG * 3}\n\n### PART I\n\n### Article 1\n\n1. {LONG}\n\n2. {LONG}"
    )

    assert (found.head.title, found.head.language) == (title, "en")
    assert found.parts[0].blocks[0].text == dutch.strip("# \n")
    assert found.doubts == ()


def test_an_annex_is_a_part_whose_numbers_begin_anew() -> None:
    found = read(
        f"1. {LONG}\n\n2. {LONG}\n\nAnnex I\n\nFigures of the year\n\n1. {LONG}\n\n2. {LONG}"
    )

    assert [(part.name, part.title) for part in found.parts] == [
        ("main", ""),
        ("annex_1", "Figures of the year"),
    ]
    assert eids(found.parts[1]) == ["annex_1__para_1", "annex_1__para_2"]
    assert found.doubts == ()


def test_items_of_two_levels_hang_from_their_paragraph_and_text_goes_on_after_them() -> None:
    found = read(
        f"1. {LONG}\n\n2. The State should:\n\n(a) Visit:\n\n(i) Prisons;\n\n(ii) Hospitals;\n\n(b) Report.\n\n"
        f"All of this takes time, and {LONG}\n\n3. {LONG}"
    )

    assert eids(found.parts[0])[1:-1] == [
        "para_2",
        "para_2__list_1__item_a",
        "para_2__list_1__item_a__list_1__item_i",
        "para_2__list_1__item_a__list_1__item_ii",
        "para_2__list_1__item_b",
        "para_2__p_1",
    ]


@pytest.mark.parametrize(
    ("signs", "last"),
    [
        (("(g) ", "(h) ", "(i) ", "(j) "), "para_1__list_1__item_i"),
        (("(g) ", "(h) ", "(i) ", "(ii) "), "para_1__list_1__item_h__list_1__item_i"),
    ],
)
def test_an_i_after_h_is_a_numeral_only_if_ii_follows(signs: tuple[str, ...], last: str) -> None:
    before = [f"({letter}) Visit it;" for letter in "abcdef"]
    lines = [f"1. {LONG}:", *before, *(f"{sign}Visit it;" for sign in signs)]

    found = read("\n\n".join(lines))

    assert eids(found.parts[0])[-2] == last


def test_an_inline_list_is_not_divided() -> None:
    text = "The State should: (a) visit\nprisons and other places of the kind that are far away and hard to reach;\n(b) report on them in good time."

    found = read(f"1. {text}\n2. {LONG}")

    assert eids(found.parts[0]) == ["para_1", "para_2"]


def test_addresses_are_the_same_in_every_language() -> None:
    english = read(f"II. Visits\n\n1. {LONG}:\n\n(a) {LONG}\n\n(b) {LONG}")
    chinese = read(
        "二. 查访\n\n1. 各国应当努力做到以下各项，并就此提出报告，说明情况：\n\n(a) 查访各处地点；\n\n(b) 提出报告。"
    )
    arabic = read(
        "ثانيا - الزيارات\n\n1- ينبغي للدولة أن تقوم بما يلي في أقرب وقت ممكن من هذا العام:\n\n(أ) زيارة الأماكن؛\n\n(ب) تقديم تقرير."
    )

    assert eids(english.parts[0]) == eids(chinese.parts[0]) == eids(arabic.parts[0])
    assert [block.number for block in arabic.parts[0].blocks] == ["ثانيا", "1", "أ", "ب"]


TREATY = {
    "en": (
        "Article 1",
        "Article 2",
        "Each State shall visit the places that are under its control.",
    ),
    "fr": (
        "Article premier",
        "Article 2",
        "Les États visitent les lieux qui sont sous leur contrôle.",
    ),
    "es": (
        "Artículo 1",
        "Artículo 2",
        "Los Estados visitarán los lugares que están bajo su control.",
    ),
    "ru": (
        "Статья 1",
        "Статья 2",
        "Государства посещают места, которые находятся под их контролем.",
    ),
    "ar": ("المادة 1", "المادة 2", "تزور الدول الأماكن الخاضعة لسيطرتها زيارات منتظمة."),
    "zh": ("第一条", "第二条", "各国应当定期查访其控制之下的各处地点。"),
}


@pytest.mark.parametrize("language", TREATY)
def test_a_treaty_goes_by_articles_with_paragraphs_of_their_own(language: str) -> None:
    first, second, text = TREATY[language]
    third = second.replace("2", "3").replace("二", "三")
    number = "{}- " if language == "ar" else "{}. "

    found = read(
        f"{first}\n\n{text}\n\n{second}\n\n{number.format(1)}{text}\n\n{number.format(2)}{text}\n\n{third}\n\n{text}"
    )

    assert eids(found.parts[0]) == ["art_1", "art_2", "art_2__para_1", "art_2__para_2", "art_3"]
    assert found.parts[0].blocks[0].text == text
    assert found.parts[0].blocks[1].text == ""


def test_articles_through_which_the_numbers_run_on_are_headings() -> None:
    found = read(
        "\n\n".join(
            f"Article {article}\n\n{2 * article - 1}. {LONG}\n\n{2 * article}. {LONG}"
            for article in range(1, 5)
        )
    )

    assert eids(found.parts[0], BlockKind.PARAGRAPH) == [f"para_{number}" for number in range(1, 9)]
    assert eids(found.parts[0], BlockKind.HEADING) == [
        f"heading_{number}" for number in range(1, 5)
    ]


def test_a_decision_stands_in_the_annex_of_its_cover_and_has_double_numbers() -> None:
    found = read(
        f"Communication No. 9/2030\n\nAnnex\n\nDecision on it\n\n1.1The complainant is X. {LONG}\n\n1.2{LONG}\n\n"
        f"The facts\n\n2.1{LONG}\n\n2.2{LONG}\n\n3.The Committee decides:\n\n(a)That it is so.\n\n"
        f"Appendix\n\nOpinion of a member\n\n{LONG}"
    )

    assert [part.name for part in found.parts] == ["main", "annex_1"]
    assert eids(found.parts[0], BlockKind.PARAGRAPH) == [
        "para_1.1",
        "para_1.2",
        "para_2.1",
        "para_2.2",
        "para_3",
    ]
    assert found.parts[1].title == "Opinion of a member"


def test_a_file_in_two_languages_is_two_documents() -> None:
    english = "\n\n".join(f"Article {number}\n\n{LONG * 3}" for number in range(1, 11))
    french = "\n\n".join(
        f"Article {number}\n\n"
        + "Les personnes qui sont dans ces lieux ont des droits et la parole. " * 4
        for number in range(1, 11)
    )

    found = structured_all(plain.lines_of(f"{english}\n\n{french}".encode()))

    assert [one.head.language for one in found] == ["en", "fr"]
    assert [len(one.parts[0].blocks) for one in found] == [10, 10]


def test_of_two_languages_the_one_asked_for_is_given() -> None:
    english, french = (
        LONG * 40,
        "Les personnes qui sont dans ces lieux ont des droits et la parole. " * 50,
    )
    lines = list(plain.lines_of(f"{english}\n\n{french}".replace(". ", ".\n\n").encode()))

    assert structured(lines, language="fr").head.language == "fr"


def test_a_text_in_another_language_than_was_said_is_doubted() -> None:
    found = read(f"1. {LONG}", "es")

    assert found.head.language == "en"
    assert found.doubts == ("The text is in en, not in es as was said of it.",)


def test_a_missing_number_is_told() -> None:
    found = read("\n\n".join(f"{number}. {LONG}" for number in (1, 2, 5, 6, 7)))

    assert eids(found.parts[0]) == ["para_1", "para_2", "para_5", "para_6", "para_7"]
    assert [doubt.split(" before")[0] for doubt in found.doubts] == [
        "Paragraph 3 is missing",
        "Paragraph 4 is missing",
    ]


def test_a_missing_article_is_told() -> None:
    found = read("\n\n".join(f"Article {number}\n\n{LONG}" for number in (1, 2, 4)))

    assert found.doubts == ("Article 3 is missing.",)
    french = {"Article {number} is missing.": "L’article {number} manque."}
    assert found.doubts[0].said(lambda text: french[text]) == "L’article 3 manque."


def test_a_note_that_nothing_calls_is_told() -> None:
    found = read(f"1. {LONG}¹\n\n¹ A source.\n\n² Another.")

    assert found.parts[0].blocks[0].marks == (NoteMark(len(LONG.strip()), "1"),)
    assert found.doubts == ("Note 2 is called nowhere.",)


def test_a_contents_page_is_no_text() -> None:
    found = read(
        f"Contents\n\nI. Visits ........ 3\n\nII. Reports ........ 4\n\nI. Visits\n\n1. {LONG}\n\nII. Reports\n\n2. {LONG}"
    )

    assert eids(found.parts[0]) == ["sec_1", "para_1", "sec_2", "para_2"]
    assert found.doubts == ()


def test_rows_of_words_and_a_figure_become_a_table() -> None:
    rows = "\n".join(
        f" {region} States {number} \n"
        for region, number in (("African", 23), ("Asian", 12), ("European", 19))
    )
    filler = "\n\n".join(f"{number}. " + LONG.strip() for number in range(1, 3))

    found = read(
        f"{filler}\n\nAfrican States 23\n\nAsian States 12\n\nEuropean States 19\n\n3. {LONG}"
    )

    (table,) = [block for block in found.parts[0].blocks if block.kind is BlockKind.TABLE]
    assert table.eid == "para_2__table_1"
    assert table.rows == (
        ("African States", "23"),
        ("Asian States", "12"),
        ("European States", "19"),
    )
    assert rows


def test_what_a_word_processor_says_is_believed() -> None:
    found = structured(
        [
            Line("A report", is_whole=True, style="Title"),
            Line("Visits", is_whole=True, style="Heading 1"),
            Line(
                LONG.strip(), is_whole=True, style="Normal", number="1.", marks=(NoteMark(4, "1"),)
            ),
            Line("Prisons;", is_whole=True, style="Normal", number="(a)"),
            Line("A source.", is_whole=True, style="Footnote", note="1"),
        ]
    )

    assert eids(found.parts[0]) == ["heading_1", "para_1", "para_1__list_1__item_a"]
    assert found.parts[0].blocks[1].marks == (NoteMark(4, "1"),)
    assert [(note.mark, note.text) for note in found.notes] == [("1", "A source.")]
    assert found.doubts == ()


def test_an_ibid_stands_for_the_source_before_it() -> None:
    found = read(
        f"1. {LONG}¹ {LONG}² {LONG}³\n\n¹ CAT/C/999/1, para. 3.\n\n² Ibid., para. 9.\n\n³ 同上，第 4 段。"
    )

    assert [note.ibid for note in found.notes] == ["", "CAT/C/999/1", "CAT/C/999/1"]


def test_an_empty_file_has_a_part_without_text() -> None:
    assert structured([]).parts == (Part("main", "", ()),)
