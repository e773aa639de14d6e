"""
Short papers that no body wrote, in three languages, taken in as any file is.

What they say is made up for the tests; that rooms should have a clock may be true all the same.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from amparo.documents.actions import import_document
from amparo.documents.reading import read

SYMBOL, NAME = "CAT/OP/99/1", "CAT-OP-99-1"
LANGUAGES = ("en", "ar", "zh")
PUBLIC_ON = date(2024, 3, 20)
_PLACE = Path(__file__).resolve().parent


def take_in(*languages: str, public_on: date | None = PUBLIC_ON) -> None:
    """Import the paper on waiting, in these languages or in all."""
    for language in languages or LANGUAGES:
        name = f"waiting-{language}.txt"
        data = (_PLACE / name).read_bytes()
        import_document(
            read(name, data, language=language),
            data=data,
            name=name,
            media_type="text/plain",
            public_on=public_on,
        )
