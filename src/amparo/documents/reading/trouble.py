"""Files that cannot be read: how much is too much, and what to say of each so that it can be mended."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO

from django.conf import settings

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.documents.lines import Line
from amparo.vault.files.kinds import BROKEN_ARCHIVE
from amparo.vault.files.limits import MIB, Limits

_RATIO = 300  # markup packs better than most
_TYPES = "[Content_Types].xml"
_MOST_TYPES = 1024 * 1024
_SIGNS_OF_A_PAGE = 5000  # a full page of small print, where the file has no pages
_WORD = b"wordprocessingml.document.main+xml"


def most_bytes() -> int:
    """Return how large a file may be that is read."""
    return int(settings.DOCUMENT_LIMIT_MB) * MIB


def limits() -> Limits:
    """Return what reading a file may cost, by the settings."""
    return Limits(bytes=most_bytes(), pages=int(settings.DOCUMENT_LIMIT_PAGES), ratio=_RATIO)


def not_too_long(lines: Iterable[Line]) -> Iterator[Line]:
    """
    Yield the lines of a file that has no pages.

    :raises Refused: once they are more than the pages hold that are read at most.
    """
    left = int(settings.DOCUMENT_LIMIT_PAGES) * _SIGNS_OF_A_PAGE
    for line in lines:
        left -= len(line.text) + sum(len(cell) for row in line.rows for cell in row)
        if left < 0:
            raise Refused(
                _("The file has more text than {most} pages hold. Divide it."),
                most=settings.DOCUMENT_LIMIT_PAGES,
            )
        yield line


def truncated() -> Refused:
    """Return the refusal of a file that breaks off, or was damaged on its way."""
    return Refused(
        _(
            "The file is damaged: its end is missing, or parts of it do not fit together. Fetch it "
            "again from where it comes from."
        )
    )


def says_nothing() -> Refused:
    """Return the refusal of a document without a word."""
    return Refused(_("There is not a word in the file."))


def locked() -> Refused:
    """Return the refusal of a file that asks for a password."""
    return Refused(_("The file asks for a password. Save it without one."))


def too_large() -> Refused:
    """Return the refusal of a file that swells when it is unpacked."""
    return Refused(_("The file is too large when it is unpacked. Divide it, or save it as PDF."))


def too_many_pages(pages: int) -> Refused:
    """Return the refusal of a document that is too long."""
    return Refused(
        _("The file has {pages} pages, and {most} are read at most. Divide it."),
        pages=pages,
        most=settings.DOCUMENT_LIMIT_PAGES,
    )


def too_slow() -> Refused:
    """Return the refusal of a file that takes too much time or memory."""
    return Refused(
        _("Reading the file takes too much time or memory. Print it as PDF again, or divide it.")
    )


def scanned(pages: int) -> Refused:
    """Return the refusal of a document whose pages are pictures."""
    return Refused(
        _(
            "The pages of the file ({pages}) are pictures without text. Have a program recognize "
            "the text (OCR), or fetch the version that was made from the text."
        ),
        pages=pages,
    )


def without_letters() -> Refused:
    """Return the refusal of a PDF whose fonts do not say which letters they show."""
    return Refused(
        _(
            "The PDF does not say which letters it shows: what is read from it makes no words. "
            "Fetch the Word file, or have a program recognize the text (OCR)."
        )
    )


def with_macros() -> Refused:
    """Return the refusal of a file that holds programs."""
    return Refused(_("The file holds macros. Save it without them, as .docx."))


def of_archive(refused: Refused) -> Refused:
    """Return what is said here of a file that the vault would not unpack."""
    for begins, said in (
        ("The file asks for a password", locked),
        ("The file is too large", too_large),
        ("The file holds macros", with_macros),
    ):
        if refused.message.startswith(begins):
            return said()
    return truncated()


def of_old_office(data: bytes) -> Refused:
    """Return what is said of a file in the container of old Office files: locked ones are in it too."""
    if _named("EncryptedPackage") in data:
        return locked()
    return Refused(
        _(
            "This is a Word file of an old form (.doc). Open it in an office program, save it as .docx."
        )
    )


def check_word_file(data: bytes) -> None:
    """
    Test what an archive holds, without unpacking it.

    :raises Refused: if it is damaged, holds macros, or is no Word file.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(_TYPES) as part:
            types = part.read(_MOST_TYPES)
    except KeyError:
        types = b""
    except BROKEN_ARCHIVE:
        raise truncated() from None
    if _WORD in types:
        return
    if re.search(rb"macroEnabled|vbaProject", types, re.IGNORECASE):
        raise with_macros()
    raise Refused(_("This is an archive or an Office file of another kind; give a .docx file."))


def _named(name: str) -> bytes:
    return name.encode("utf-16-le")
