"""Plain text and CSV: UTF-8 that a person can read, and nothing else."""

from __future__ import annotations

import re

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .kinds import Kind
from .limits import Limits

_MARK = b"\xef\xbb\xbf"
# Control characters steer terminals and hide text; tab, line feed and return do not.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def made_anew(content: bytes, kind: Kind, limits: Limits) -> bytes:
    """
    Return the text as it is, without a byte order mark.

    :raises Refused: if it is not UTF-8, or holds control characters.
    """
    try:
        text = content.removeprefix(_MARK).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(
            _(
                "The file is not of a kind that is kept, or its text is not UTF-8. Save it as PDF, "
                "or as text in UTF-8, and add that."
            )
        ) from None
    if _CONTROL.search(text):
        raise Refused(
            _(
                "The text holds control characters, which plain text has not. Save it again as "
                "plain text in UTF-8, and add that."
            )
        )
    return text.encode()
