"""Plain text as lines: its encoding, its layout, its tables; and what kind of file it is."""

from __future__ import annotations

import io
import zipfile

import pytest

from amparo.core.errors import Refused
from amparo.documents.reading import plain, read
from amparo.documents.reading.kinds import Kind, kind_of

RUSSIAN = (
    "1. Делегация беседовала с сотрудниками и с теми, кто там содержится, о жизни в этом месте."
)
CHINESE = "1. 代表团与工作人员以及那里的许多人谈论了他们的日常生活，这是在查访期间的事。"
FRENCH = (
    "1. La délégation a parlé avec les détenus et avec le personnel de la prison près de l’été."
)
ARABIC = "1- تحدث الوفد مع الموظفين ومع من يوجدون في هذا المكان عن حياتهم وعن العمل من أجل الإصلاح."


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (FRENCH, "utf-8-sig", "utf-8"),
        (CHINESE, "utf-16", "utf-16-le"),
        (RUSSIAN, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "windows-1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (CHINESE, "gb18030", "gb18030"),
        (ARABIC, "windows-1256", "windows-1256"),
        (FRENCH, "windows-1252", "windows-1252"),
    ],
)
def test_the_encoding_is_found_out(text: str, encoding: str, told: str) -> None:
    assert plain.decoded((text * 5).encode(encoding)) == (text * 5, told)


def test_an_older_encoding_is_told_with_the_document() -> None:
    found = read("a.txt", (RUSSIAN + "\n").encode("windows-1251"))

    assert found.parts[0].blocks[0].eid == "para_1"
    assert found.doubts == ("The file is not in Unicode; it was read as windows-1251.",)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\t", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "This is a picture;"),
        (b"{\\rtf1 words}", "This is rich text"),
        (b"\x1f\x8b\x08" + b"x" * 99, "This is a compressed file;"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "This is a Word file of an old form"),
        (b"<!DOCTYPE html><p>404</p>", "This is a web page;"),
        (bytes(range(1, 9)) * 300, "This is not text;"),
        (b"\x81\x8d\xff\xfd\x9d" * 200, "This is not text"),
        (b"PK\x03\x04broken", "The file is"),
    ],
)
def test_what_is_no_document_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        kind_of("a.txt", data)

    assert str(refusal.value).startswith(sentence)


def test_a_file_is_taken_for_what_it_is_and_not_for_what_it_is_called() -> None:
    found = read("report.pdf", FRENCH.encode())

    assert found.doubts == ("By its name the file is PDF; by what it holds, TXT.",)


def test_an_archive_of_another_kind_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    with pytest.raises(Refused, match="another kind"):
        kind_of("a.docx", packed.getvalue())


def test_plain_text_is_told_by_its_words() -> None:
    assert kind_of("without a suffix", FRENCH.encode()) is Kind.TXT


def test_lines_of_print_and_whole_paragraphs_are_told_apart() -> None:
    wrapped = "\n".join(["Some words of a line that is as long as lines of print usually are."] * 9)
    whole = "\n\n".join(["Some words of a paragraph that goes on and on in one line. " * 5] * 3)

    assert {line.is_whole for line in plain.lines_of(wrapped.encode())} == {False}
    assert {line.is_whole for line in plain.lines_of(whole.encode())} == {True}


def test_form_feeds_are_pages() -> None:
    assert [line.page for line in plain.lines_of(b"one\ntwo\fthree")] == [1, 1, 2]


def test_an_empty_line_between_all_lines_is_no_paragraph() -> None:
    rows = ["1. 代表团查访了许多地点并与那里的工作人员谈论了他们的日常生", "活和工作情况。 "] * 15

    lines = list(plain.lines_of("\n\n".join(rows).encode()))

    assert {line.is_blank_before for line in lines} == {False}
    assert [line.is_end for line in lines[:4]] == [False, True, False, True]


def test_strokes_draw_a_table() -> None:
    (line,) = plain.lines_of(b"| State | Visits |\n|---|---|\n| Ruritania | 3 |")

    assert line.rows == (("State", "Visits"), ("Ruritania", "3"))


def test_marks_of_the_web_are_left_out_and_their_words_kept() -> None:
    (line,) = plain.lines_of(b"## See [A/1](#) and <https://example.org/a>")

    assert (line.text, line.style) == ("See A/1 and https://example.org/a", "Heading 2")
