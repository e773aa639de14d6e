"""
The words of a thing and the concepts it speaks of: most of the work of indexing.

Nothing here knows the store or the index, so that other processes do it where there is much of it.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from amparo.search import analysis
from amparo.search.analysis import concepts

if TYPE_CHECKING:  # other processes have no tables
    from amparo.search.entries.drafts import Draft

Thing = tuple[int, "list[Draft]"]
Item = TypeVar("Item")

_BREAK = " ¶ "  # a place in the text that no phrase passes
_TITLE_OF_A_WHOLE = 4  # times; a whole is found by its name before what only speaks of it
_THINGS_AT_ONCE = 2_000
_MUCH = 20_000  # things, for which it is worth while to start other processes
_AHEAD = 3  # batches that each other process has before it


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


def of_drafts(drafts: Sequence[Draft]) -> Prepared:
    """Return the words and the concepts of what is described or told by these."""
    texts = [Text(one.title, one.text, one.language) for one in drafts]
    return prepared(texts, is_whole=drafts[0].is_whole)


def batches(things: Iterable[Thing]) -> Iterator[tuple[list[Thing], list[Prepared]]]:
    """
    Yield things some hundred together with what was prepared of them, in their order.

    If there are many, other processes prepare them, a few batches ahead.
    """
    rows = iter(things)
    first = list(islice(rows, _MUCH))
    some = _cut(chain(first, rows), _THINGS_AT_ONCE)
    others = (os.cpu_count() or 1) - 1
    if len(first) < _MUCH or not others:
        yield from ((them, [of_drafts(drafts) for _number, drafts in them]) for them in some)
        return
    with ProcessPoolExecutor(others, mp_context=get_context("spawn")) as pool:
        yield from _ahead(some, lambda them: pool.submit(_prepare, _bare(them)), others * _AHEAD)


def _ahead(
    some: Iterable[list[Thing]],
    begin: Callable[[list[Thing]], Future[list[Prepared]]],
    count: int,
) -> Iterator[tuple[list[Thing], list[Prepared]]]:
    waiting: deque[tuple[list[Thing], Future[list[Prepared]]]] = deque()
    for them in some:
        waiting.append((them, begin(them)))
        if len(waiting) > count:
            done, future = waiting.popleft()
            yield done, future.result()
    for done, future in waiting:
        yield done, future.result()


def _bare(things: Iterable[Thing]) -> list[tuple[list[Text], bool]]:
    """Return as little as can be handed to another process."""
    return [
        ([Text(one.title, one.text, one.language) for one in drafts], drafts[0].is_whole)
        for _number, drafts in things
    ]


def _prepare(things: list[tuple[list[Text], bool]]) -> list[Prepared]:
    return [prepared(texts, is_whole=is_whole) for texts, is_whole in things]


def _cut(items: Iterator[Item], count: int) -> Iterator[list[Item]]:
    while some := list(islice(items, count)):
        yield some


@lru_cache(maxsize=5_000)
def _title(text: str, language: str) -> analysis.Streams:
    # Paragraphs that stand under the same heading come one after the other.
    return analysis.streams(text, language)


@lru_cache(maxsize=5_000)
def _concepts_of_title(stems: str, language: str) -> tuple[str, ...]:
    return concepts.in_stems(stems, language)
