"""The words of what is said inside: nobody tells the language they write in, so each that it may be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from amparo.search import analysis
from amparo.search.analysis import concepts
from amparo.search.analysis.chunks import has_han

BREAK = " ¶ "
"""A place that no phrase passes."""

_ARABIC = re.compile("[\u0600-\u06ff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-zªµºÀ-ÖØ-öø-\u024f]")
_SENTENCES = 20_000  # of procedures, and names of States; some tens of megabytes when all are asked


class Words(NamedTuple):
    """What the index holds of a text: its words, with spaces between them, and its concepts."""

    stems: str
    surfaces: str
    codes: tuple[str, ...]


def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages that a text may be in, by its script."""
    found = ["zh"] if has_han(text) else []
    if _ARABIC.search(text):
        found.append("ar")
    if _CYRILLIC.search(text):
        found.append("ru")
    if _LATIN.search(text):
        found += ("en", "fr", "es")
    return tuple(found)


def words_of(text: str) -> Words:
    """Return the words of a text in every language that it may be in."""
    stems: dict[str, None] = {}
    surfaces: dict[str, None] = {}
    codes: dict[str, None] = {}
    for language in languages_of(text):
        read = analysis.streams(text, language)
        stems[read.stems] = surfaces[read.surfaces] = None
        codes |= dict.fromkeys(concepts.in_stems(read.stems, language))
    return Words(BREAK.join(stems), BREAK.join(surfaces), tuple(codes))


words_of_sentence = lru_cache(_SENTENCES)(words_of)
"""The same for what many acts say alike, remembered: nothing that anybody typed."""


def joined(parts: Iterable[Words]) -> Words:
    """Return the words of several texts as one."""
    some = list(parts)
    return Words(
        BREAK.join(one.stems for one in some),
        BREAK.join(one.surfaces for one in some),
        tuple(dict.fromkeys(code for one in some for code in one.codes)),
    )
