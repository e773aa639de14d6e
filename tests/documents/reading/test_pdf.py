"""PDFs as lines: the order of reading, notes, what belongs to the page alone."""

import pikepdf
import pytest

from amparo.documents.lines import Line
from amparo.documents.reading import pdf
from amparo.documents.reading.pdf import direction, layout, program
from amparo.documents.structure import NoteMark
from amparo.documents.structuring import structured

from .prints import changed, printed

WORDS = {
    "ar": (
        "تلاحظ اللجنة (المادة 16/2) في تقريرها الصادر في 14 أيلول/سبتمبر 2020، الوثيقة CAT/C/69/3، أن"
        " ولاية 25 في المائة من الأماكن بين 2009-2012 لا تزال مفتوحة."
    ),
    "zh": (
        "委员会注意到第16/2号决议，并请缔约国在2020年9月14日之前提供资料，说明所有拘留场所的情况。"
        "国家防范机制应能够不受阻碍地进入所有剥夺自由的场所。"
    ),
    "en": (
        "The Committee notes resolution 16/2, and that officials of finance keep offices open in which"
        " such matters are dealt with."
    ),
    "fr": (
        "Le Comité prend note de la résolution 16/2 : « oui », et demande à l’État partie de fournir"
        " des renseignements."
    ),
    "ru": (
        "Комитет отмечает резолюцию 16/2 и просит государство-участник представить сведения обо всех"
        " местах."
    ),
    "es": (
        "El Comité observa la resolución 16/2. ¿Cómo? Pide al Estado parte que facilite información"
        " sobre todos los lugares."
    ),
}
ENGLISH = WORDS["en"]


def lines(content: bytes) -> list[Line]:
    # As the program of its own would, without starting one for each test.
    return list(layout.lines_of(program._pages(content, 100)))


def said(found: list[Line], language: str) -> str:
    """Return what lines of text say together, numbers before them included."""
    between = "" if language == "zh" else " "
    words = between.join(line.text.replace("\t", " ") for line in found if not line.note)
    return words.replace("C/ 69", "C/69")  # a line may end within a symbol


@pytest.mark.parametrize("language", WORDS)
def test_words_are_read_in_their_order_with_notes_apart(language: str) -> None:
    text = WORDS[language]
    called = f'{text}<span class="note">{text}</span>'

    found = lines(printed(f"<p>1. {called}</p><p>2. {text}</p>", language))

    assert said(found, language).removeprefix("CAT/C/99/3").strip() == (
        f"1. {text}2. {text}" if language == "zh" else f"1. {text} 2. {text}"
    )
    notes = [line for line in found if line.note]
    assert said([Line(line.text) for line in notes], language) == text
    assert {line.note for line in notes} == {"1"}
    called_at = [(line, mark) for line in found for mark in line.marks]
    assert [mark.mark for _line, mark in called_at] == ["1"]
    assert all(mark.at == len(line.text) for line, mark in called_at)


def test_the_program_of_its_own_says_the_same() -> None:
    content = printed(f"<p>1. {ENGLISH}</p>")

    assert list(pdf.lines_of(content)) == lines(content)


def test_running_heads_and_numbers_of_pages_are_left_out_after_the_first_page() -> None:
    body = "".join(f"<p>{number}. {ENGLISH * 4}</p>" for number in range(1, 21))

    found = lines(printed(body))

    assert max(line.page for line in found) >= 3
    assert [line.page for line in found if "CAT/C/99/3" in line.text] == [1]
    assert not any(line.text.isdigit() for line in found)


def test_looks_of_lines_are_told() -> None:
    body = (
        '<h1 style="text-align:center">Doors</h1><p style="margin-left:40pt">Far in.</p>'
        "<p><b>Heavy words.</b></p><p><i>Leaning words.</i></p>"
        f"<p>{ENGLISH} {ENGLISH}</p>"
    )

    head, title, far, heavy, leaning, *rest = lines(printed(body))

    assert (head.text, head.size) == ("CAT/C/99/3", 9.0)
    assert (title.is_centered, title.is_bold, title.size) == (True, True, 15.0)
    assert (far.text, round(far.indent)) == ("Far in.", 40)
    assert (heavy.is_bold, leaning.is_italic) == (True, True)
    assert rest[0].is_blank_before is True
    assert [line.is_blank_before for line in rest[1:]] == [False] * (len(rest) - 1)


def test_a_line_that_the_next_word_would_have_fitted_on_is_an_end() -> None:
    body = f"<p>Short.</p><p>{ENGLISH} {ENGLISH}</p><p>Then this.</p>"

    found = lines(printed(body))[1:]

    assert [line.is_end for line in found] == [
        True,
        *[False] * (len(found) - 3),
        True,
        False,
    ]


def test_columns_are_read_one_after_the_other() -> None:
    body = "<h1>Over both columns of the page</h1>" + (
        '<div style="columns:2;column-gap:30pt">'
        + "".join(f"<p>{number}. {ENGLISH * 2}</p>" for number in range(1, 9))
        + "</div>"
    )

    found = lines(printed(body))

    starts = [line for line in found if line.text[:1].isdigit() and line.text[1:2] == "."]
    assert [line.text[0] for line in starts] == [*"12345678"]
    assert {round(line.indent) for line in starts} == {0}


def test_a_table_that_the_file_tells_of_is_its_rows() -> None:
    cells = (("State", "Visits"), ("Ruritania", "Twelve, of which four were announced."))
    rows = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in cells)
    body = (
        f'<p style="margin-top:150pt">1. {ENGLISH}</p>'
        f'<table style="width:60%">{rows}</table><p>2. {ENGLISH}</p>'
    )

    found = [line for line in lines(printed(body)) if line.rows or line.text[:1] in "12"]

    assert [line.rows or line.text[0] for line in found] == ["1", cells, "2"]


def untagged(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot


def test_a_table_that_the_file_does_not_tell_of_is_kept_as_text_and_that_is_told() -> None:
    cells = (("Ruritania", "12", "Sent in May"), ("Zenda", "3", "Awaited"), ("Strelsau", "1", "-"))
    rows = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in cells)
    # Numbers of paragraphs stand apart from their words too, and make no table.
    before = "".join(
        f"<p><span style='display:inline-block;width:40pt'>{n}.</span>{ENGLISH}</p>"
        for n in range(1, 9)
    )
    body = f"{before}<table style='width:100%'>{rows}</table><p>9. {ENGLISH}</p>"

    found = structured(lines(changed(printed(body), untagged)))

    said = " ".join(block.text for block in found.parts[0].blocks)
    assert all(one in said for row in cells for one in row if one != "-")
    (doubt,) = found.doubts
    assert "perhaps a table, are kept as text from: Ruritania 12 Sent in May" in doubt


def test_letters_drawn_twice_are_heavy_and_read_once() -> None:
    style = "p { position: absolute; top: 100pt; left: 20pt }"

    found = lines(printed("<p>Twice</p><p>Twice</p>", style=style))

    assert [(line.text, line.is_bold) for line in found[1:]] == [("Twice", True)]


def test_a_raised_figure_of_a_measure_stays_in_the_text() -> None:
    found = lines(printed(f"<p>Cells of 6 m<sup>2</sup> are small.</p><p>{ENGLISH}</p>"))

    assert (found[1].text, found[1].marks) == ("Cells of 6 m2 are small.", ())


def test_several_notes_called_at_one_place_are_told_apart() -> None:
    found = lines(printed(f"<p>It is so,<sup>3, 4</sup> they say.</p><p>{ENGLISH}</p>"))

    assert found[1].text == "It is so, they say."
    assert found[1].marks == (NoteMark(9, "3"), NoteMark(9, "4"))


def test_a_star_calls_the_note_of_its_page() -> None:
    body = (
        "<h1>Report*</h1>"
        f"<p>{ENGLISH * 3}</p>"
        '<p style="position:absolute;bottom:0;font-size:8pt">* Late.</p>'
    )

    found = lines(printed(body))

    assert (found[1].text, found[1].marks) == ("Report", (NoteMark(6, "*"),))
    assert [(line.text, line.note) for line in found if line.note] == [("Late.", "*")]


@pytest.mark.parametrize(
    ("on_paper", "read"),
    [
        pytest.param("ةنجللا", "اللجنة", id="one word"),
        pytest.param("3/69/C/TAC ةقيثولا", "الوثيقة TAC/C/69/3", id="a symbol"),
        pytest.param("2012-2009 نيب", "بين 2009-2012", id="a span of years"),
        pytest.param("2/16 ةداملا", "المادة 2/16", id="a number of two parts"),
        pytest.param("%50 ةبسن", "نسبة 50%", id="a share"),
    ],
)
def test_lines_from_the_right_are_put_in_order(on_paper: str, read: str) -> None:
    units = [*on_paper]
    if "TAC" in on_paper:
        units = [*"TAC/C/69/3 ةقيثولا"]

    ordered = direction.in_order(units, str, from_right=True)

    assert "".join(one for one, _is_right in ordered) == read


def test_brackets_named_by_their_look_are_turned_round() -> None:
    from amparo.documents.reading.pdf.glyphs import Glyph
    from amparo.documents.reading.pdf.rows import rows_of

    # On paper from the left: the words in brackets, with the signs as they look.
    shown = "(ةداملا) ةنجللا"
    glyphs = [
        Glyph(one, 100 + place * 5, 105 + place * 5, 700, 10) for place, one in enumerate(shown)
    ]

    assert [row.text for row in rows_of(glyphs)] == ["اللجنة (المادة)"]
