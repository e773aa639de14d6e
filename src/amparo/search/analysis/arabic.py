"""Arabic words without their article, particles and endings: light stemming."""

from __future__ import annotations

from collections.abc import Container

# What is written together with a word: and, so, with, as, to; the article.
_BEFORE = ("وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل")
_AND = "و"
_PARTICLES = "بلكف"
_WHOSE = ("هما", "هم", "هن", "ها")
_ENDINGS = ("يات", "يون", "يين", "تين", "تان", "ات", "ان", "ون", "ين", "يه", "ه", "ي")
_SHORTEST = 3  # letters that stay: a root is not cut


def without_article(word: str) -> str:
    """Return a folded word without article and conjunction."""
    for before in _BEFORE:
        if word.startswith(before) and len(word) - len(before) >= _SHORTEST:
            return word[len(before) :]
    if word[0] == _AND and len(word) > _SHORTEST + 1:
        return without_article(word[1:])
    return word


def without_particle(word: str, known: Container[str]) -> str:
    """
    Return a word without a preposition of one letter, where what remains is known.

    A first letter ب or ل belongs to many words; only what is known to be a word is set free.
    """
    if len(word) > _SHORTEST and word[0] in _PARTICLES and word not in known:
        rest = word[1:]
        if rest in known or light_stem(rest) in known:
            return rest
    return word


def light_stem(word: str) -> str:
    """
    Return the stem of a folded word.

    Plurals that change the inside of a word (طفل, أطفال) are in the table of such plurals.
    """
    stem = without_article(word)
    owned = _without(stem, _WHOSE)
    if owned != stem and owned.endswith("ت") and not owned.endswith("ات"):
        return _without(owned, ("يت", "ت"))  # what is a ta marbuta at the end of a word
    return _without(owned, _ENDINGS)


def _without(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
