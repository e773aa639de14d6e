"""The terms of art as they stand in `data`: our own table, mechanisms, treaties and States."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .stems import TERMS

_DATA = TERMS.parent
_ARTICLE = re.compile(r"^(?:the|la|le|les|el|los|las) |^l['’]", re.IGNORECASE)
_LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that has names: in each language, the one to show first; acronyms in all of them."""

    code: str
    names: dict[str, tuple[str, ...]]
    acronyms: tuple[str, ...] = ()


@cache
def concepts() -> tuple[Concept, ...]:
    """Return all concepts; what several tables say of one is put together."""
    found: dict[str, Concept] = {}
    for concept in (*_own(), *_mechanisms(), *_treaties(), *_states()):
        before = found.get(concept.code)
        found[concept.code] = _joined(before, concept) if before else concept
    return tuple(found.values())


def unclear_names(language: str) -> tuple[str, ...]:
    """Return the names of a language that are more often another word: مالي is Mali, and financial."""
    rows = _rows(TERMS / "ambiguous.csv")
    return tuple(row["name"] for row in rows if row["language"] == language)


def _joined(first: Concept, second: Concept) -> Concept:
    languages = dict.fromkeys((*first.names, *second.names))
    return Concept(
        first.code,
        {
            one: tuple(dict.fromkeys((*second.names.get(one, ()), *first.names.get(one, ()))))
            for one in languages
        },
        tuple(dict.fromkeys((*first.acronyms, *second.acronyms))),
    )


def _own() -> Iterator[Concept]:
    for row in _rows(TERMS / "terms.csv"):
        names = {one: _split(row[one]) for one in _LANGUAGES if row[one]}
        yield Concept(row["code"], names, _split(row["acronyms"]))


def _mechanisms() -> Iterator[Concept]:
    for row in _rows(_DATA / "bodies" / "mechanism_names.csv"):
        acronyms = (row["short"],) if row["short"] else ()
        yield Concept(f"body:{row['code']}", {row["language"][:2]: (row["name"],)}, acronyms)


def _treaties() -> Iterator[Concept]:
    for row in _rows(_DATA / "treaties" / "titles.csv"):
        names = tuple(name for name in (row["title"], row["short"]) if name)
        yield Concept(f"treaty:{row['code']}", {row["language"][:2]: names})


def _states() -> Iterator[Concept]:
    for row in _rows(_DATA / "states" / "names.csv"):
        names = tuple(name for name in (row["short"], _ARTICLE.sub("", row["formal"])) if name)
        yield Concept(f"state:{row['iso3']}", {row["language"][:2]: names})


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split("|") if name.strip())
