"""What is followed: a search as it stands in an address, whatever its order and page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.search.questions import FACETS, Order, Question

LONGEST_TEXT = 500
MOST_CHOSEN = 50
_LONGEST_VALUE = 100
_TEXT, _SINCE, _UNTIL = "q", "since", "until"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Search:
    """The words, what was chosen by facets, and between which days; all empty: everything."""

    text: str = ""
    chosen: tuple[Pair, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows it."""
        return self == Search()

    def as_text(self) -> str:
        """Return it as an address has it, the same for the same search."""
        days = [(name, day.isoformat()) for name, day in self._days() if day]
        text = [(_TEXT, self.text)] if self.text else []
        return urlencode([*text, *days, *self.chosen])

    def question(self, *, among: tuple[str, ...], reader: str, size: int) -> Question:
        """Return it as the index is asked, among some sources."""
        chosen: dict[str, tuple[str, ...]] = {}
        for name, value in self.chosen:
            chosen[name] = (*chosen.get(name, ()), value)
        return Question(
            text=self.text,
            chosen=chosen,
            since=self.since,
            until=self.until,
            order=Order.RELEVANCE if self.text else Order.NEWEST,
            size=size,
            reader=reader,
            among=among,
        )

    def _days(self) -> tuple[tuple[str, date | None], ...]:
        return (_SINCE, self.since), (_UNTIL, self.until)


def search_of(pairs: Iterable[Pair]) -> Search:
    """
    Return the search that an address asks for; what else stands in the address is left out.

    :raises Refused: if it is too long, or a day cannot be read.

    Source: docs/reference/search.md.
    """
    text, since, until, chosen = "", "", "", set[Pair]()
    for name, value in pairs:
        value = " ".join(value.split())
        if name == _TEXT:
            text = value
        elif name == _SINCE:
            since = value
        elif name == _UNTIL:
            until = value
        elif name in FACETS and value:
            chosen.add((name, value))
    if len(text) > LONGEST_TEXT:
        raise Refused(_("What is followed has at most {count} letters."), count=LONGEST_TEXT)
    if len(chosen) > MOST_CHOSEN or any(len(value) > _LONGEST_VALUE for _name, value in chosen):
        raise Refused(_("At most {count} things can be chosen."), count=MOST_CHOSEN)
    first, last = _day(since), _day(until)
    if first and last and first > last:
        raise Refused(_("The last day lies before the first day."))
    return Search(text, tuple(sorted(chosen)), first, last)


def search_from(text: str) -> Search:
    """
    Return the search that was written by `as_text`. :raises Refused: if it is none.

    Source: docs/reference/search.md.
    """
    return search_of(parse_qsl(text))


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("“{text}” is not a day. Write a day as 2025-12-31."), text=text[:40]
        ) from None
