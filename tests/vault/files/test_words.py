"""The words of a file: on its pages, in its notes and properties; and what cannot be read."""

import io

import pikepdf
import pytest
from docx import Document
from pikepdf import Array, Dictionary, Name, Pdf, String

from amparo.core.errors import Refused
from amparo.vault.files import pdf_words, words
from amparo.vault.files.kinds import KINDS
from amparo.vault.files.words import words_of

from . import made
from .printed import BLANK, SCAN, printed

PDF = "application/pdf"
TYPES = {kind.endings[0]: kind.media_type for kind in KINDS}


def test_the_words_of_a_pdf_are_read_page_by_page() -> None:
    found = words_of(printed("The first page.", "The second\npage."), PDF)

    assert [page.split() for page in found.pages] == [
        ["The", "first", "page."],
        ["The", "second", "page."],
    ]
    assert (found.unread, found.has_pages, found.are_none) == ((), True, False)


def _beside(document: Pdf) -> None:
    document.docinfo["/Title"] = "Title of it"
    document.Root.Metadata = document.make_stream(
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        b"<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        b" dc:source='Keyword of it'/></rdf:RDF></x:xmpmeta>",
        Type=Name.Metadata,
        Subtype=Name.XML,
    )
    document.Root.StructTreeRoot = document.make_indirect(
        Dictionary(K=Array([Dictionary(S=Name.Figure, Alt=String("Description of it"))]))
    )
    document.Root.AcroForm = Dictionary(
        Fields=Array([document.make_indirect(Dictionary(T=String("f"), V=String("Value of it")))])
    )
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([1, 1, 9, 9]), Contents=String("Note on it")
    )
    document.pages[0].Annots = Array([document.make_indirect(note)])
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Heading of it", 0))


def test_what_stands_beside_the_pages_is_read_too() -> None:
    said = words_of(printed("A page.", change=_beside), PDF).beside

    text = "\n".join(said)
    for one in ("Title", "Keyword", "Description", "Value", "Heading"):
        assert f"{one} of it" in text
    assert "Note on it" in said


def _in_a_form(document: Pdf) -> None:
    page = document.pages[0]
    drawn = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 300], Resources=page.Resources
    )
    shown = document.make_stream(b"BT /F1 12 Tf 9 9 Td (Shown by a note) Tj ET", drawn)
    inside = document.make_stream(b"BT /F1 12 Tf 9 99 Td (Drawn inside) Tj ET", drawn)
    page.Resources.XObject.Fm1 = inside
    page.contents_add(b"/Fm1 Do")
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Stamp,
        Rect=Array([1, 1, 9, 9]),
        AP=Dictionary(N=shown),
    )
    page.Annots = Array([document.make_indirect(note)])


def test_what_is_drawn_inside_of_a_page_is_read_too() -> None:
    (page,) = words_of(printed("A page.", change=_in_a_form), PDF).pages

    assert "Drawn inside" in page
    assert "Shown by a note" in page


def test_words_that_nobody_sees_are_read() -> None:
    unseen = b"BT 3 Tr /F1 12 Tf 72 720 Td (Under the picture) Tj ET"

    assert "Under the picture" in words_of(printed(unseen), PDF).pages[0]


def test_a_page_that_shows_something_without_words_is_named() -> None:
    lines = b"0 0 m " + b"10 10 l " * 300 + b"S"

    found = words_of(printed("A page.", SCAN, BLANK, b"0 0 m 9 9 l S", lines), PDF)
    assert found.unread == (2, 5)
    assert words_of(printed(SCAN), PDF).are_none is True
    assert words_of(printed(BLANK), PDF).are_none is True


@pytest.mark.parametrize("password", ["", "a password"], ids=["to change", "to open"])
def test_a_pdf_with_a_password_is_refused(password: str) -> None:
    lock = pikepdf.Encryption(owner="an owner", user=password)

    assert words_of(printed("A page."), PDF).pages
    with pytest.raises(Refused, match="asks for a password"):
        words_of(printed("A page.", encryption=lock), PDF)


def test_letters_of_which_nobody_knows_which_they_are_are_refused() -> None:
    def unknown(document: Pdf, **told: object) -> None:
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.X,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array(
                [Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.X)]
            ),
            **told,
        )
        document.pages[0].Resources.Font.F2 = document.make_indirect(font)

    def known(document: Pdf) -> None:
        unknown(document, ToUnicode=document.make_stream(b""))

    assert words_of(printed("A page.", change=known), PDF).pages
    with pytest.raises(Refused, match="which letters it shows"):
        words_of(printed("A page.", change=unknown), PDF)


def test_a_pdf_that_cannot_be_read_is_refused() -> None:
    whole = printed("A page.")

    with pytest.raises(Refused, match="cannot be read"):
        words_of(whole[:200], PDF)


def test_a_pdf_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = printed("A page.")
    assert words_of(content, PDF).pages

    monkeypatch.setattr(words, "_SECONDS", 0.001)
    with pytest.raises(Refused, match="too large"):
        words_of(content, PDF)


def test_a_pdf_with_more_words_than_are_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = printed("Word " * 100)
    assert "refused" not in pdf_words.words_of(content)

    monkeypatch.setattr(pdf_words._Kept, "left", 400)
    assert pdf_words.words_of(content) == {"refused": pdf_words.TOO_MUCH}


def test_the_program_that_reads_is_given_nothing_but_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[dict[str, str]] = []
    run = words.subprocess.run

    def noted(*args: object, **options: object) -> object:
        asked.append(options["env"])  # type: ignore[arg-type]
        return run(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setenv("AMPARO_MASTER_KEY", "not for others")
    monkeypatch.setattr(words.subprocess, "run", noted)
    words_of(printed("A page."), PDF)

    assert [set(one) for one in asked] == [{"PYTHONPATH", "PYTHONIOENCODING"}]


@pytest.mark.parametrize("name", ["report.docx", "cells.xlsx", "talk.pptx", "report.odt"])
def test_the_words_of_office_files_are_read(name: str) -> None:
    found = words_of(made.EACH[name](), TYPES[name.rpartition(".")[2]])

    assert made.SHOWN in " ".join(found.pages[0].split())
    assert (found.has_pages, found.are_none) == (False, False)


def test_everything_that_an_office_file_says_is_read() -> None:
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "In the header"
    section.footer.paragraphs[0].text = "In the footer"
    paragraph = document.add_paragraph("Written in ")
    for piece in ("pie", "ces"):
        paragraph.add_run(piece)
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "In a cell"
    document.add_comment(paragraph.runs[0], text="In a comment", author="The author")
    out = io.BytesIO()
    document.save(out)
    found = words_of(out.getvalue(), TYPES["docx"])

    text = " ".join(found.pages[0].split())
    for one in (
        "In the header",
        "In the footer",
        "Written in pie ces",
        "In a cell",
        "In a comment",
    ):
        assert one in text
    assert "The author" in found.beside


def test_an_office_file_with_more_words_than_are_read_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = made.EACH["report.docx"]()
    assert words_of(content, TYPES["docx"]).pages

    monkeypatch.setattr(words, "MOST_CHARACTERS", 1_000)
    with pytest.raises(Refused, match="too large"):
        words_of(content, TYPES["docx"])


def test_text_is_read_as_it_is_and_a_picture_has_no_words() -> None:
    assert words_of("Überall".encode(), TYPES["txt"]).pages == ("Überall",)
    assert words_of(b"a,b", TYPES["csv"]).pages == ("a,b",)
    assert words_of(made.EACH["photo.jpg"](), TYPES["jpg"]).are_none is True
