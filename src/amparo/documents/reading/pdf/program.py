"""
The lines of a PDF: a program of its own, `python -m amparo.documents.reading.pdf.program`.

It reads the PDF from its input and writes what it found as JSON. Apart from the server, because
what others wrote may cost any time and memory: here both are limited. It is given no key, no
database and no settings; its one argument says how many pages are read at most.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from dataclasses import asdict
from typing import Any

import pypdf

from amparo.vault.files.limits import MIB

from .glyphs import Fonts, TooMuch, glyphs_of
from .layout import Page, lines_of
from .rows import Row, rows_of
from .tables import tables_of, taken_out

LOCKED, MANY, PICTURES, LETTERS, EMPTY, MUCH, BROKEN = (
    "locked",
    "many",
    "pictures",
    "letters",
    "empty",
    "much",
    "broken",
)
_MOST_MEMORY = 2_048 * MIB
_MOST_GLYPHS = 20_000_000
_LOST = 0.2  # of the letters: more than this, and the words are not to be read
_FEW = 20  # letters on all pages together: what a scanner's stamp leaves


class _Unfit(Exception):
    """The document cannot be read; `why` is one of the words above."""

    def __init__(self, why: str, pages: int = 0) -> None:
        super().__init__(why)
        self.why, self.pages = why, pages


def found_in(content: bytes, most_pages: int) -> dict[str, Any]:
    """Return the `lines` of a document, or why it is `refused`."""
    try:
        pages = _pages(content, most_pages)
        return {"lines": [asdict(line) for line in lines_of(pages)]}
    except _Unfit as unfit:
        return {"refused": unfit.why, "pages": unfit.pages}
    except (MemoryError, TooMuch):
        return {"refused": MUCH}
    except Exception:  # whatever a damaged document makes its reader say
        return {"refused": BROKEN}


def _pages(content: bytes, most: int) -> list[Page]:
    reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not _opens(reader):
        raise _Unfit(LOCKED)
    if len(reader.pages) > most:
        raise _Unfit(MANY, len(reader.pages))
    fonts, pages, letters, pictures = Fonts(), [], 0, 0
    tables = tables_of(reader)
    for number, page in enumerate(reader.pages, start=1):
        glyphs = glyphs_of(page, fonts)
        letters += len(glyphs)
        if letters > _MOST_GLYPHS:
            raise TooMuch
        shown = sum(any(map(str.isalnum, one.text)) for one in glyphs)
        pictures += not shown and _shows_picture(page)
        box = page.mediabox
        width, height = float(box.width), float(box.height)
        if page.rotation % 180:
            width, height = height, width
        rest, begun = taken_out(glyphs, number, height, tables)
        rows = sorted([*rows_of(rest), *begun], key=lambda row: -row.y)
        pages.append(Page(number, width, height, rows))
    _check(fonts, pages, pictures)
    return pages


def _opens(reader: pypdf.PdfReader) -> bool:
    """Test whether a document that only forbids changes opens without a password."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # unknown ways of locking, or a library that is not there
        return False


def _check(fonts: Fonts, pages: list[Page], pictures: int) -> None:
    letters = sum(map(str.isalnum, "".join(_said(row) for page in pages for row in page.rows)))
    if fonts.lost > (fonts.told + fonts.lost) * _LOST and fonts.lost > _FEW:
        raise _Unfit(LETTERS)
    if pictures and letters < _FEW * len(pages):
        raise _Unfit(PICTURES, pictures)
    if not letters:
        raise _Unfit(EMPTY)


def _said(row: Row) -> str:
    if row.table is None:
        return row.text
    return "".join(cell for cells in row.table.texts() for cell in cells)


def _shows_picture(page: pypdf.PageObject) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    named = objects.get_object().values() if objects is not None else ()
    if any(one.get_object().get("/Subtype") == "/Image" for one in named):
        return True
    drawn = page.get_contents()
    return drawn is not None and b"BI" in drawn.get_data()


def main() -> None:
    """Read from the input, write to the output."""
    logging.disable(logging.CRITICAL)  # what a reader says of a document may hold parts of it
    _limit_memory()
    json.dump(found_in(sys.stdin.buffer.read(), int(sys.argv[1])), sys.stdout)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on every system
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    main()
