"""A search: how much was found, what it can be narrowed by, and the results to the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from .asking import Asker
from .making import made
from .records import Facet, Result, Results

_PAGE = 100


class Search:
    """Results of a search, best first, gone through as they are wanted."""

    def __init__(self, asker: Asker, path: str, choices: Mapping[str, Any]) -> None:
        self._asker, self._path, self._choices = asker, path, choices

    def __iter__(self) -> Iterator[Result]:
        page = self._first
        while True:
            yield from page.items
            if page.next is None:
                return
            page = made(Results, self._asker.data(page.next))

    @property
    def total(self) -> int:
        """How many results there are."""
        return self._first.total

    @property
    def facets(self) -> tuple[Facet, ...]:
        """What they can be narrowed by, with how many there are of each."""
        return self._first.facets

    @property
    def understood(self) -> str:
        """The question as it was read."""
        return self._first.understood

    @property
    def instead(self) -> str:
        """A question that would find more, where a word seems misspelled."""
        return self._first.instead

    @property
    def with_all(self) -> int | None:
        """How many results have all the words, where some of them were enough; otherwise None."""
        return self._first.with_all

    @property
    def strictly(self) -> str:
        """The question that finds only what has all the words, where some of them were enough."""
        return self._first.strictly

    @cached_property
    def _first(self) -> Results:
        return made(Results, self._asker.data(self._path, {"limit": _PAGE, **self._choices}))
