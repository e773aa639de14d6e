"""What kind of file some bytes are, whatever the file is called."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import PurePath

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.documents.structure import Doubt, Reading

from . import plain, trouble


class Kind(StrEnum):
    """The kinds of file that are read."""

    TXT = "text/plain"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PDF = "application/pdf"


SUFFIXES = {
    ".txt": Kind.TXT,
    ".text": Kind.TXT,
    ".md": Kind.TXT,
    ".docx": Kind.DOCX,
    ".pdf": Kind.PDF,
}

# How files of other kinds begin, and what to say of them.
OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", _("This is a picture; give the document as text, Word or PDF.")),
    (b"\xff\xd8\xff", _("This is a picture; give the document as text, Word or PDF.")),
    (b"GIF8", _("This is a picture; give the document as text, Word or PDF.")),
    (b"II*\x00", _("This is a picture; give the document as text, Word or PDF.")),
    (b"MM\x00*", _("This is a picture; give the document as text, Word or PDF.")),
    (b"{\\rtf", _("This is rich text (RTF); save it as a Word document (.docx).")),
    (b"\x1f\x8b", _("This is a compressed file; give the document that is in it.")),
    (b"7z\xbc\xaf", _("This is a compressed file; give the document that is in it.")),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGE = (b"<!doctype html", b"<html")


def kind_of(name: str, data: bytes) -> Kind:
    """
    Return what kind of file this is, by its content.

    :raises Refused: if it is empty, larger than is read, or of no kind that is read.
    """
    if not data.strip():
        raise Refused(_("The file is empty."))
    if len(data) > trouble.most_bytes():
        raise Refused(_("The file is larger than {most} MB."), most=trouble.most_bytes() // 2**20)
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        trouble.check_word_file(data)
        return Kind.DOCX
    if data.startswith(OLD_OFFICE):
        raise trouble.of_old_office(data)
    for beginning, sentence in OTHERS:
        if data.startswith(beginning):
            raise Refused(sentence)
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(WEB_PAGE):
        raise Refused(_("This is a web page; give the document as text, Word or PDF."))
    try:
        plain.decoded(data)
    except Refused:
        # Called a PDF or a Word document, it is not text that was saved in the wrong way.
        if SUFFIXES.get(PurePath(name).suffix.lower(), Kind.TXT) is not Kind.TXT:
            raise trouble.truncated() from None
        raise
    return Kind.TXT


def with_doubts(reading: Reading, name: str, kind: Kind, data: bytes) -> Reading:
    """Return the reading, with what is doubtful of its file said first."""
    doubts = []
    called = SUFFIXES.get(PurePath(name).suffix.lower())
    if called and called is not kind:
        said = _("By its name the file is {called}; by what it holds, {kind}.")
        doubts.append(Doubt(said, called=called.name, kind=kind.name))
    if kind is Kind.TXT:
        encoding = plain.decoded(data)[1]
        if encoding not in plain.UNICODE:
            said = _("The file is not in Unicode; it was read as {encoding}.")
            doubts.append(Doubt(said, encoding=encoding))
    return replace(reading, doubts=(*doubts, *reading.doubts)) if doubts else reading
