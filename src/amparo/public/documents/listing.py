"""The list of documents, narrowed and in pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.core.doors import open_to_public
from amparo.documents import published
from amparo.documents.published import Choice, Choices, DocumentLine
from amparo.documents.rules.kinds import KINDS
from amparo.public.answers import answer
from amparo.public.asking import asked, one_of, page_in
from amparo.public.search.asked import reader
from amparo.publication import changes

from . import naming

SIZE = 50
FILTERS = ("kind", "body", "state", "year", "language")
ORDERS = ("newest", "symbol")


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """Some of the documents that fit."""

    chosen: dict[str, str]
    order: str
    page: int
    last: int
    total: int
    documents: tuple[DocumentLine, ...]


@open_to_public
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents of a kind, a body, a State, a year, a language, or all."""
    chosen = {name: request.GET.get(name, "")[:60] for name in FILTERS}
    order, wanted = one_of(request, "order", ORDERS), page_in(request)
    year = chosen["year"]
    found = published.documents(
        **{name: value for name, value in chosen.items() if name != "year"},
        year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        spoken=reader(),
        order=order,
        page=wanted,
        size=SIZE,
    )
    last = max(1, -(-found.total // SIZE))
    page = DocumentsPage(chosen, order, wanted, last, found.total, found.documents)
    return answer(
        request,
        "public/documents/documents.html",
        page,
        names=_names(request),
        choices=_choices(),
        earlier=_place(page, wanted - 1) if wanted > 1 else "",
        later=_place(page, wanted + 1) if wanted < last else "",
    )


def _names(request: HttpRequest) -> dict[str, dict[str, str]]:
    spoken = get_language() or "en"
    return {
        "kind": {code: _(kind.title) for code, kind in KINDS.items()},
        "body": dict(naming.body_names(spoken)),
        "state": dict(naming.state_names(asked(request).today, spoken)),
        "language": {code: naming.language_named(code) for code in naming.LANGUAGES},
        "year": {},
    }


def _choices() -> list[tuple[str, str, tuple[Choice, ...]]]:
    """Return each filter, its label, and its values."""
    number = changes.number()
    every = _kept(number) if number else published.choices()
    return [
        ("kind", _("Kind"), every.kinds),
        ("body", _("Body"), every.bodies),
        ("state", _("State"), every.states),
        ("year", _("Year"), every.years),
        ("language", _("Language"), every.languages),
    ]


@lru_cache(maxsize=2)
def _kept(_number: int) -> Choices:
    """Return what lists can be narrowed by: counted once for each state of the store."""
    return published.choices()


def _place(page: DocumentsPage, wanted: int) -> str:
    pairs = {**page.chosen, "order": "" if page.order == ORDERS[0] else page.order}
    return "?" + urlencode({**{k: v for k, v in pairs.items() if v}, "page": wanted})
