"""Browsing: everything public by State, body, theme, person, goal, year, kind and language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from amparo.core.doors import made_of, open_to_public
from amparo.core.errors import NotVisible, Refused
from amparo.public.answers import answer
from amparo.public.search.asked import question_in, reader, state_of_index, typed_in
from amparo.public.search.words import Names, names
from amparo.search import finding
from amparo.search.questions import FACETS, Count, Facet, Question

WAYS = ("state", "body", "theme", "person", "sdg", "year", "kind", "language")
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Value:
    """A value to browse by; `depth` is 1 where it belongs to the one above it."""

    value: str
    name: str
    count: int
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """One way to browse: its values, each with its number of results."""

    facet: str
    label: str
    values: tuple[Value, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """Every way to browse, with the values that lead to most."""

    total: int
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One way to browse, of everything or of what a question finds."""

    text: str
    total: int
    way: Way


@made_of(state_of_index)
@open_to_public
def topics(request: HttpRequest) -> HttpResponse:
    """Show every way to browse what is public."""
    try:
        found = finding.find(Question(reader=reader(), size=1))
    except Refused:
        # Nothing has been made findable yet.
        return answer(request, "public/topics/topics.html", TopicsPage(0, ()))
    called = names(found.generation, get_language() or "en")
    facets = {one.name: one for one in found.facets}
    ways = tuple(
        _way(facets[name], called, SHOWN) for name in WAYS if name in facets and facets[name].counts
    )
    return answer(request, "public/topics/topics.html", TopicsPage(found.total, ways))


@made_of(state_of_index)
@open_to_public
def topic(request: HttpRequest, facet: str) -> HttpResponse:
    """
    Show every value of a facet with its number of results, each leading to them.

    :raises NotVisible: if results cannot be narrowed by that.
    """
    if facet not in FACETS:
        raise NotVisible(facet)
    typed = typed_in(request)
    found = finding.find(question_in(request, typed))
    called = names(found.generation, get_language() or "en")
    its = next((one for one in found.facets if one.name == facet), Facet(facet, ()))
    page = TopicPage(typed.text, found.total, _way(its, called))
    return answer(
        request,
        "public/topics/values.html",
        page,
        typed=typed,
        kept=typed.address(),
        undone={
            one.value: typed.address(without=(facet, one.value))
            for one in page.way.values
            if one.is_chosen
        },
    )


def _way(facet: Facet, called: Names, shown: int | None = None) -> Way:
    found = {one.value for one in facet.counts}
    values = [
        Value(
            one.value,
            called.of(facet.name, one.value),
            one.count,
            one.is_chosen,
            depth=int(shown is None and called.parents.get(one.value, "") in found),
        )
        for one in (_latest(facet.counts) if facet.name == "year" else facet.counts)[:shown]
    ]
    label = called.facets.get(facet.name, facet.name)
    if shown is None:
        values = _ordered(facet.name, values, called)
    return Way(facet.name, label, tuple(values), len(facet.counts))


def _latest(counts: tuple[Count, ...]) -> list[Count]:
    return sorted(counts, key=lambda one: one.value, reverse=True)


def _ordered(facet: str, values: Iterable[Value], called: Names) -> list[Value]:
    """Return years from the latest, States by name, topics below theirs, the rest by number."""
    if facet == "state":
        return sorted(values, key=lambda one: called.places.get(one.value, len(called.places)))
    if facet in ("theme", "person", "sdg"):
        return _as_tree(list(values), called.parents)
    return list(values)


def _as_tree(values: list[Value], parents: Mapping[str, str]) -> list[Value]:
    """Return each topic followed by those that belong to it; goals in the order of their numbers."""
    below: dict[str, list[Value]] = defaultdict(list)
    for one in values:
        below[parents.get(one.value, "") if one.depth else ""].append(one)
    found = []
    for first in sorted(below[""], key=_numbered):
        found += [first, *sorted(below[first.value], key=_numbered)]
    return found


def _numbered(one: Value) -> tuple[int, str]:
    number = one.value.partition(":")[2].partition(".")
    if one.value.startswith("sdg:") and number[0].isdecimal():
        return int(number[0]), number[2].rjust(3)
    return 0, one.name
