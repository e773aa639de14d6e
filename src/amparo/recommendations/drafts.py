"""A recommendation as it was read from a file, before it has a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from amparo.core.digesting import digest_of

PRECISIONS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A recommendation with its words by language; `line` is where it stands in its file.

    The fields are those of `Published`; `topics` are codes.
    """

    line: int
    source: str
    number: str
    state: str
    wordings: Mapping[str, str]
    by_body: str = ""
    by_state: str = ""
    symbol: str = ""
    paragraph: str = ""
    on: date | None = None
    precision: str = "day"
    response: str = ""
    topics: tuple[str, ...] = field(default=())

    @property
    def key(self) -> tuple[str, str]:
        """What names it among all recommendations."""
        return self.source, self.number

    def columns(self) -> dict[str, object]:
        """Return its columns as they are stored, without its digest."""
        return {
            "source": self.source,
            "number": self.number,
            "state": self.state,
            "by_body": self.by_body,
            "by_state": self.by_state,
            "symbol": self.symbol,
            "paragraph": self.paragraph,
            "on": self.on,
            "precision": self.precision,
            "response": self.response,
            "topics": f"|{'|'.join(self.topics)}|" if self.topics else "",
        }


def digest(columns: Mapping[str, object], wordings: Mapping[str, str]) -> str:
    """Return what stands for a recommendation and its words: two that differ, differ in this."""
    parts = ["amparo recommendation 1"]
    for name, value in sorted(columns.items()):
        parts += [name, value.isoformat() if isinstance(value, date) else str(value or "")]
    for language in sorted(wordings):
        parts += [language, wordings[language]]
    return digest_of(parts)
