"""
Files of recommendations, told by what they hold: one module for each form they come in.

A form reads a file into drafts, and says what is wrong line by line; it writes nothing.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.documents.reading.trouble import most_bytes
from amparo.vault.files.limits import MIB

from . import bilingual, own, thematic, uhri, upr_info
from .reading import Content, Found, Known


@dataclass(frozen=True, slots=True)
class Format:
    """A form of file: how it is told, and what reads it."""

    name: str
    is_it: Callable[[Content], bool]
    read: Callable[[Content, Known], Found]


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("amparo", own.is_it, own.read),
        Format("upr-info", upr_info.is_it, upr_info.read),
        Format("thematic-list", thematic.is_it, thematic.read),
        Format("fr-ar", bilingual.is_it, bilingual.read),
        Format("uhri", uhri.is_it, uhri.read),
    )
}


def read(path: Path, known: Known, *, form: str = "") -> Found:
    """
    Return what a file holds, in the form it is in, or the one it is said to be in.

    :raises Refused: if it cannot be read at all, or is in no form that is known.
    """
    content = content_of(path)
    chosen: Iterable[Format] = [FORMATS[form]] if form else FORMATS.values()
    for one in chosen:
        if one.is_it(content):
            return one.read(content, known)
    if form:
        raise Refused(_("The file is not in the form “{form}”."), form=form)
    raise Refused(
        _("The file is in no form that is known; there are {forms}."), forms=", ".join(FORMATS)
    )


def content_of(path: Path) -> Content:
    """
    Return what a file holds: a table, JSON, or a document.

    :raises Refused: if there is none, or it is empty, too large, damaged or not in UTF-8.
    """
    if not path.is_file():
        raise Refused(_("There is no file {path}."), path=path)
    data = _unpacked(path)
    if not data.strip():
        raise Refused(_("The file is empty."))
    if data.startswith(b"PK\x03\x04"):
        return Content(path, document=data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(
            _("Line {line} is not in UTF-8. Save the file as UTF-8."), line=line
        ) from None
    if text.lstrip()[:1] in {"[", "{"}:
        return Content(path, values=_json(text))
    return Content(path, text=text)


def _unpacked(path: Path) -> bytes:
    most = most_bytes()
    with path.open("rb") as file:
        data = file.read(most + 1)
    if data.startswith(b"\x1f\x8b"):
        try:
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(most + 1)
        except (OSError, EOFError, zlib.error):
            raise Refused(_("The file is damaged: it cannot be unpacked.")) from None
    if len(data) > most:
        raise Refused(_("The file is larger than {most} MB."), most=most // MIB)
    return data


def _json(text: str) -> object:
    try:
        values: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise Refused(_("Line {line} is not JSON."), line=line) from None
    return values
