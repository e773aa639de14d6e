"""The names of a document in Akoma Ntoso: of the work, of a version, of a file. Source: AKN-1 to 6."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amparo.documents.published import Version
from amparo.documents.rules.kinds import KINDS, Kind
from amparo.documents.rules.symbols import parsed

LANGUAGES = {"ar": "ara", "zh": "zho", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}
"""The languages by their codes of three letters. Source: DOC-13."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a document is called, and what it is."""

    kind: Kind
    jurisdiction: str
    actor: str
    on: date
    date_is: (
        str  # what the date is of: the document, its year, or its import where neither is known
    )
    number: str
    symbol: str
    language: str

    @property
    def work(self) -> str:
        """The work, whatever the language. Source: AKN-1."""
        kind = self.kind
        return "/".join(
            (
                f"/akn/{self.jurisdiction}",
                kind.element,
                kind.subtype,
                self.actor,
                self.on.isoformat(),
                self.number,
            )
        )

    @property
    def expression(self) -> str:
        """The work in a language. Source: AKN-2."""
        return f"{self.work}/{self.language}@"

    @property
    def manifestation(self) -> str:
        """The file. Source: AKN-3."""
        return f"{self.expression}.xml"


def names_of(version: Version) -> Names:
    """Return what a version is called."""
    line = version.document.line
    of_council = line.body == "CPT"
    on, date_is = _date(version)
    return Names(
        kind=KINDS.get(line.kind, KINDS["document"]),
        jurisdiction="coe" if of_council else "un",
        actor=f"{'coe' if of_council else 'un'}-{line.body.lower() or 'unknown'}",
        on=on,
        date_is=date_is,
        number=line.name,
        symbol=line.symbol,
        language=LANGUAGES[version.version.language],
    )


def _date(version: Version) -> tuple[date, str]:
    if version.document.line.on is not None:
        return version.document.line.on, "document"
    symbol = parsed(version.document.line.symbol)
    if symbol is not None and symbol.year is not None:
        return date(symbol.year, 1, 1), "year"
    return version.version.imported_at.date(), "import"
