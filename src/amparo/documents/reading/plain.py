"""Plain text becomes lines: its encoding found out, its layout kept."""

from __future__ import annotations

from collections.abc import Iterator

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.documents.lines import Line

UNICODE = ("utf-8", "utf-16")


def lines_of(data: bytes) -> Iterator[Line]:
    """
    Return the lines of a text.

    :raises Refused: if it is not text in an encoding that is known.
    """
    text, _encoding = decoded(data)
    for line in text.splitlines():
        if line.strip():
            yield Line(line.strip())


def decoded(data: bytes) -> tuple[str, str]:
    """
    Return the text, and the encoding it was read in.

    :raises Refused: if it is not text in an encoding that is known.
    """
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        raise Refused(_("This is not text in a known encoding; save it as UTF-8.")) from error
