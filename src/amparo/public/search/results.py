"""What the search page shows, ready to be printed: results, choices, pages, each with its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote_plus

from django.utils.translation import gettext as _

from amparo.core.wording import number
from amparo.search.questions import Facet, Found, Question, Words

from .asked import Typed
from .words import Names

SHOWN = 6
FORMS = (("CSV", "csv"), ("XLSX", "xlsx"), ("JSON", "json"), ("JSON Lines", "jsonl"))
RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Result:
    """One result: how it is cited, its words with those that were found, and what it is."""

    path: str
    cited: str
    title: tuple[Words, ...]
    text: tuple[Words, ...]
    language: str
    direction: str
    says: tuple[str, ...]
    on: date | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow by, or to undo: how many results there are with it, and where."""

    words: str
    count: str
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of a facet that are shown, and how many there are."""

    name: str
    label: str
    shown: tuple[Choice, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Undo:
    """A choice that was made, and the address without it."""

    label: str
    words: str
    query: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page this is, of how many, and the addresses of those about it."""

    page: int
    last: int
    first_result: int
    first: str
    earlier: str
    later: str
    end: str


def results_of(found: Found, names: Names) -> Iterator[Result]:
    """Yield the results of a page."""
    kinds, tongues, states = (names.values[name] for name in ("kind", "language", "state"))
    for hit in found.hits:
        says = (
            kinds.get(hit.kind, hit.kind),
            tongues.get(hit.language, hit.language),
            names.bodies.get(hit.body, hit.body),
            *(states.get(one, one) for one in hit.states[:3]),
        )
        yield Result(
            path=hit.address,
            cited=hit.citation,
            title=hit.title,
            text=hit.snippet,
            language=hit.language,
            direction="rtl" if hit.language in RIGHT_TO_LEFT else "ltr",
            says=tuple(one for one in says if one),
            on=hit.on,
        )


def choices_of(found: Found, typed: Typed, names: Names, shown: int = SHOWN) -> Iterator[Choices]:
    """Yield the facets by which the results can still be narrowed."""
    here = typed.address()
    for facet in found.facets:
        if _narrows(facet, found.total):
            yield Choices(
                name=facet.name,
                label=names.facets.get(facet.name, facet.name),
                shown=tuple(_choices(facet, here, typed, names, shown)),
                count=len(facet.counts),
            )


def _choices(facet: Facet, here: str, typed: Typed, names: Names, shown: int) -> Iterator[Choice]:
    called, name = names.values.get(facet.name, {}), facet.name
    start = f"{here}&{name}=" if here else f"{name}="
    for one in facet.counts[:shown]:
        value = one.value
        yield Choice(
            called.get(value, value),
            number(one.count),
            typed.address(without=(name, value)) if one.is_chosen else start + _quoted(value),
            one.is_chosen,
        )


def _quoted(value: str) -> str:
    return value if value.isalnum() and value.isascii() else quote_plus(value)


def _narrows(facet: Facet, total: int) -> bool:
    """Test whether choosing one of the values would leave anything out, or bring something back."""
    return any(one.is_chosen or one.count != total for one in facet.counts)


def undone(typed: Typed, names: Names) -> Iterator[Undo]:
    """Yield the choices that were made, each with the address without it."""
    for name, value in typed.chosen:
        label = names.facets.get(name, name)
        yield Undo(label, names.of(name, value), typed.address(without=(name, value)))
    if typed.since:
        yield Undo(_("From"), typed.since, typed.address(since=""))
    if typed.until:
        yield Undo(_("to"), typed.until, typed.address(until=""))


def pages_of(question: Question, found: Found, typed: Typed) -> Pages:
    """Return where the reader is among the pages; all of them are of one state of the index."""
    last = max(1, -(-found.total // question.size))
    page = min(question.page, last)

    def at(wanted: int) -> str:
        return typed.address(("page", str(wanted)), ("at", str(found.generation)))

    return Pages(
        page=page,
        last=last,
        first_result=(page - 1) * question.size + 1,
        first=at(1) if page > 2 else "",
        earlier=at(page - 1) if page > 1 else "",
        later=at(page + 1) if page < last else "",
        end=at(last) if page < last - 1 else "",
    )
