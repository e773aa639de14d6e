"""
A file becomes a document as it is read: told by its content what kind of file it is, then read as lines.

Each kind of file has a module with `lines_of`; what a document is, is known to `structuring` alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from amparo.documents.lines import Line
from amparo.documents.structure import Reading
from amparo.documents.structuring import structured, structured_all

from . import kinds, plain, trouble
from .kinds import Kind


def read(name: str, data: bytes, *, language: str = "") -> Reading:
    """
    Return the document that a file holds; of a file in several languages, the one in `language`.

    :raises Refused: if the file is of no kind that is read, or cannot be read to its end.
    """
    kind = kinds.kind_of(name, data)
    reading = structured(lines_of(kind, data), language=language)
    return kinds.with_doubts(reading, name, kind, data)


def read_all(name: str, data: bytes, *, language: str = "") -> tuple[Reading, ...]:
    """
    Return the documents that a file holds, one for each language it is written in.

    :raises Refused: as `read` does.
    """
    kind = kinds.kind_of(name, data)
    readings = structured_all(lines_of(kind, data), language=language)
    return tuple(kinds.with_doubts(one, name, kind, data) for one in readings)


def lines_of(kind: Kind, data: bytes) -> Iterator[Line]:
    """Return the lines of a file of this kind."""
    if kind is Kind.DOCX:
        from . import docx

        return trouble.not_too_long(docx.lines_of(data))
    if kind is Kind.PDF:
        from . import pdf

        return pdf.lines_of(data)
    return trouble.not_too_long(plain.lines_of(data))
