"""What the search page shows, ready to be printed: results, choices, pages, each with its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from markupsafe import Markup

from amparo.core.wording import days, numbers
from amparo.search.questions import Facet, Found, Question

from . import printing
from .asked import Typed
from .words import Names

SHOWN = 6
FORMS = (("CSV", "csv"), ("XLSX", "xlsx"), ("JSON", "json"), ("JSON Lines", "jsonl"))
ISOLATED = ("\u2068", "\u2069")


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of a facet, of which some are shown, and how many there are."""

    name: str
    label: str
    shown: Markup
    count: int
    has_more: bool


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


def results_of(found: Found, names: Names, start: str) -> Markup:
    """Return the results of a page; `start` stands before every address."""
    return printing.joined(_results(found, names, start))


def _results(found: Found, names: Names, start: str) -> Iterator[str]:
    kinds, tongues, states = (names.values[name] for name in ("kind", "language", "state"))
    day = days()
    # Where a page is read from the right, each piece keeps a direction of its own.
    first, last = ISOLATED if get_language_bidi() else ("", "")
    for hit in found.hits:
        says = (
            kinds.get(hit.kind, hit.kind),
            tongues.get(hit.language, hit.language),
            names.bodies.get(hit.body, hit.body),
            *(states.get(one, one) for one in hit.states[:3]),
            day(hit.on, hit.precision) if hit.on else "",
        )
        yield printing.result(
            start,
            hit.address,
            hit.citation,
            hit.title,
            hit.snippet,
            hit.language,
            " · ".join([f"{first}{one}{last}" for one in says if one]),
        )


def choices_of(found: Found, typed: Typed, names: Names, shown: int = SHOWN) -> Iterator[Choices]:
    """Yield the facets by which the results can still be narrowed."""
    here, said = typed.address(), numbers()
    for facet in found.facets:
        if _narrows(facet, found.total):
            label = names.facets.get(facet.name, facet.name)
            yield Choices(
                name=facet.name,
                label=label,
                shown=printing.joined(_choices(facet, label, here, typed, names, said, shown)),
                count=len(facet.counts),
                has_more=len(facet.counts) > shown,
            )


def _choices(
    facet: Facet,
    label: str,
    here: str,
    typed: Typed,
    names: Names,
    said: Callable[[int], str],
    shown: int,
) -> Iterator[str]:
    called, name = names.values.get(facet.name, {}), facet.name
    start = f"{here}&{name}=" if here else f"{name}="
    for value, count, is_chosen in facet.counts[:shown]:
        words = called.get(value, value)
        if is_chosen:
            yield printing.chosen(label, words, said(count), typed.address(without=(name, value)))
        else:
            yield printing.choice(words, said(count), start + _quoted(value))


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
