"""PDF: the words on its pages in the order of reading, as lines; read by a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from amparo.core.errors import Refused
from amparo.documents.lines import Line
from amparo.documents.structure import NoteMark

from .. import trouble

_SECONDS = 300
_PROGRAM = f"{__name__}.program"


def lines_of(data: bytes) -> Iterator[Line]:
    """
    Yield the lines of a document, without running heads and numbers of pages.

    :raises Refused: if it is locked, damaged or too large, or its letters cannot be told.
    """
    found = _asked(data)
    if why := found.get("refused"):
        raise _refusal(str(why), int(found.get("pages", 0)))
    for line in found["lines"]:
        marks = tuple(NoteMark(**mark) for mark in line.pop("marks"))
        rows = tuple(tuple(row) for row in line.pop("rows"))
        yield Line(**line, marks=marks, rows=rows)


def _asked(data: bytes) -> dict[str, Any]:
    """Return what the program says that reads PDFs; it is given nothing but this one."""
    try:
        done = subprocess.run(  # noqa: S603  (a program of ours)
            [sys.executable, "-m", _PROGRAM, str(settings.DOCUMENT_LIMIT_PAGES)],
            input=data,
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
        raise trouble.too_slow() from None
    return found


def _refusal(why: str, pages: int) -> Refused:
    if why == "many":
        return trouble.too_many_pages(pages)
    if why == "pictures":
        return trouble.scanned(pages)
    return {
        "locked": trouble.locked,
        "letters": trouble.without_letters,
        "empty": trouble.says_nothing,
        "much": trouble.too_slow,
    }.get(why, trouble.truncated)()
