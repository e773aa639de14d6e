"""Arabic words without their article, particles and endings: light stemming."""

from __future__ import annotations

# What is written together with a word: and, with, as, so, to; the article.
_BEFORE = ("وبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل")
_AFTER = ("ات", "ان", "ون", "ين", "تين", "تان", "يه", "ها", "هم", "هن", "كم", "نا", "يا", "ه", "ي")
_AND = "و"
_PARTICLES = "بلكف"


def without_article(word: str) -> str:
    """Return a folded word without article and particles before it."""
    for before in _BEFORE:
        if word.startswith(before) and len(word) - len(before) >= 3:
            return word[len(before) :]
    if word[0] == _AND and len(word) >= 5:
        return without_article(word[1:])
    return word


def light_stem(word: str) -> str:
    """
    Return the stem of a folded word.

    At least three letters stay, so that a root is not cut. Plurals that change the inside of a word
    (طفل, أطفال) are in the table of such plurals, not here.
    """
    stem = without_article(word)
    for after in sorted(_AFTER, key=len, reverse=True):
        if stem.endswith(after) and len(stem) - len(after) >= 3:
            stem = stem[: -len(after)]
            break
    return stem


def possible_bases(word: str) -> tuple[str, ...]:
    """Return what a folded word may be once one letter written with it (ب, ل, ك, ف) is taken off."""
    base = without_article(word)
    if base == word and len(word) >= 5 and word[0] in _PARTICLES:
        return (base, word[1:])
    return (base,)
