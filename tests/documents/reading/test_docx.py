"""Word files as lines: what is shown is read, in its order, and nothing else is."""

import io
import zipfile

import pytest
from docx import Document
from docx.shared import Pt

from amparo.documents.lines import Line
from amparo.documents.reading import docx
from amparo.documents.structure import NoteMark

from .word_files import definition, item, numbered, paragraph, word_file

SENTENCES = {
    "ar": "تلاحظ اللجنة 16/2 في تقريرها (2019).",
    "zh": "委员会注意到第16/2号决议。",
    "en": "The Committee notes resolution 16/2.",
    "fr": "Le Comité prend note de la résolution 16/2 : « oui ».",
    "ru": "Комитет отмечает резолюцию 16/2.",
    "es": "El Comité observa la resolución 16/2. ¿Cómo?",
}


def lines(body: str, **parts: str) -> list[Line]:
    return list(docx.lines_of(word_file(body, **parts)))


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in lines(body, **parts)]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_words_in_six_languages_stand_in_the_order_in_which_they_are_read() -> None:
    body = "".join(
        paragraph(runs=run(text, "<w:rtl/>" if language == "ar" else ""))
        for language, text in SENTENCES.items()
    )

    assert texts(body) == [*SENTENCES.values()]


def test_a_file_of_a_library_is_read_with_its_looks(tmp_path) -> None:  # type: ignore[no-untyped-def]
    made = Document()
    made.add_heading("Findings", level=2)
    one = made.add_paragraph("Doors are open.")
    one.runs[0].bold = True
    one.runs[0].font.size = Pt(9)
    one.paragraph_format.left_indent = Pt(36)
    one.alignment = 1
    made.save(tmp_path / "paper.docx")

    heading, said = docx.lines_of((tmp_path / "paper.docx").read_bytes())

    assert (heading.text, heading.style) == ("Findings", "Heading 2")
    assert (said.text, said.is_bold, said.size, said.indent) == ("Doors are open.", True, 9.0, 36.0)
    assert (said.is_centered, said.is_whole) == (True, True)


def test_changes_are_read_as_accepted() -> None:
    runs = (
        run("It ")
        + f'<w:ins w:id="1">{run("now ")}</w:ins>'
        + '<w:del w:id="2"><w:r><w:delText>once </w:delText></w:r></w:del>'
        + f'<w:moveTo w:id="3">{run("opens ")}</w:moveTo>'
        + f'<w:moveFrom w:id="4">{run("shuts ")}</w:moveFrom>'
        + run("doors.")
    )

    assert texts(paragraph(runs=runs)) == ["It now opens doors."]


def test_a_paragraph_whose_end_was_struck_out_goes_on_in_the_next() -> None:
    struck = '<w:rPr><w:del w:id="1"/></w:rPr>'

    found = texts(paragraph("One half ", properties=struck) + paragraph("and the other."))

    assert found == ["One half and the other."]


def test_fields_are_read_as_their_results_and_what_is_hidden_is_not_read() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> REF _x </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("paragraph 4")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    entry = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> XE "doors" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr="DATE">{run("3 May")}</w:fldSimple>'
    hidden = run("secret", "<w:vanish/>")

    found = texts(paragraph(runs=run("See ") + field + entry + hidden + run(" of ") + simple))

    assert found == ["See paragraph 4 of 3 May"]


def test_signs_that_are_not_letters_are_read() -> None:
    runs = (
        "<w:r><w:t>inter</w:t><w:softHyphen/><w:t>national</w:t><w:tab/><w:t>co</w:t>"
        "<w:noBreakHyphen/><w:t>operation</w:t><w:br/><w:t>goes on</w:t>"
        '<w:sym w:font="Symbol" w:char="F0B0"/></w:r>'
    )

    assert texts(paragraph(runs=runs)) == ["international\tco-operation\ngoes on°"]


def test_notes_are_counted_as_they_are_called_and_stand_after_what_calls_them() -> None:
    footnotes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="7">{paragraph(runs="<w:r><w:footnoteRef/></w:r>" + run(" Second."))}</w:footnote>'
        f'<w:footnote w:id="8">{paragraph(" First.")}</w:footnote>'
        f'<w:footnote w:id="9">{paragraph("* Late.")}</w:footnote>'
    )
    title = run("Report") + (
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/><w:t>*</w:t></w:r>'
    )
    first = (
        run("It is said")
        + '<w:r><w:footnoteReference w:id="8"/></w:r>'
        + run(" and said again.")
        + '<w:r><w:footnoteReference w:id="7"/></w:r>'
    )

    found = lines(paragraph(runs=title) + paragraph(runs=first), footnotes=footnotes)

    assert [(line.text.strip(), line.note) for line in found] == [
        ("Report", ""),
        ("* Late.", "*"),
        ("It is said and said again.", ""),
        ("First.", "1"),
        ("Second.", "2"),
    ]
    assert found[0].marks == (NoteMark(6, "*"),)
    assert found[2].marks == (NoteMark(10, "1"), NoteMark(26, "2"))


def test_endnotes_are_counted_in_the_way_that_the_document_says() -> None:
    called = run("Said.") + '<w:r><w:endnoteReference w:id="2"/></w:r>'
    endnotes = f'<w:endnote w:id="2">{paragraph("Where.")}</w:endnote>'
    form = '<w:endnotePr><w:numFmt w:val="{}"/></w:endnotePr>'

    usual = lines(paragraph(runs=called), endnotes=endnotes)
    own = lines(paragraph(runs=called), endnotes=endnotes, settings=form.format("decimal"))

    assert [line.note for line in usual] == ["", "i"]
    assert [line.note for line in own] == ["", "1"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_a_table_is_its_rows_with_merged_cells_empty() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    across = '<w:gridSpan w:val="2"/>'

    (found,) = lines(
        table(
            cell("State", down) + cell("Visits", across),
            cell("", on) + cell("2019") + cell("2020"),
            cell("Ruritania") + cell("1") + cell("2"),
        )
    )

    assert found.rows == (
        ("State", "Visits", ""),
        ("", "2019", "2020"),
        ("Ruritania", "1", "2"),
    )


def test_numbers_go_on_in_cells_and_a_frame_of_one_column_is_no_table() -> None:
    numbering = definition(1, ("decimal", "%1.")) + numbered(1, 1)
    grid = table(f"<w:tc>{item('In a cell')}</w:tc>" + cell("beside"))
    frame = table(f"<w:tc>{item('In a frame')}</w:tc>")

    found = lines(item("Before") + grid + frame, numbering=numbering)

    assert [(line.number, line.text, line.rows) for line in found] == [
        ("1.", "Before", ()),
        ("", "", (("2. In a cell", "beside"),)),
        ("3.", "In a frame", ()),
    ]


def test_words_in_a_box_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('In a box')}</w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    assert texts(paragraph(runs=run("Beside it") + drawn)) == ["Beside it", "In a box"]


def test_what_stands_above_and_below_the_first_page_comes_first() -> None:
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("9")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="default" r:id="footer"/></w:sectPr>'
    )

    found = lines(
        paragraph("Text") + section,
        header=paragraph(runs=run("CAT/C/99/3")) + paragraph(runs=page),
        footer=paragraph("GE.31-01234 (E)"),
    )

    assert [(line.text, line.style) for line in found] == [
        ("CAT/C/99/3", "header"),
        ("GE.31-01234 (E)", "footer"),
        ("Text", ""),
    ]


@pytest.mark.parametrize(
    ("properties", "style"),
    [
        pytest.param('<w:outlineLvl w:val="1"/>', "Heading 2", id="a place in the outline"),
        pytest.param("", "", id="none"),
    ],
)
def test_a_place_in_the_outline_makes_a_heading(properties: str, style: str) -> None:
    assert [line.style for line in lines(paragraph("Doors", properties=properties))] == [style]


def test_files_in_the_strict_form_are_read_too() -> None:
    made = word_file(paragraph("Strictly said."))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            markup = before.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            after.writestr(name, markup)

    assert [line.text for line in docx.lines_of(out.getvalue())] == ["Strictly said."]
