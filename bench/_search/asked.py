"""Questions of one, two and three words and phrases in each language, taken from the records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from .texts import SHARES, Record

CLASSES = ("1 word", "2 words", "3 words", "phrase")
_WORD = re.compile(r"[^\W\d_]{4,}")
_RUN = re.compile(r"[\u4e00-\u9fff]{6,}")
_USED = 40_000  # records that questions are taken from


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as somebody types it; `words` are what it is made of."""

    language: str
    kind: str
    text: str
    words: tuple[str, ...]


def questions(records: Iterable[Record], of_each: int, *, seed: int = 7) -> list[Asked]:
    """
    Return so many different questions of each class in each language.

    Words are as frequent in them as in the texts, so that the most frequent are asked for most.
    """
    random = Random(seed)
    by_language: dict[str, list[str]] = {language: [] for language in SHARES}
    for one in islice(records, _USED):
        by_language[one.language].append(one.text)
    found: list[Asked] = []
    for language, texts in by_language.items():
        for kind in CLASSES:
            made: dict[str, Asked] = {}
            tries = 0
            while len(made) < of_each and tries < 50 * of_each:
                tries += 1
                for one in _asked(random, language, kind, random.choice(texts)):
                    made[one.text] = one
            found += made.values()
    random.shuffle(found)
    return found


def _asked(random: Random, language: str, kind: str, text: str) -> Iterator[Asked]:
    words = _in_chinese(random, kind, text) if language == "zh" else _words(random, kind, text)
    if words:
        typed = " ".join(words)
        if kind == "phrase":
            typed = f'"{"".join(words)}"' if language == "zh" else f'"{typed}"'
        yield Asked(language, kind, typed, tuple(words))


def _words(random: Random, kind: str, text: str) -> list[str]:
    if kind == "phrase":
        runs = re.findall(r"(?:[^\W\d_]{2,} ){2}[^\W\d_]{2,}", text)
        return random.choice(runs).split() if runs else []
    words = list(dict.fromkeys(_WORD.findall(text)))
    count = int(kind[0])
    return random.sample(words, count) if len(words) >= count else []


def _in_chinese(random: Random, kind: str, text: str) -> list[str]:
    runs = _RUN.findall(text)
    if not runs:
        return []
    if kind == "phrase":
        run = random.choice(runs)
        at = random.randrange(len(run) - 5)
        return [run[at : at + 6]]
    found = []
    for _time in range(int(kind[0])):
        run = random.choice(runs)
        at = random.randrange(len(run) - 1)
        found.append(run[at : at + 2])
    return list(dict.fromkeys(found))
