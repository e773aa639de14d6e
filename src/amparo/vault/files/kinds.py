"""The kinds of file that are kept, the kinds that are refused by name, and how each is told."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is kept; `family` is the module that makes it anew."""

    words: Words
    media_type: str
    endings: tuple[str, ...]
    family: str


_OPC = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

PDF = Kind(_("a PDF document"), "application/pdf", ("pdf",), "pdf")
JPEG = Kind(_("a JPEG picture"), "image/jpeg", ("jpg", "jpeg", "jpe"), "pictures")
PNG = Kind(_("a PNG picture"), "image/png", ("png",), "pictures")
WEBP = Kind(_("a WebP picture"), "image/webp", ("webp",), "pictures")
TIFF = Kind(_("a TIFF picture"), "image/tiff", ("tif", "tiff"), "pictures")
GIF = Kind(_("a GIF picture"), "image/gif", ("gif",), "pictures")
TEXT = Kind(_("plain text"), "text/plain", ("txt", "text"), "text")
CSV = Kind(_("a table as text (CSV)"), "text/csv", ("csv",), "text")
DOCX = Kind(_("a Word document"), _OPC + "wordprocessingml.document", ("docx",), "office")
XLSX = Kind(_("an Excel workbook"), _OPC + "spreadsheetml.sheet", ("xlsx",), "office")
PPTX = Kind(
    _("a PowerPoint presentation"), _OPC + "presentationml.presentation", ("pptx",), "office"
)
ODT = Kind(_("an OpenDocument text"), _ODF + "text", ("odt",), "office")
ODS = Kind(_("an OpenDocument spreadsheet"), _ODF + "spreadsheet", ("ods",), "office")
ODP = Kind(_("an OpenDocument presentation"), _ODF + "presentation", ("odp",), "office")

KINDS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, JPEG, PNG, WEBP, TIFF, GIF, TEXT, CSV)
OOXML = {kind.media_type + ".main+xml": kind for kind in (DOCX, XLSX, PPTX)}
OPEN_DOCUMENTS = {kind.media_type: kind for kind in (ODT, ODS, ODP)}
_BY_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}

_PICTURES_AND_PDF = (
    (re.compile(rb"%PDF-\d"), PDF),
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"GIF8[79]a"), GIF),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), WEBP),
    (re.compile(rb"II\*\0|MM\0\*"), TIFF),
)

# What is known and not kept: what the content is, and what to send instead.
_INSTEAD = {
    "archive": gettext_noop(
        "The content of the file is {found}. Unpack it, and add the files in it one by one."
    ),
    "program": gettext_noop("The content of the file is {found}. Programs are not kept."),
    "page": gettext_noop(
        "The content of the file is {found}. Save it as PDF or as plain text, and add that."
    ),
    "office": gettext_noop(
        "The content of the file is {found}. Open it in an office program, save it as DOCX, "
        "XLSX, PPTX or PDF without a password, and add that."
    ),
    "picture": gettext_noop(
        "The content of the file is {found}. Save it as JPEG or PNG, and add that."
    ),
    "recording": gettext_noop(
        "The content of the file is {found}. Sound and films cannot be kept here yet."
    ),
}
_REFUSED: tuple[tuple[re.Pattern[bytes], Words, str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), words, instead)
    for pattern, words, instead in (
        (rb"Rar!\x1a\x07", _("a RAR archive"), "archive"),
        (rb"7z\xbc\xaf\x27\x1c", _("a 7-Zip archive"), "archive"),
        (rb"\x1f\x8b|BZh\d|\xfd7zXZ\0|\x28\xb5\x2f\xfd", _("a compressed file"), "archive"),
        (rb".{257}ustar", _("a TAR archive"), "archive"),
        (rb"MZ.{30}|\x7fELF|\xca\xfe\xba\xbe|[\xcf\xce]\xfa\xed\xfe", _("a program"), "program"),
        (rb"#!", _("a program"), "program"),
        (rb"\s*<\?php", _("a program"), "program"),
        (
            rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!doctype svg|<svg)",
            _("an SVG drawing"),
            "page",
        ),
        (
            rb"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body|script|iframe|meta|style)\b",
            _("a web page"),
            "page",
        ),
        (rb"\s*<(\?xml|!doctype|!entity)", _("an XML file"), "page"),
        (rb"\{\\rtf", _("an RTF document"), "office"),
        (
            rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            _("an office document of an old form, or one with a password"),
            "office",
        ),
        (rb"%!PS|\xc5\xd0\xd3\xc6", _("a PostScript document"), "page"),
        (rb".{4}ftyp(hei|hev|mif1|msf1|avi[fs])", _("a HEIC or AVIF picture"), "picture"),
        (rb"BM.{4}\0\0\0\0", _("a BMP picture"), "picture"),
        (rb"8BPS|\0\0\0\x0cjP  |\xff\x4f\xff\x51", _("a picture of a rare form"), "picture"),
        (rb".{4}ftyp|RIFF.{4}(AVI |WAVE)|OggS|ID3|fLaC", _("sound or a film"), "recording"),
        (rb"\x1a\x45\xdf\xa3|\xff[\xfb\xf3\xf2]", _("sound or a film"), "recording"),
    )
)
_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HEAD = 4096


def kind_of_ending(ending: str) -> Kind | None:
    """Return the kind that a name's ending stands for, if files of that kind are kept."""
    return _BY_ENDING.get(ending)


def kind_of_content(content: bytes) -> Kind:
    """
    Return what the content is, whatever its name or a browser says.

    Text is told last: what is not anything else. Whether it is good text is seen when it is read.

    :raises Refused: if it is of a kind that is not kept.
    """
    head = content[:_HEAD]
    for pattern, kind in _PICTURES_AND_PDF:
        if pattern.match(head):
            return kind
    if head.startswith(_ARCHIVE):
        return _office_kind(content)
    for pattern, words, instead in _REFUSED:
        if pattern.match(head):
            raise Refused(_INSTEAD[instead], found=words)
    return TEXT


def is_archive_too(content: bytes) -> bool:
    """Test whether a program that unpacks archives would find one in this content."""
    return zipfile.is_zipfile(io.BytesIO(content))


def _office_kind(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                return _ooxml_kind(_start_of(archive, "[Content_Types].xml"))
            if "mimetype" in names:
                return _open_document_kind(_start_of(archive, "mimetype").decode("latin-1"))
    except BROKEN_ARCHIVE:
        raise Refused(
            gettext_noop(
                "The file is damaged: it begins like an office document or an archive, but cannot "
                "be unpacked. Save it again, and add it once more."
            )
        ) from None
    raise Refused(_INSTEAD["archive"], found=_("a ZIP archive"))


# Whatever a damaged archive makes the reader of archives say.
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,  # with UnicodeDecodeError
    struct.error,
    zlib.error,
)
_TYPES_BYTES = 1024 * 1024


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_TYPES_BYTES)


def _ooxml_kind(types: bytes) -> Kind:
    if re.search(rb"macroEnabled|vbaProject", types, re.IGNORECASE):
        raise with_macros()
    for main, kind in OOXML.items():
        if main.encode() in types:
            return kind
    raise Refused(_INSTEAD["office"], found=_("an office file of a rare form"))


def _open_document_kind(media_type: str) -> Kind:
    if kind := OPEN_DOCUMENTS.get(media_type.strip()):
        return kind
    if media_type.startswith("application/epub"):
        raise Refused(_INSTEAD["page"], found=_("an electronic book (EPUB)"))
    raise Refused(_INSTEAD["office"], found=_("an office file of a rare form"))


def with_macros() -> Refused:
    """Return the refusal of an office file that holds programs."""
    return Refused(
        gettext_noop(
            "The file holds macros. Save it without them (as DOCX, XLSX, PPTX or PDF), and add that."
        )
    )
