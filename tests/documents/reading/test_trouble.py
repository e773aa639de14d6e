"""Files that cannot be read: each is refused with a sentence that says what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.conf import settings

from amparo.core.errors import Refused
from amparo.documents import reading
from amparo.documents.reading import pdf, trouble
from amparo.documents.reading.kinds import kind_of
from amparo.documents.reading.pdf import program

from .prints import changed, printed
from .word_files import paragraph, word_file

WORD = word_file(paragraph("1. Doors are open."))
PRINT = printed("<p>1. Doors are open.</p>")
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.fixture(autouse=True)
def in_this_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read PDFs here: to start a program for each takes a second, and another test does."""

    def asked(data: bytes) -> dict[str, Any]:
        return program.found_in(data, settings.DOCUMENT_LIMIT_PAGES)

    monkeypatch.setattr(pdf, "_asked", asked)


def read(name: str, data: bytes) -> str:
    """Return the words of the first paragraph."""
    found = reading.read(name, data)
    return next(block.text for part in found.parts for block in part.blocks)


def picture_only(_document: pikepdf.Pdf) -> None:
    for page in _document.pages:
        image = _document.make_stream(
            b"\x00" * 3,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=1,
            Height=1,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        page.Contents = _document.make_stream(b"q 595 0 0 842 0 0 cm /Im1 Do Q")
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im1=image))


def without_names(document: pikepdf.Pdf) -> None:
    for one in document.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
            del one["/ToUnicode"]


def emptied(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        page.Contents = document.make_stream(b"")


def locked() -> bytes:
    return changed(
        PRINT, lambda _one: None, encryption=pikepdf.Encryption(owner="a", user="b", R=6)
    )


def with_entry(name: str, content: bytes) -> bytes:
    out = io.BytesIO(WORD)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def archive_of(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"words")
    return out.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.docx", lambda: b" \n", "empty"),
    "a Word file cut off": ("a.docx", lambda: WORD[: len(WORD) // 2], "damaged"),
    "a PDF cut off": ("a.pdf", lambda: PRINT[:200], "damaged"),
    "a PDF with a password": ("a.pdf", locked, "password"),
    "a Word file with a password": (
        "a.docx",
        lambda: OLD + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "a Word file of an old form": (
        "a.doc",
        lambda: OLD + "WordDocument".encode("utf-16-le"),
        "save it as .docx",
    ),
    "rich text": ("a.rtf", lambda: rb"{\rtf1 words}", "save it as a Word document"),
    "a Word file with macros": (
        "a.docx",
        lambda: word_file(paragraph("1. Doors."), main=MACROS),
        "macros",
    ),
    "another archive": ("a.docx", lambda: archive_of("words.txt"), "give a .docx"),
    "a scan": ("a.pdf", lambda: changed(PRINT, picture_only), "pictures without text"),
    "a PDF of shapes": ("a.pdf", lambda: changed(PRINT, without_names), "which letters"),
    "a PDF without words": ("a.pdf", lambda: changed(PRINT, emptied), "not a word"),
    "a Word file without words": ("a.docx", lambda: word_file(paragraph("")), "not a word"),
    "a Word file that swells": (
        "a.docx",
        lambda: with_entry("word/media/x.bin", bytes(30 * 2**20)),
        "too large when it is unpacked",
    ),
    "a picture": ("a.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(20), "picture"),
}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.docx", WORD, id="a Word file"),
        pytest.param("a.pdf", PRINT, id="a PDF"),
    ],
)
def test_files_that_nothing_ails_are_read(name: str, data: bytes) -> None:
    assert read(name, data).endswith("Doors are open.")


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(what: str) -> None:
    name, made, sentence = REFUSED[what]

    with pytest.raises(Refused) as refused:
        reading.read(name, made())

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("name", "data", "doubt"),
    [
        pytest.param(
            "a.pdf", WORD, "By its name the file is PDF; by what it holds, DOCX.", id="Word"
        ),
        pytest.param(
            "a.docx", PRINT, "By its name the file is DOCX; by what it holds, PDF.", id="PDF"
        ),
    ],
)
def test_a_file_is_read_as_what_it_is_whatever_its_name(name: str, data: bytes, doubt: str) -> None:
    found = reading.read(name, data)

    assert found.doubts[0] == doubt


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    kept = changed(PRINT, lambda _one: None, encryption=pikepdf.Encryption(owner="a", user=""))

    assert read("a.pdf", kept).endswith("Doors are open.")


def test_how_large_a_file_may_be_and_how_long_is_the_operator_s_to_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    two = printed("<p>1. Doors.</p><p style='break-before:page'>2. Windows.</p>")

    monkeypatch.setattr(settings, "DOCUMENT_LIMIT_PAGES", 1)
    with pytest.raises(Refused, match="2 pages, and 1 are read"):
        reading.read("a.pdf", two)
    monkeypatch.setattr(settings, "DOCUMENT_LIMIT_PAGES", 2)
    assert reading.read("a.pdf", two).doubts == ()
    monkeypatch.setattr(settings, "DOCUMENT_LIMIT_MB", 0)
    with pytest.raises(Refused, match="larger than 0 MB"):
        reading.read("a.pdf", two)


@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_text_without_pages_is_as_long_as_the_pages_that_it_would_fill(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"1. Doors.\n\n2. Windows.\n" if name == "a.txt" else WORD

    monkeypatch.setattr(settings, "DOCUMENT_LIMIT_PAGES", 1)
    assert reading.read(name, data).parts[0].blocks
    monkeypatch.setattr(trouble, "_SIGNS_OF_A_PAGE", 5)
    with pytest.raises(Refused, match="more text than 1 pages hold"):
        reading.read(name, data)


def test_no_cut_of_a_file_makes_a_fault() -> None:
    for data, name in ((WORD, "a.docx"), (PRINT, "a.pdf")):
        for part in (3, 2):
            with pytest.raises(Refused):
                reading.read(name, data[: len(data) * (part - 1) // part])


@pytest.mark.parametrize("name", ["report.pdf", "report.docx"])
def test_what_is_called_a_document_and_is_neither_that_nor_text_is_damaged(name: str):
    with pytest.raises(Refused, match="The file is damaged"):
        kind_of(name, bytes(range(128, 256)) * 8)


def test_what_is_called_text_and_is_none_is_to_be_saved_otherwise():
    with pytest.raises(Refused, match="save it as UTF-8"):
        kind_of("report.txt", bytes(range(128, 256)) * 8)
