"""Which language a question was typed in, as far as its words tell."""

from __future__ import annotations

from collections import Counter

from amparo.search.analysis import fold
from amparo.search.analysis.concepts import covered, is_acronym
from amparo.search.analysis.function_words import languages_of_function_word
from amparo.search.analysis.stems import LATIN, script_of

from .tree import All, Any, Meant, Node, Phrase, Word

_BY_SCRIPT = {"han": "zh", "cyrillic": "ru", "arabic": "ar"}


def language_of(node: Node, reader: str) -> str:
    """
    Return the language that a question is in; the reader's, where its words may be of several.

    A script tells most; between languages in Latin letters, the names of concepts and words like
    `of` and `the`. Acronyms in Latin letters tell nothing: they are typed so in every language.
    """
    words = [word for text in _texts(node) for word in text.split()]
    scripts = Counter(script for word in words if (script := _script_told_by(word)))
    script = max(scripts, key=lambda one: scripts[one], default="none")
    if script in _BY_SCRIPT:
        return _BY_SCRIPT[script]
    if script != "latin":
        return reader
    known = Counter({one: covered(words, one) for one in LATIN})
    for word in words:
        known.update(languages_of_function_word(word))
    first = reader if reader in LATIN else LATIN[0]
    return max((first, *LATIN), key=lambda one: known[one])


def _script_told_by(word: str) -> str:
    script = script_of(fold(word))
    return "" if script == "latin" and is_acronym(word) else script


def weighs(node: Node) -> bool:
    """Test whether a question has words, by which one result fits better than another."""
    return bool(_texts(node))


def _texts(node: Node) -> list[str]:
    match node:
        case Word(text):
            return [text]
        case Phrase(words):
            return [" ".join(words)]
        case All(parts) | Any(parts):
            return [text for part in parts for text in _texts(part)]
        case Meant(_, words):
            return _texts(words)
    return []
