import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.management import call_command
from django.utils import timezone
from docx.oxml.ns import qn
from pypdf import PdfReader

from amparo.core.errors import Refused
from amparo.stats.report import as_json, forms, spt
from amparo.stats.report.document import Chart, Paragraph, Report, Table
from tests.stats.conftest import NOW

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.usefixtures("everything"),
]

Built = Callable[[str], Report]
_BUILT: dict[str, Report] = {}


@pytest.fixture
def built() -> Built:
    """The report on 2025 in a language, made once."""

    def build(language: str = "en") -> Report:
        if language not in _BUILT:
            _BUILT[language] = spt.build(2025, today=NOW.date(), language=language)
        return _BUILT[language]

    return build


_RENDERED: dict[tuple[str, str, str], bytes] = {}


def _file(report: Report, form: str, root: str) -> io.BytesIO:
    """Return a report in a form, made once."""
    key = (report.language, form, root)
    if key not in _RENDERED:
        _RENDERED[key] = forms.render(report, form, root=root)
    return io.BytesIO(_RENDERED[key])


def _docx(report: Report, root: str = "") -> Any:
    return docx.Document(_file(report, "docx", root))


def _pdf(report: Report, root: str = "") -> PdfReader:
    return PdfReader(_file(report, "pdf", root))


def _blocks(report: Report, kind: type) -> list[Any]:
    return [one for section in report.sections for one in section.blocks if isinstance(one, kind)]


def test_a_docx_opens_with_its_headings_paragraphs_tables_and_pictures(built: Built):
    report = built("en")

    document = _docx(report)

    styles = [one.style.name for one in document.paragraphs]
    assert styles.count("Heading 1") == sum(one.level == 1 for one in report.sections)
    assert styles.count("Heading 2") == sum(one.level == 2 for one in report.sections)
    assert styles.count("Numbered paragraph") == len(_blocks(report, Paragraph))
    assert len(document.tables) == len(_blocks(report, Table))
    assert len(document.inline_shapes) == len(_blocks(report, Chart))
    about = document.core_properties
    assert (about.title, about.language) == (report.title, "en")


def test_a_docx_numbers_its_paragraphs_by_itself(built: Built):
    document = _docx(built("en"))

    numbered = document.styles["Numbered paragraph"].element.pPr.numPr
    assert numbered.numId.val == 90
    assert [
        one.text
        for one in document.paragraphs
        if one.style.name == "Numbered paragraph" and one.text[:1].isdigit()
    ] == []


def test_tables_in_a_docx_have_a_head_that_is_repeated(built: Built):
    document = _docx(built("en"))

    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_pictures_in_a_docx_say_what_they_show(built: Built):
    report = built("en")
    document = _docx(report)

    said = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert said == [f"{one.title}. {one.description}" for one in _blocks(report, Chart)]


def test_an_arabic_docx_is_read_from_the_right(built: Built):
    document = _docx(built("ar"))

    assert document.core_properties.language == "ar"
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    written = [one for one in document.paragraphs if one.text and one.style.name != "Cell"]
    assert [one.text for one in written if one._p.pPr.find(qn("w:bidi")) is None] == []
    assert [one for one in document.tables if one._tbl.tblPr.find(qn("w:bidiVisual")) is None] == []
    runs = {run.text: run for one in written for run in one.runs}
    assert runs["كولومبيا"]._r.rPr.find(qn("w:rtl")) is not None
    assert runs["96"]._r.rPr is None


def test_figures_in_a_docx_lead_to_their_rows_where_the_site_is_known(built: Built):
    report = built("ar")

    with_site = _docx(report, "https://amparo.example")
    targets = {one.target_ref for one in with_site.part.rels.values() if one.is_external}
    path = next(report.figures()).path
    assert f"https://amparo.example/ar{path}" in targets
    assert [one for one in _docx(report).part.rels.values() if one.is_external] == []


def test_the_same_report_gives_the_same_json_and_html_to_the_byte(built: Built):
    report = built("en")

    assert forms.render(report, "json") == as_json.render(report)
    assert forms.render(report, "html") == forms.render(report, "html")


@pytest.mark.parametrize(
    ("language", "lang"),
    [
        pytest.param("en", "en", id="English"),
        pytest.param("ar", "ar", id="Arabic"),
        pytest.param("zh-hans", "zh-Hans", id="Chinese"),
    ],
)
def test_a_pdf_is_tagged_and_says_its_language_and_title(built: Built, language: str, lang: str):
    report = built(language)

    pdf = _pdf(report)

    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == lang
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == report.title
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_a_pdf_has_bookmarks_for_its_chapters_and_words_for_its_drawings(built: Built):
    report = built("en")

    pdf = _pdf(report)

    titles = [one.title for one in _flat(pdf.outline)]
    assert titles == [
        report.title,
        *(f"{one.number}. {one.title}" for one in report.sections),
    ]
    said = [one["/Alt"] for one in _tags(pdf.trailer["/Root"]["/StructTreeRoot"], "/Figure")]
    drawn = [f"{one.title}. {one.description}" for one in _blocks(report, Chart)]
    assert said == ["Amparo", *drawn]


def test_the_words_of_a_pdf_can_be_read_out(built: Built):
    pdf = _pdf(built("en"))

    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "96 States were parties to the Optional Protocol" in " ".join(text.split())


def test_figures_in_a_pdf_lead_to_their_rows_where_the_site_is_known(built: Built):
    report = built("en")

    addresses = set(_addresses(_pdf(report, "https://amparo.example")))
    assert f"https://amparo.example{next(report.figures()).path}" in addresses
    assert set(_addresses(_pdf(report))) == set()


def test_a_report_cannot_be_had_in_a_form_that_there_is_not(built: Built):
    with pytest.raises(Refused, match="A report cannot be had as odt"):
        forms.render(built("en"), "odt")


def test_the_command_writes_the_report_that_was_asked_for(tmp_path: Path, built: Built):
    file = tmp_path / "report.json"

    call_command("report", "spt", "--year", "2025", "--out", str(file), verbosity=0)

    assert file.read_bytes() == as_json.render(spt.build(2025, today=timezone.now().date()))


def _flat(outline: list[Any]) -> list[Any]:
    found: list[Any] = []
    for one in outline:
        found.extend(_flat(one) if isinstance(one, list) else [one])
    return found


def _tags(element: Any, kind: str) -> list[Any]:
    element = element.get_object()
    if isinstance(element, list):
        return [tag for one in element for tag in _tags(one, kind)]
    if not isinstance(element, dict):
        return []
    found = [element] if element.get("/S") == kind else []
    return found + (_tags(element["/K"], kind) if "/K" in element else [])


def _addresses(pdf: PdfReader) -> list[str]:
    return [
        str(note.get_object()["/A"]["/URI"])
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
