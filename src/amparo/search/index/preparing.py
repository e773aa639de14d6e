"""The words of a thing, and the concepts it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from amparo.search import analysis
from amparo.search.analysis import concepts

_BREAK = " ¶ "  # a place in the text that no phrase passes
_TITLE_OF_A_WHOLE = 4  # times; a whole is found by its name before what only speaks of it


class Prepared(NamedTuple):
    """What the index holds of a thing's words, with spaces between them, and its concepts."""

    titles: str
    stems: str
    surfaces: str
    codes: tuple[str, ...]


class Text(NamedTuple):
    """A description of a thing, or its one text."""

    title: str
    text: str
    language: str


def prepared(texts: Sequence[Text], *, is_whole: bool) -> Prepared:
    """Return the words and the concepts of a thing."""
    titles: list[str] = []
    stems: list[str] = []
    surfaces: list[str] = []
    codes: dict[str, None] = {}
    for one in texts:
        named = _title(one.title, one.language)
        said = analysis.streams(one.text, one.language)
        titles.append(named.stems)
        stems.append(said.stems)
        surfaces += [named.surfaces, said.surfaces]
        for code in (
            *_concepts_of_title(named.stems, one.language),
            *concepts.in_stems(said.stems, one.language),
        ):
            codes[code] = None
            codes[spoken(code, one.language)] = None
    return Prepared(
        _BREAK.join(titles),
        _BREAK.join(titles * (_TITLE_OF_A_WHOLE if is_whole else 1) + stems),
        " ".join(surfaces),
        tuple(codes),
    )


def spoken(code: str, language: str) -> str:
    """Return what stands for a concept in texts of one language, beside what does in all of them."""
    return f"{language}/{code}"


@lru_cache(maxsize=5_000)
def _title(text: str, language: str) -> analysis.Streams:
    # Paragraphs that stand under the same heading come one after the other.
    return analysis.streams(text, language)


@lru_cache(maxsize=5_000)
def _concepts_of_title(stems: str, language: str) -> tuple[str, ...]:
    return concepts.in_stems(stems, language)
