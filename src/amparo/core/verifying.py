"""What every check of stored records needs: what was found, and rows that may be damaged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection


@dataclass(frozen=True, slots=True)
class Finding:
    """A chain or checkpoint that is not as it was written, and in what."""

    reference: str
    sentence: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.reference}: {self.sentence.format(number=self.number)}"


@contextmanager
def damaged_text_readable() -> Iterator[None]:
    """Let SQLite hand over text with damaged bytes, so that it is found and not tripped over."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    factory = connection.connection.text_factory
    connection.connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        yield
    finally:
        connection.connection.text_factory = factory


def stored_moment(text: str) -> datetime:
    """Return the moment that a row holds as text. :raises ValueError: if it was not so written."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        # SQLite keeps the text itself: it must be the one that was written.
        if text != moment.isoformat(sep=" "):
            raise ValueError(text)
        return moment.replace(tzinfo=UTC)
    return moment
