"""
Records of any number from real texts: their clauses put together anew, with other numbers and names.

The texts are read from the folder `shared/data` beside the project and are not part of it.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import py3langid

SHARED = Path(__file__).resolve().parents[3] / "shared"
DATA = SHARED / "data"
# How many of a hundred records are in each language.
SHARES = {"en": 50, "zh": 17, "ar": 13, "fr": 7, "es": 7, "ru": 6}
_WORDS = {"zh": 80}  # about as long as a paragraph; of Chinese, characters
_USUAL = 42
_END = {"zh": re.compile(r"(?<=[。；！？])|\n")}
_USUAL_END = re.compile(r"(?<=[.;!?؛؟])\s+|\n")
_NUMBER = re.compile(r"\d+")
_FEWEST = 12  # letters of a clause

BODIES = ("SPT", "CAT", "CCPR", "CESCR", "CERD", "CEDAW", "CRC", "CMW", "CRPD", "CED", "SR-TORTURE")
THEMES = [f"theme:{letter}{number}" for letter in "ABCDEF" for number in range(1, 11)]
PERSONS = [f"person:{number:02}" for number in range(1, 21)]
GOALS = [f"sdg:{goal}.{target}" for goal in range(1, 17) for target in range(1, 6)]
_FIRST, _DAYS = date(1990, 1, 1), 13_000


@dataclass(frozen=True, slots=True)
class Record:
    """A paragraph or a recommendation, before it is stored."""

    number: int
    is_recommendation: bool
    language: str
    text: str
    body: str
    states: tuple[str, ...]
    topics: tuple[str, ...]
    on: date


def clauses() -> dict[str, list[str]]:
    """Return the clauses of the real texts by language, each once."""
    if not DATA.is_dir():
        sys.exit(f"The texts to measure with are not there: {DATA}")
    found: dict[str, dict[str, None]] = {language: {} for language in SHARES}
    for language, text in _texts():
        ends = _END.get(language, _USUAL_END)
        pieces = (one.strip() for one in ends.split(text) if one)
        found[language].update((one, None) for one in pieces if len(one) >= _FEWEST)
    return {language: list(them) for language, them in found.items()}


def records(count: int, *, seed: int = 5) -> Iterator[Record]:
    """Yield records, a document's one after the other; none is like another."""
    random, known = Random(seed), clauses()
    names = _states()
    languages, weights = list(SHARES), list(SHARES.values())
    number = 0
    while number < count:
        language = random.choices(languages, weights)[0]
        body = BODIES[min(int(random.expovariate(0.4)), len(BODIES) - 1)]
        on = _FIRST + timedelta(days=random.randrange(_DAYS))
        iso3s = list(names)
        its = tuple(random.sample(iso3s, 1 if random.random() < 0.8 else 2))
        is_recommendation = random.random() < 0.2
        for _place in range(min(random.randint(30, 70), count - number)):
            said = names[random.choice(iso3s)][language]
            yield Record(
                number,
                is_recommendation,
                language,
                _text(random, known[language], language, said, names[its[0]][language]),
                body,
                its,
                _topics(random) if is_recommendation else (),
                on,
            )
            number += 1


def _text(random: Random, known: Sequence[str], language: str, name: str, its: str) -> str:
    length, most = 0, _WORDS.get(language, _USUAL) * random.uniform(0.5, 1.5)
    taken: list[str] = []
    while length < most:
        clause = random.choice(known)
        taken.append(clause)
        length += len(clause) if language == "zh" else clause.count(" ") + 1
    text = ("" if language == "zh" else " ").join(taken)
    text = _NUMBER.sub(lambda _number: str(int(min(random.paretovariate(0.9), 3_000))), text)
    return f"{its}: {text} ({name}, {random.randrange(10**4)})"


def _topics(random: Random) -> tuple[str, ...]:
    return (
        *random.sample(THEMES, random.randint(1, 3)),
        *random.sample(PERSONS, random.randint(0, 2)),
        *random.sample(GOALS, random.randint(0, 2)),
    )


def _states() -> dict[str, dict[str, str]]:
    with (DATA / "states" / "country_names_6_languages.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (DATA / "states" / "un_regional_groups.csv").open(encoding="utf-8") as file:
        members = {row["iso3"] for row in csv.DictReader(file)}
    found = {}
    for row in rows:
        iso3 = row["iso3"]
        if iso3 in members:
            found[iso3] = {one: row[f"unterm_short_{one}"] or iso3 for one in SHARES}
    return found


def _texts() -> Iterator[tuple[str, str]]:
    reports = DATA / "documents" / "special_rapporteur_torture_reports_paragraphs.jsonl.gz"
    with gzip.open(reports, "rt", encoding="utf-8") as file:
        yield from (("en", json.loads(line)["text"]) for line in file)
    made = DATA / "recommendations" / "upr_recommendations_sessions_01_20.csv.gz"
    with gzip.open(made, "rt", encoding="utf-8", newline="") as file:
        yield from (("en", row["text"]) for row in csv.DictReader(file))
    with (DATA / "recommendations" / "morocco_recommendations_fr_ar.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        for row in csv.DictReader(file):
            yield "fr", row["text_fr"]
            yield "ar", row["text_ar"]
    for name in ("goals", "targets", "indicators"):
        with (DATA / "taxonomies" / f"sdg_{name}_6_languages.csv").open(
            encoding="utf-8", newline=""
        ) as file:
            for row in csv.DictReader(file):
                yield from ((one, row[f"title_{one}"]) for one in SHARES)
    yield from _terms()
    yield from _treaties()
    for seed in sorted((SHARED / "seeds").glob("*.txt")):
        yield "zh", seed.read_text(encoding="utf-8")


def _terms() -> Iterator[tuple[str, str]]:
    with (DATA / "taxonomies" / "huridocs_microthesauri.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        for row in csv.DictReader(file):
            for language in ("fr", "es", "ar", "ru"):
                yield language, row[language]


def _treaties() -> Iterator[tuple[str, str]]:
    """Yield the lines of the certified texts, which hold several languages one after the other."""
    py3langid.set_languages(["en", "fr", "es", "ru"])
    for file in sorted((DATA / "documents" / "treaties_multilingual").glob("UNTS-*.txt")):
        for text in re.split(r"\n\s*\n|(?<=[.;])\n", file.read_text(encoding="utf-8")):
            plain = " ".join(text.split())
            if len(plain) > 60:
                yield py3langid.classify(plain)[0], plain
