"""
What a file of any kind becomes first: its lines in reading order, with how they look.

`reading` makes lines of bytes, one module for each kind of file; `structuring` makes a document of
lines, and knows no kind of file.
"""

from __future__ import annotations

from dataclasses import dataclass

from .structure import NoteMark


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line of print, or a whole paragraph where the file knows paragraphs (`is_whole`).

    What a kind of file does not say is left as it stands here. `marks` are raised signs that call a
    note, taken out of the text. `number` is a number that the file keeps apart from the words (the
    numbering of a word processor). `rows` makes it a table.
    """

    text: str
    page: int = 0
    is_whole: bool = False
    indent: float = 0.0  # points from the margin
    size: float = 0.0  # points; 0 where unknown
    is_bold: bool = False
    is_italic: bool = False
    is_centered: bool = False
    style: str = ""  # the name of a word processor's style
    number: str = ""
    marks: tuple[NoteMark, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""  # the mark of the note that this line is the text of, where the file says so
    is_blank_before: bool = False  # an empty line, or more than the usual space, stands above
    is_end: bool = False  # nothing more of its paragraph follows, where the file says so
    gaps: int = 0  # wide gaps between its words, once they are spaces
