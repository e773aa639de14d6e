"""Topics: those that ship, in six languages, and what labels of others stand for among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from amparo.registry.imports import read_csv

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
COLUMNS = ("code", "parent", *LANGUAGES)
_CODE_BEFORE = re.compile(r"^[A-Z]\d{0,2}\s+")
_GOAL = re.compile(r"\s*(?:sdg:|sdg\s*)?(\d{1,2}(?:\.[0-9a-z]{1,2})?)(?![\d.])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A topic as it ships."""

    code: str
    parent: str
    names: Mapping[str, str]


def shipped(folder: Path | None = None) -> list[Shipped]:
    """Return the topics that ship: what others point to comes first."""
    data = (folder or settings.DATA) / "topics"
    return [
        Shipped(row["code"], row["parent"], {one: row[one] for one in LANGUAGES})
        for name in ("topics.csv", "goals.csv")
        for row in read_csv(data / name, COLUMNS).checked()
    ]


class Labels:
    """Tells which topics labels stand for, and keeps count of those that nobody assigned."""

    def __init__(self) -> None:
        self.unknown: dict[str, int] = {}

    def codes(self, kind: str, labels: Iterable[str]) -> list[str]:
        """Return the codes of some labels of a kind (`theme`, `person`), each once."""
        known = _known(settings.DATA)
        found: list[str] = []
        for label in labels:
            if not (plain := plain_label(label)):
                continue
            codes = known.get((kind, plain))
            if codes is None:
                self.unknown[label.strip()] = self.unknown.get(label.strip(), 0) + 1
            found += [one for one in codes or () if one not in found]
        return found

    def knows(self, kind: str, label: str) -> bool:
        """Test whether somebody assigned a label."""
        return (kind, plain_label(label)) in _known(settings.DATA)

    def goals(self, labels: Iterable[str]) -> list[str]:
        """Return the codes of goals and targets, which labels begin with the number of."""
        codes = _goals(settings.DATA)
        found: list[str] = []
        for label in labels:
            number = _GOAL.match(label)
            code = f"sdg:{number[1].lower()}" if number is not None else ""
            if code in codes:
                found += [code] if code not in found else []
            elif label.strip():
                self.unknown[label.strip()] = self.unknown.get(label.strip(), 0) + 1
        return found


@lru_cache(maxsize=4_096)
def plain_label(label: str) -> str:
    """Return a label without what makes the same one look different: case, signs, a code before it."""
    words = _CODE_BEFORE.sub("", " ".join(label.split())).replace("&", " and ")
    return " ".join(re.sub(r"[\W_]+", " ", words.casefold()).split())


@lru_cache(maxsize=4)
def _known(data: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    rows = read_csv(data / "topics" / "labels.csv", ("kind", "label", "codes")).checked()
    return {(row["kind"], plain_label(row["label"])): tuple(row["codes"].split()) for row in rows}


@lru_cache(maxsize=4)
def _goals(data: Path) -> frozenset[str]:
    rows = read_csv(data / "topics" / "goals.csv", COLUMNS).checked()
    return frozenset(row["code"] for row in rows)
