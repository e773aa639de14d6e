"""The question in an address, and the addresses of the next question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote_plus

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.public.asking import day_in, number_in, one_of, page_in
from amparo.search.index import reading
from amparo.search.questions import FACETS, Order, Question

MOST_CHOSEN = 50
ORDERS = {
    Order.RELEVANCE: _("What fits best first"),
    Order.NEWEST: _("Newest first"),
    Order.OLDEST: _("Oldest first"),
}

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in the fields, kept as it was typed whether it can be read or not."""

    text: str
    since: str
    until: str
    order: str
    chosen: tuple[Pair, ...]

    @property
    def bare(self) -> str:
        """Return the query of the words alone, without any choice."""
        return query((("q", self.text), ("order", self.order)))

    def address(self, *further: Pair, without: Pair | None = None, **instead: str) -> str:
        """Return the query of this question: with a further choice, without one, or other words."""
        named = {"q": self.text, "since": self.since, "until": self.until, "order": self.order}
        pairs = [*{**named, **instead}.items(), *self.chosen, *further]
        return query(one for one in pairs if one != without)


def query(pairs: Iterable[Pair]) -> str:
    """Return pairs as the query of an address, those without a value left out."""
    return "&".join(f"{name}={quote_plus(value)}" for name, value in pairs if value)


def typed_in(request: HttpRequest) -> Typed:
    """Return what stands in an address, as it stands there."""
    get = request.GET
    order = get.get("order", "")
    return Typed(
        text=get.get("q", ""),
        since=get.get("since", ""),
        until=get.get("until", ""),
        # What everybody gets is not said.
        order="" if order == Order.RELEVANCE else order,
        chosen=tuple(_chosen_in(get)),
    )


def question_in(request: HttpRequest, typed: Typed) -> Question:
    """Return what an address asks. :raises Refused: if a day, a page or an order cannot be read."""
    if len(typed.chosen) > MOST_CHOSEN:
        raise Refused(_("At most {most} choices can be made at once."), most=MOST_CHOSEN)
    since, until = day_in(request, "since"), day_in(request, "until")
    if since and until and since > until:
        raise Refused(_("The last day lies before the first day."))
    chosen: dict[str, tuple[str, ...]] = {}
    for name, value in typed.chosen:
        chosen[name] = (*chosen.get(name, ()), value)
    return Question(
        text=typed.text.strip(),
        chosen=chosen,
        since=since,
        until=until,
        order=_order(request, typed, since or until),
        page=page_in(request),
        reader=reader(),
        generation=number_in(request, "at"),
    )


def state_of_index() -> str:
    """Return what differs whenever something else can be found; empty where nothing can yet."""
    try:
        return str(reading.reader().current().number)
    except Refused:
        return ""


def reader() -> str:
    """Return the language being spoken, by its code in documents."""
    return (get_language() or "en")[:2]


def _chosen_in(get: QueryDict) -> Iterator[Pair]:
    for name in FACETS:
        for value in dict.fromkeys(get.getlist(name)):
            if value:
                yield name, value


def _order(request: HttpRequest, typed: Typed, dated: date | None) -> Order:
    order = Order(one_of(request, "order", tuple(Order)))
    # Where no word is looked for, nothing fits better than anything else.
    return Order.NEWEST if order is Order.RELEVANCE and not typed.text.strip() else order
