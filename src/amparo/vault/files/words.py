"""
The words of a file that is kept: what can be read in it, page by page, and what stands beside.

For whoever has to look for something in it. What a picture shows is not read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from . import pdf_trouble
from .archives import unpack
from .kinds import CSV, KINDS, PDF, TEXT
from .limits import MOST_CHARACTERS, Limits

_READER = f"{__package__}.pdf_words"  # only started: what it reads PDFs with is not loaded here
_SECONDS = 60
_OFFICE = frozenset(kind.media_type for kind in KINDS if kind.family == "office")


@dataclass(frozen=True, slots=True)
class Words:
    """
    What can be read in a file.

    `pages` is one text where the kind of file has no pages; `beside` are notes, titles and
    properties. `unread` are the numbers of pages that show something and hold no words.
    """

    pages: tuple[str, ...]
    beside: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    has_pages: bool = False

    @property
    def are_none(self) -> bool:
        """Whether no page holds a letter or a figure."""
        return not any(one.isalnum() for page in self.pages for one in page)


def words_of(content: bytes, media_type: str) -> Words:
    """
    Return the words of a file in bounded time and memory.

    :raises Refused: if it asks for a password, is too large to be read, or cannot be read.
    """
    if media_type == PDF.media_type:
        return _of_pdf(content)
    if media_type in _OFFICE:
        return _of_office(content)
    if media_type in {TEXT.media_type, CSV.media_type}:
        return Words((content.decode("utf-8", "replace"),))
    return Words(())


def _of_pdf(content: bytes) -> Words:
    found = _asked(content)
    refused = found.get("refused")
    if refused == pdf_trouble.PASSWORD:
        raise Refused(_("The PDF asks for a password. Save it without one, and add that."))
    if refused == pdf_trouble.TOO_MUCH:
        raise _too_large()
    if refused == pdf_trouble.LETTERS:
        raise Refused(
            _(
                "The PDF does not say which letters it shows, so that its words cannot be checked."
                " Save or print it as PDF again, and add that."
            )
        )
    if refused:
        raise Refused(_("The words of the PDF cannot be read. Save it as PDF again, and add that."))
    return Words(
        tuple(found["pages"]), tuple(found["beside"]), tuple(found["unread"]), has_pages=True
    )


def _asked(content: bytes) -> dict[str, Any]:
    """Return what the program says that reads PDFs; it is given nothing but this one."""
    try:
        done = subprocess.run(  # noqa: S603  (a program of ours)
            [sys.executable, "-m", _READER],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            env={
                "PYTHONPATH": os.pathsep.join(one for one in sys.path if one),
                "PYTHONIOENCODING": "utf-8",
            },
            check=True,
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise _too_large() from None
    return found


def _too_large() -> Refused:
    return Refused(
        _("The file is too large for its words to be checked. Divide it, and add its parts.")
    )


def _of_office(content: bytes) -> Words:
    """Return what the markup of an office file says, and what its attributes do."""
    said = _Said()
    for name, part in unpack(content, Limits()).items():
        if name.endswith((".xml", ".rels")):
            _read_markup(part, said)
    return Words((" ".join(said.text),), tuple(said.beside))


class _Said:
    """What a reader of markup tells, kept as it goes by: no tree is built."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.beside: list[str] = []
        self._left = MOST_CHARACTERS

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        """Keep what the attributes of an element say: descriptions of pictures, names of authors."""
        for value in attributes.values():
            self._keep(self.beside, value)

    def data(self, text: str) -> None:
        """Keep a piece of text; a word may come in several."""
        self._keep(self.text, text)

    def close(self) -> None:
        """Do nothing at the end of a part."""

    def _keep(self, where: list[str], text: str) -> None:
        self._left -= len(text)
        if self._left < 0:
            raise _too_large()
        where.append(text)


def _read_markup(part: bytes, said: _Said) -> None:
    parser = etree.XMLParser(
        target=said, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    try:
        etree.fromstring(part, parser)
    except etree.LxmlError:
        raise Refused(
            _("The words of the file cannot be read. Save it again, and add that.")
        ) from None
