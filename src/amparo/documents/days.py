"""Days as lists of documents write them: `2013-11-08`, `24 January 2008`, `21 Nov 1997`."""

from __future__ import annotations

import re
from datetime import date

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9})\.? (\d{4})")


def day_of(text: str) -> date | None:
    """Return the day that is written; none if nothing is. :raises Refused: if it is no day."""
    text = " ".join(text.split())
    if not text:
        return None
    try:
        if found := _WRITTEN.fullmatch(text):
            month = _MONTHS.index(found[2][:3].casefold()) + 1
            return date(int(found[3]), month, int(found[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("“{text}” is not a day: write it as 2002-12-18 or 18 December 2002."), text=text
        ) from None
