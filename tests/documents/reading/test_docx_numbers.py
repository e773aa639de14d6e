"""Automatic numbers of Word files: formats, levels, lists that go on, lists that begin anew."""

import pytest

from amparo.documents.reading import docx
from amparo.documents.reading.docx.counting import written

from .word_files import definition, item, numbered, paragraph, word_file


def numbers(body: str, numbering: str, **parts: str) -> list[str]:
    return [line.number for line in docx.lines_of(word_file(body, numbering=numbering, **parts))]


@pytest.mark.parametrize(
    ("form", "number", "said"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 49, "XLIX"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 53, "AAA"),
        ("russianLower", 10, "к"),
        ("arabicAbjad", 5, "ه"),
        ("arabicAbjad", 29, "أأ"),
        ("arabicAlpha", 3, "ت"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 14, "十四"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 105, "一○五"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 12_030, "一万二千零三十"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("ideographDigital", 103, "一〇三"),
        ("ideographTraditional", 3, "丙"),
        ("ideographEnclosedCircle", 4, "㈣"),
        ("ideographEnclosedCircle", 11, "11"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 112, "112th"),
        ("none", 3, ""),
        ("unheardOf", 3, "3"),
    ],
)
def test_numbers_are_written_as_their_format_asks(form: str, number: int, said: str) -> None:
    assert written(number, form) == said


def test_a_format_of_the_file_s_own_says_how_many_figures() -> None:
    assert written(7, "custom", "001, 002, 003, ...") == "007"


def test_levels_count_on_below_their_parent_and_begin_anew_below_the_next() -> None:
    body = "".join(item("…", level=level) for level in (0, 1, 1, 2, 0, 1, 2))

    found = numbers(
        body,
        definition(1, ("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%1.%2.%3"))
        + numbered(1, 1),
    )

    assert found == ["1.", "(a)", "(b)", "1.b.i", "2.", "(a)", "2.a.i"]


def test_lists_of_one_definition_count_on_together_unless_one_has_a_start_of_its_own() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = item("…", 1) + item("…", 2) + item("…", 3) + item("…", 3) + item("…", 1)

    found = numbers(
        body,
        definition(1, ("decimal", "%1.")) + numbered(1, 1) + numbered(2, 1) + numbered(3, 1, anew),
    )

    assert found == ["1.", "2.", "5.", "6.", "7."]


def test_a_level_may_go_on_through_its_parents() -> None:
    body = "".join(item("…", level=level) for level in (0, 1, 0, 1))
    through = '<w:lvlRestart w:val="0"/>'

    found = numbers(
        body,
        definition(1, ("upperRoman", "%1."), ("decimal", "%2."), more=through) + numbered(1, 1),
    )

    assert found == ["I.", "1.", "II.", "2."]


def test_a_list_may_change_a_level_of_its_definition() -> None:
    own = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>'
    )

    found = numbers(item("…"), definition(1, ("decimal", "%1.")) + numbered(1, 1, own))

    assert found == ["C)"]


def test_legal_numbers_are_in_figures_whatever_their_parents_are() -> None:
    body = item("…") + item("…", level=1)

    found = numbers(
        body,
        definition(1, ("upperRoman", "%1."), ("decimal", "%1.%2"), more="<w:isLgl/>")
        + numbered(1, 1),
    )

    assert found == ["1.", "1.1"]


def test_a_style_may_number_its_paragraphs_and_a_paragraph_may_opt_out() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/>'
        '<w:basedOn w:val="Base"/></w:style>'
    )
    own = '<w:pStyle w:val="Own"/>'
    body = (
        paragraph("…", properties=own)
        + paragraph("…", properties=f'{own}<w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("…", properties=own)
    )

    found = numbers(body, definition(1, ("decimal", "%1.")) + numbered(1, 1), styles=styles)

    assert found == ["1.", "", "2."]


def test_bullets_of_fonts_of_signs_are_bullets() -> None:
    found = numbers(item("…"), definition(1, ("bullet", "\uf0b7")) + numbered(1, 1))

    assert found == ["•"]


def test_an_empty_paragraph_of_a_list_is_not_counted_as_words() -> None:
    lines = list(
        docx.lines_of(
            word_file(
                item("First") + paragraph("") + item("Second"),
                numbering=definition(1, ("decimal", "%1.")) + numbered(1, 1),
            )
        )
    )

    assert [(line.number, line.text, line.is_blank_before) for line in lines] == [
        ("1.", "First", False),
        ("2.", "Second", True),
    ]
