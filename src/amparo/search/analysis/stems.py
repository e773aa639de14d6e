"""The stem of a word, by language; words that rules get wrong stand in a table."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import Stemmer

from .arabic import light_stem, without_article, without_particle
from .folding import fold

TERMS = Path(__file__).resolve().parents[4] / "data" / "terms"
LATIN = ("en", "fr", "es")

_SNOWBALL = {
    language: Stemmer.Stemmer(name, 0)  # words are remembered by whoever asks, with their parts
    for language, name in (
        ("en", "english"),
        ("fr", "french"),
        ("es", "spanish"),
        ("ru", "russian"),
    )
}
# Words come without accents, and accents matter to the French rules: the frequent ending is mended.
_FRENCH_ITE = re.compile(r"ite(s?)$")
_FRENCH_EE = re.compile(r"ees?$")
_FRENCH_US = re.compile(r"(?<=...u)s$")
# One spelling for organise and organize, behavior and behaviour.
_ENGLISH_ISE = re.compile(r"(?<=...i)s(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)")
_ENGLISH_OUR = re.compile(r"(?<=...)our(?=(?:s|ed|ing|al)?$)")


def stem(word: str, language: str) -> str:
    """Return the stem of a folded word in a language; in Chinese and unknown languages, the word."""
    return _RULES.get(language, _as_it_is)(word)


def script_of(word: str) -> str:
    """Return the script of a folded word by its first letter: latin, cyrillic, arabic or another."""
    for sign in word:
        if sign.isalpha():
            return _script(ord(sign))
    return "none"


def languages_of(word: str) -> tuple[str, ...]:
    """Return the languages, of those that have rules, whose script a folded word is written in."""
    return _LANGUAGES.get(script_of(word), ())


def _script(code: int) -> str:
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return "latin"
    if 0x400 <= code < 0x530:
        return "cyrillic"
    if 0x600 <= code < 0x780 or 0xFB50 <= code < 0xFE00 or 0xFE70 <= code < 0xFF00:
        return "arabic"
    if 0x3040 <= code < 0x3100 or 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00:
        return "han"
    return "han" if code >= 0x20000 else "other"


_LANGUAGES = {"latin": LATIN, "cyrillic": ("ru",), "arabic": ("ar",)}


def _as_it_is(word: str) -> str:
    return word


def _english(word: str) -> str:
    known = _irregular("en").get(word)
    if known:
        return known
    spelled = _ENGLISH_OUR.sub("or", _ENGLISH_ISE.sub("z", word))
    return str(_SNOWBALL["en"].stemWord(spelled))


def _french(word: str) -> str:
    known = _irregular("fr").get(word)
    if known:
        return known
    word = _FRENCH_US.sub("", _FRENCH_EE.sub("e", word))
    return fold(_SNOWBALL["fr"].stemWord(_FRENCH_ITE.sub(r"ité\1", word)))


def _spanish(word: str) -> str:
    return _irregular("es").get(word) or fold(_SNOWBALL["es"].stemWord(word))


def _russian(word: str) -> str:
    return _irregular("ru").get(word) or str(_SNOWBALL["ru"].stemWord(word))


def _arabic(word: str) -> str:
    plurals, known = _irregular("ar"), _arabic_words()
    bare = without_particle(without_article(word), known)
    light = light_stem(bare)
    return plurals.get(word) or plurals.get(bare) or plurals.get(light) or light


_RULES: dict[str, Callable[[str], str]] = {
    "en": _english,
    "fr": _french,
    "es": _spanish,
    "ru": _russian,
    "ar": _arabic,
}


@cache
def _irregular(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _rows(TERMS / f"irregular-{language}.csv"):
        base = fold(row["base"])
        stemmed = row["stem"] or _regular(base, language)
        for form in (row["base"], *row["forms"].split()):
            found[fold(form)] = stemmed
    return found


@cache
def _arabic_words() -> frozenset[str]:
    """The words, and their stems, that our own tables hold."""
    rows = [row["ar"].replace("|", " ") for row in _rows(TERMS / "terms.csv")]
    rows += [f"{row['base']} {row['forms']}" for row in _rows(TERMS / "irregular-ar.csv")]
    words = {without_article(fold(word)) for row in rows for word in row.split()}
    free = {word for word in words if without_particle(word, words - {word}) == word}
    return frozenset(word for word in free | {light_stem(word) for word in free} if len(word) > 2)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _regular(word: str, language: str) -> str:
    return light_stem(word) if language == "ar" else fold(_SNOWBALL[language].stemWord(word))
