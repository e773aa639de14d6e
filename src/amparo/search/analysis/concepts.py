"""
Terms of art under one code, whatever the language or the acronym they are written with.

What a text speaks of is found when it is indexed, so that it costs nothing when somebody asks.
Codes begin with their kind: `term:npm`, `body:SPT`, `treaty:OPCAT`, `state:MOZ`. The longest name
counts: an Optional Protocol to a Convention is not that Convention.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import ahocorasick

from . import LANGUAGES, Token, asked_words
from .stems import languages_of
from .terms import Concept, concepts, unclear_names


class Mention(NamedTuple):
    """Words, from one to before another, that name concepts."""

    start: int
    end: int
    codes: tuple[str, ...]


# Names with their codes by the first word, and by the second or none; the longest first.
_Names = dict[str, dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]]


def found_in(tokens: Iterable[Token], language: str) -> tuple[str, ...]:
    """Return the codes of what a text speaks of, each once, in the order of the text."""
    return in_stems(" ".join([token.stem for token in tokens]), language)


def in_stems(stems: str, language: str) -> tuple[str, ...]:
    """Return the same as `found_in`, given the stems of a text (`streams(...).stems`)."""
    named = _automaton(language).iter_long(_apart(stems))
    return tuple(dict.fromkeys(code for _end, codes in named for code in codes))


@cache
def called(code: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of a concept in texts of a language, each as its stems."""
    concept = _by_code().get(code)
    return tuple(dict.fromkeys(_names_in(concept, language))) if concept else ()


def meant_by(text: str) -> tuple[str, ...]:
    """Return the codes of what a text names as a whole, in whichever language; often none."""
    words = asked_words(text)
    return tuple(
        dict.fromkeys(
            code
            for language in _readings(words)
            for code in _called(language).get(asked_words(text, language), ())
        )
    )


def mentions(words: Sequence[str]) -> list[Mention]:
    """
    Return where words that were typed one after the other name a concept, the longest first.

    Mentions do not overlap. A word may be several words in the index (`ill-treatment`).
    """
    asked = [asked_words(word) for word in words]
    owners = [at for at, parts in enumerate(asked) for _ in parts]
    readings = _readings([part for parts in asked for part in parts])
    found: dict[tuple[int, int], dict[str, None]] = {}
    for language in readings:
        stems = [stem for word in words for stem in asked_words(word, language)]
        for mention in _mentions(stems, _names(language), owners):
            span = owners[mention.start], owners[mention.end - 1] + 1
            found.setdefault(span, {}).update(dict.fromkeys(mention.codes))
    return _longest([Mention(*span, tuple(codes)) for span, codes in found.items()])


def _longest(found: list[Mention]) -> list[Mention]:
    taken: set[int] = set()
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if taken.isdisjoint(range(mention.start, mention.end)):
            taken.update(range(mention.start, mention.end))
            kept.append(mention)
    return sorted(kept)


def covered(words: Sequence[str], language: str) -> int:
    """Return how many of the words that were typed belong to names of concepts in a language."""
    asked = [asked_words(word, language) for word in words]
    owners = [at for at, parts in enumerate(asked) for _ in parts]
    stems = [stem for parts in asked for stem in parts]
    found = _mentions(stems, _names(language), owners)
    return sum(mention.end - mention.start for mention in found)


def is_acronym(word: str) -> bool:
    """Test whether a word is short for a concept, which it is in every language alike."""
    return asked_words(word) in _acronyms()


def name_of(code: str, language: str) -> str:
    """Return what a concept is called in a language; its English name where there is none."""
    names = _by_code()[code].names
    return (names.get(language) or names.get("en") or (code,))[0]


def _mentions(stems: Sequence[str], names: _Names, owners: Sequence[int]) -> list[Mention]:
    """Find names among stems, given the words they belong to: only names of whole words."""
    found: list[Mention] = []
    until = 0
    for at, first in enumerate(stems):
        if at < until or first not in names:
            continue
        follows = stems[at + 1] if at + 1 < len(stems) else ""
        for name, codes in (*names[first].get(follows, ()), *names[first].get("", ())):
            end = at + len(name)
            if tuple(stems[at:end]) == name and _is_whole(owners, at, end):
                found.append(Mention(at, end, codes))
                until = end
                break
    return found


def _is_whole(owners: Sequence[int], start: int, end: int) -> bool:
    begins = start == 0 or owners[start - 1] != owners[start]
    return begins and (end == len(owners) or owners[end] != owners[end - 1])


def _readings(words: Sequence[str]) -> tuple[str, ...]:
    found = dict.fromkeys(one for word in words for one in languages_of(word))
    return (*found, "zh")


@cache
def _called(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for concept in concepts():
        for name in _names_in(concept, language):
            codes = found.setdefault(name, [])
            if concept.code not in codes:
                codes.append(concept.code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _names(language: str) -> _Names:
    found: _Names = {}
    for name, codes in _called(language).items():
        second = name[1] if len(name) > 1 else ""
        found.setdefault(name[0], {}).setdefault(second, []).append((name, codes))
    for follows in found.values():
        for names in follows.values():
            names.sort(key=lambda one: -len(one[0]))
    return found


@cache
def _automaton(language: str) -> ahocorasick.Automaton:
    """Return what finds all names of a language in one pass over the stems of a text."""
    found, unclear = ahocorasick.Automaton(), _ambiguous(language)
    for name, codes in _called(language).items():
        if name not in unclear:
            found.add_word(_apart(" ".join(name)), codes)
    found.make_automaton()
    return found


def _apart(stems: str) -> str:
    """Return stems with a space of its own on either side of each, so that only whole ones match."""
    return f" {stems.replace(' ', '  ')} "


@cache
def _ambiguous(language: str) -> frozenset[tuple[str, ...]]:
    """Return the names that mean something else more often: understood only where asked for."""
    return frozenset(asked_words(name, language) for name in unclear_names(language))


def _names_in(concept: Concept, language: str) -> list[tuple[str, ...]]:
    # In texts of another script, a name in Latin letters is English.
    spoken = (language,) if language in ("en", "fr", "es") else (language, "en")
    names = [name for one in spoken for name in concept.names.get(one, ())]
    found = (asked_words(name, language) for name in (*names, *concept.acronyms))
    return [name for name in found if name]


@cache
def _acronyms() -> frozenset[tuple[str, ...]]:
    return frozenset(asked_words(one) for concept in concepts() for one in concept.acronyms)


@cache
def _by_code() -> dict[str, Concept]:
    return {concept.code: concept for concept in concepts()}


def ready() -> None:
    """Read the tables of all languages now, rather than with the first text."""
    for language in LANGUAGES:
        _names(language)
        _automaton(language)
