"""
The words of a PDF, page by page: a program of its own, `python -m amparo.vault.files.pdf_words`.

It reads the PDF from its input and writes what it found as JSON. Apart from the server, because
what others wrote may cost any time and memory: here both are limited, and nothing else is lost.
It is given no key, no database and no settings.
"""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
import pypdf

from .limits import MIB, MOST_CHARACTERS
from .pdf_trouble import BROKEN, LETTERS, PASSWORD, TOO_MUCH

_MOST_MEMORY = 2_048 * MIB
_BLANK_BYTES = 1_000
_PICTURE = re.compile(rb"(?<![\w/])(?:Do|BI|sh)(?!\w)")
_UNSAID = {"/Identity-H", "/Identity-V"}


class _Unfit(Exception):
    """The document cannot be read; the argument says why, as one of the words above."""


class _Kept(list[str]):
    """Texts, as many as there is room for."""

    left = MOST_CHARACTERS

    def append(self, text: str) -> None:
        """Keep one more. :raises _Unfit: if there is no room."""
        self.left -= len(text)
        if self.left < 0:
            raise _Unfit(TOO_MUCH)
        super().append(text)


def words_of(content: bytes) -> dict[str, Any]:
    """
    Return what a document says: its `pages`, and what stands `beside` them, unseen or in notes.

    `unread` are the numbers of pages that show something and hold no words; `refused` says why
    where the document cannot be read at all.
    """
    try:
        beside = _beside(content)
        pages, unread = _pages(content)
        return {"pages": pages, "beside": beside, "unread": unread}
    except _Unfit as unfit:
        return {"refused": str(unfit)}
    except pikepdf.PasswordError:
        return {"refused": PASSWORD}
    except MemoryError:
        return {"refused": TOO_MUCH}
    except Exception:  # whatever a damaged document makes its readers say
        return {"refused": BROKEN}


def _pages(content: bytes) -> tuple[list[str], list[int]]:
    reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise _Unfit(PASSWORD)
    pages = _Kept()
    unread: list[int] = []
    for number, page in enumerate(reader.pages, start=1):
        said = "\n".join([page.extract_text(), *_appearances(page)])
        pages.append(said)
        if not any(one.isalnum() for one in said) and _shows_something(page):
            unread.append(number)
    return pages, unread


def _appearances(page: pypdf.PageObject) -> Iterator[str]:
    """Yield what notes and fields of a form show on a page."""
    for note in page.get("/Annots") or ():
        shown = (note.get_object().get("/AP") or {}).get("/N")
        shown = shown.get_object() if shown is not None else None
        if isinstance(shown, pypdf.generic.StreamObject):
            yield page.extract_xform_text(shown)  # type: ignore[arg-type]


def _shows_something(page: pypdf.PageObject) -> bool:
    """Test whether a page without words is more than an empty one with a rule or a frame on it."""
    drawn = page.get_contents()
    data = b"" if drawn is None else drawn.get_data()
    return len(data) > _BLANK_BYTES or _PICTURE.search(data) is not None


def _beside(content: bytes) -> list[str]:
    """Return every text that stands in the document and not on a page: notes, titles, fields."""
    said = _Kept()
    with pikepdf.Pdf.open(io.BytesIO(content)) as document:
        if document.is_encrypted:
            raise _Unfit(PASSWORD)
        for one in (*document.objects, document.trailer):
            _check_letters(one)
            for text in (*_texts(one), *_metadata(one)):
                said.append(text)
    return said


def _texts(one: Any) -> Iterator[str]:
    waiting = [one]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.String):
            yield str(part)
        elif isinstance(part, pikepdf.Array):
            waiting += _direct(part)
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            waiting += _direct(value for _key, value in part.items())


def _direct(parts: Iterable[Any]) -> list[Any]:
    # What is only referred to comes by itself.
    return [one for one in parts if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _metadata(one: Any) -> Iterator[str]:
    if isinstance(one, pikepdf.Stream) and one.get("/Type") == pikepdf.Name.Metadata:
        yield one.read_bytes().decode("utf-8", "replace")


def _check_letters(one: Any) -> None:
    """Raise where letters are drawn of which the document does not say which they are."""
    if (
        isinstance(one, pikepdf.Dictionary)
        and one.get("/Type") == pikepdf.Name.Font
        and one.get("/Subtype") == pikepdf.Name.Type0
        and str(one.get("/Encoding")) in _UNSAID
        and "/ToUnicode" not in one
    ):
        raise _Unfit(LETTERS)


def main() -> None:
    """Read from the input, write to the output."""
    logging.disable(logging.CRITICAL)  # what a reader says of a document may hold parts of it
    _limit_memory()
    json.dump(words_of(sys.stdin.buffer.read()), sys.stdout)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on every system
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    main()
