"""
Which of what is new a search finds: asked of the index, as a reader asks it.

Followers are told only of what has all the words. A reader is shown more where few have them: what
has some of them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TypeVar

from amparo.search.finding import find
from amparo.search.questions import Hit

from .models import Novelty
from .rules.searches import Search

MOST = 50
_SOURCES_AT_FIRST, _SOURCES_AT_ONCE = 100, 400
_HITS_AT_ONCE = 60
_FARTHEST = 5_000  # how many novelties a feed looks back

_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class Match:
    """A source that has something new and that the search finds: what is new, and its best hit."""

    novelties: tuple[Novelty, ...]
    hit: Hit


@dataclass(frozen=True, slots=True)
class Matches:
    """What a search finds among what is new; `has_more` where it is more than anybody is told."""

    found: tuple[Match, ...] = ()
    has_more: bool = False


def new_since(search: Search, seen: int, until: int, reader: str, *, most: int = MOST) -> Matches:
    """Return what a search finds among the novelties after one, up to another, oldest first."""
    rows = Novelty.objects.filter(pk__gt=seen, pk__lte=until, is_there=True).order_by("pk")
    found: list[Match] = []
    for some in _by_source((one.source, one) for one in rows.iterator(1_000)):
        for source, hit in _hits(search, list(some), reader):
            if not _was_told(search, seen, some[source], reader):
                found.append(Match(tuple(some[source]), hit))
        if len(found) > most:
            return Matches(tuple(found[:most]), has_more=True)
    return Matches(tuple(found))


def latest(search: Search, reader: str, *, most: int = MOST) -> list[Match]:
    """Return what a search finds among the latest novelties, the latest first."""
    found: list[tuple[list[int], Hit]] = []
    asked: dict[str, Hit | None] = {}
    # Mostly the first of them are enough, and no more is read of the ledger.
    with closing(_latest()) as novelties:
        for some in _by_source(novelties, at_first=_SOURCES_AT_FIRST):
            new = [one for one in some if one not in asked]
            asked |= dict.fromkeys(new) | dict(_hits(search, new, reader))
            for source, numbers in some.items():
                hit = asked[source]
                # Whoever was told of a document knows of its other languages; a docket goes on.
                if hit and (source in new or source.startswith("docket/")):
                    found.append((numbers, hit))
            if len(found) >= most:
                break
    held = Novelty.objects.in_bulk([one for numbers, _hit in found[:most] for one in numbers])
    return [Match(tuple(held[one] for one in them), hit) for them, hit in found[:most]]


def _latest() -> Generator[tuple[str, int]]:
    rows = Novelty.objects.filter(is_there=True).order_by("-at", "-pk")[:_FARTHEST]
    yield from rows.values_list("source", "pk").iterator(_SOURCES_AT_FIRST)


def _by_source(
    novelties: Iterable[tuple[str, _One]], at_first: int = _SOURCES_AT_ONCE
) -> Iterator[dict[str, list[_One]]]:
    """Yield novelties by what their entries are made from, some sources at a time, then more."""
    some: dict[str, list[_One]] = {}
    for source, one in novelties:
        if len(some) == at_first and source not in some:
            yield some
            some, at_first = {}, min(at_first * 2, _SOURCES_AT_ONCE)
        some.setdefault(source, []).append(one)
    if some:
        yield some


def _hits(search: Search, sources: list[str], reader: str) -> list[tuple[str, Hit]]:
    """Return the sources that a search finds, in the order given, each with its best hit."""
    best: dict[str, Hit] = {}
    left = sources
    while left:
        # Of one document there may be a hundred hits: who was found is not asked about again.
        question = search.question(among=tuple(left), reader=reader, size=_HITS_AT_ONCE)
        answer = find(question, ())
        new: dict[str, Hit] = {}
        for hit in answer.hits:
            new.setdefault(_source_of(hit.key, left), hit)
        new.pop("", None)
        best |= new
        if not new or answer.total <= len(answer.hits):
            break
        left = [one for one in left if one not in best]
    return [(one, best[one]) for one in sources if one in best]


def _source_of(key: str, sources: Iterable[str]) -> str:
    known = set(sources)
    parts = key.split("/")
    names = ("/".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((one for one in names if one in known), "")


def _was_told(search: Search, seen: int, new: list[Novelty], reader: str) -> bool:
    """
    Test whether a document was told before, in another language.

    A further language is new to whoever could not find the document in those that there were.
    """
    if not new[0].language:
        return False
    earlier = Novelty.objects.filter(source=new[0].source, pk__lte=seen)
    languages = set(earlier.values_list("language", flat=True))
    wanted = {value for name, value in search.chosen if name == "language"}
    languages &= wanted or languages
    if not languages:
        return False
    others = [one for one in search.chosen if one[0] != "language"]
    before = replace(
        search, chosen=tuple(sorted([*others, *(("language", one) for one in languages)]))
    )
    question = before.question(among=(new[0].source,), reader=reader, size=1)
    return find(question, ()).total > 0
