"""
From text to the words that an index holds, in six languages; the same for what is asked.

Each word stands in the index twice: as it is written (`surface`, folded) and by its stem. Both
streams have the same words at the same places, so that phrases work on either; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .chunks import asked_of, chunks_of, grouped, has_han, is_han, paired, words_of
from .folding import fold
from .stems import languages_of, stem

__all__ = [
    "LANGUAGES",
    "Streams",
    "Token",
    "asked_words",
    "fold",
    "sequences_of",
    "stems_by_run",
    "stems_of",
    "streams",
    "tokens",
]

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
_MOST_REMEMBERED = 200_000  # runs a language; some fifty megabytes when full


class Token(NamedTuple):
    """A word of a text: as written, its stem, and where it begins and ends."""

    surface: str
    stem: str
    start: int
    end: int


class Streams(NamedTuple):
    """The words of a text with spaces between them, as an index takes them."""

    surfaces: str
    stems: str


class _Remembered(dict[str, tuple[tuple[str, str, int, int], ...]]):
    """Runs between spaces that were seen, as their words: surface, stem, start, end in the run."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, run: str) -> tuple[tuple[str, str, int, int], ...]:
        language = self.language
        words = tuple(
            (surface, _stem(surface, language), start, end) for surface, start, end in words_of(run)
        )
        if has_han(run):
            return words  # hardly ever seen again
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[run] = words
        return words


class _Joined(dict[str, str]):
    """Runs between spaces that were seen, as a string: of their surfaces, or of their stems."""

    def __init__(self, words: _Remembered, which: int) -> None:
        super().__init__()
        self.words, self.which = words, which

    def __missing__(self, run: str) -> str:
        chunks = chunks_of(run)
        if chunks == [run] and not is_han(run):
            words = self.words[run]
            joined = " ".join([(surface, stemmed)[self.which] for surface, stemmed, _, _ in words])
        else:
            # A chunk is seen again within other signs; Chinese hardly ever.
            parts = [paired(one) if is_han(one) else self[one] for one in chunks]
            joined = " ".join(filter(None, parts))
            if has_han(run):
                return joined
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[run] = joined
        return joined


_WORDS = {language: _Remembered(language) for language in LANGUAGES}
_SURFACES = {language: _Joined(words, 0) for language, words in _WORDS.items()}
_STEMS = {language: _Joined(words, 1) for language, words in _WORDS.items()}


def tokens(text: str, language: str) -> list[Token]:
    """Return the words of a text in their order, each with its place in the text."""
    words, new = _WORDS[language], tuple.__new__
    found: list[Token] = []
    add, at = found.append, 0
    text = grouped(text)
    for run in text.split():
        at = text.index(run, at)
        for surface, stemmed, start, end in words[run]:
            add(new(Token, (surface, stemmed, at + start, at + end)))
        at += len(run)
    return found


def streams(text: str, language: str) -> Streams:
    """Return the same words as `tokens` joined by spaces: five times as fast, for the indexer."""
    runs = grouped(text).split()
    return Streams(
        " ".join(filter(None, map(_SURFACES[language].__getitem__, runs))),
        " ".join(filter(None, map(_STEMS[language].__getitem__, runs))),
    )


def stems_by_run(runs: Iterable[str], language: str) -> list[str]:
    """Return the stems in each run of a text between spaces, those of one run joined by spaces."""
    return list(map(_STEMS[language].__getitem__, runs))


def stems_of(word: str) -> tuple[str, ...]:
    """Return every stem under which a single word may stand, by the languages of its script."""
    folded = fold(word)
    return tuple(dict.fromkeys(_stem(folded, one) for one in languages_of(folded))) or (folded,)


def sequences_of(text: str) -> tuple[tuple[str, ...], ...]:
    """
    Return what to look for in the stems, where one word or several were typed.

    Each sequence is one language's reading. One stem is looked for as a term, several as a phrase:
    `ill-treatment` is two words, 任意拘留 is three pairs, a symbol is one word. Nothing comes of a
    text without words.
    """
    surfaces = asked_words(text)
    readings = dict.fromkeys(one for word in surfaces for one in languages_of(word)) or {"": None}
    found = (tuple(_stem(word, language) for word in surfaces) for language in readings)
    return tuple(dict.fromkeys(one for one in found if one))


def asked_words(text: str, language: str = "") -> tuple[str, ...]:
    """
    Return what to look for in the surfaces, as `sequences_of` does in the stems.

    With a language, return the stems of that reading alone.
    """
    words = asked_of(text)
    return tuple([_stem(word, language) for word in words] if language else words)


def _stem(surface: str, language: str) -> str:
    # What holds a digit has no grammar.
    if not surface.isalpha():
        return surface
    return stem(surface, language) if language in languages_of(surface) else _foreign(surface)


def _foreign(surface: str) -> str:
    languages = languages_of(surface)
    return stem(surface, languages[0]) if languages else surface
