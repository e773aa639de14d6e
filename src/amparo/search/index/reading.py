"""
Readers of the index: in each process one, which notices a new state of it by one look at a file.

A few states are kept open, so that whoever pages through results goes on in the one that the first
page was answered from.
"""

from __future__ import annotations

import os
import shutil
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import Any
from weakref import finalize

import tantivy
from django.conf import settings

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from . import generations, schema
from .generations import Folder

_OPEN = 4
_ANY = 2
_KEPT = 5_000  # answers: of each question its counts, and of each of its pages what stands there
_MOST_WORDS = 30_000  # of one first letter


class Generation:
    """One state of the index, which never changes: what is found in it once, is found again."""

    def __init__(self, number: int, path: Path) -> None:
        self.number = number
        # Opening an index makes a lock beside it, and not every reader may write there.
        links = Path(mkdtemp(prefix="amparo-index-"))
        finalize(self, shutil.rmtree, links, ignore_errors=True)
        for one in path.iterdir():
            (links / one.name).symlink_to(one)
        index = tantivy.Index.open(str(links))
        index.config_reader("manual")
        self.schema = index.schema
        self.searcher = index.searcher()
        self.columns = {facet: self._columns(facet) for facet in schema.COLUMNS}
        # A state never changes: what was counted and found in it once is remembered.
        self.counted: OrderedDict[Hashable, Any] = OrderedDict()
        self._words: dict[str, dict[str, int]] = {}

    @property
    def size(self) -> int:
        """How many things it holds."""
        return int(self.searcher.num_docs)

    def numbers(self, hits: Sequence[tuple[Any, tantivy.DocAddress]]) -> list[int]:
        """Return the numbers of the things that were found."""
        found = self.searcher.fast_field_values(schema.NUMBER, [at for _key, at in hits])
        return [int(one) for one in found if one is not None]

    def count(self, query: tantivy.Query) -> int:
        """Return how many things a query finds."""
        # In an order that is not reckoned: nothing is weighed.
        found: Any = self.searcher.search(query, 1, order_by_field=schema.NUMBER)
        return int(found.count)

    def keep(self, question: Hashable, answer: object) -> None:
        """Remember what was counted or found for a question."""
        self.counted[question] = answer
        if len(self.counted) > _KEPT:
            self.counted.popitem(last=False)

    def vocabulary(self, beginning: str) -> Mapping[str, int]:
        """Return the most frequent words that begin so, each with how many things have it."""
        if beginning not in self._words:
            found = self.searcher.terms_with_prefix(schema.SURFACES, beginning, limit=_MOST_WORDS)
            self._words[beginning] = dict(found)
        return self._words[beginning]

    def _columns(self, facet: str) -> tuple[str, ...]:
        """Return the columns of a facet that hold anything."""
        first, *others = schema.columns_of(facet)
        return (first, *(one for one in others if self._holds_anything(one)))

    def _holds_anything(self, column: str) -> bool:
        found = self.searcher.terms_with_prefix(column, "", limit=_ANY)
        return any(value != schema.NO_VALUE for value, _count in found)


class Reader:
    """The states of one folder that are open in this process."""

    def __init__(self, folder: Folder) -> None:
        self._folder, self._path = folder, str(folder.current)
        self._open: OrderedDict[int, Generation] = OrderedDict()
        self._seen: tuple[int, int] | None = None
        self._number: int | None = None
        self._lock = Lock()

    def current(self) -> Generation:
        """Return the newest state. :raises Refused: if there is no index that can be read."""
        number = self._current_number()
        found = None if number is None else self.opened(number)
        if found is None:
            raise Refused(
                _("There is nothing to search in yet: the index is being made. Try again later.")
            )
        return found

    def opened(self, number: int) -> Generation | None:
        """Return a state by its number; None if it is gone."""
        found = self._open.get(number)
        if found is not None:
            return found
        with self._lock:
            if number not in self._open:
                path = self._folder.generation(number)
                if not path.is_dir():
                    return None
                self._open[number] = Generation(number, path)
                while len(self._open) > _OPEN:
                    self._open.pop(min(one for one in self._open if one != number))
            return self._open[number]

    def _current_number(self) -> int | None:
        try:
            status = os.stat(self._path)  # noqa: PTH116  with each question; twice as fast
        except FileNotFoundError:
            return None
        seen = (status.st_mtime_ns, status.st_ino)
        if seen != self._seen:
            current = generations.current(self._folder)
            self._number, self._seen = (current.number if current else None), seen
        return self._number


_READERS: dict[Path, Reader] = {}


def folder() -> Folder:
    """Return the folder of the index, as the settings name it."""
    return Folder(settings.SEARCH_INDEX)


def reader() -> Reader:
    """Return this process's reader of the index that the settings name."""
    path = settings.SEARCH_INDEX
    if path not in _READERS:
        _READERS[path] = Reader(Folder(path))
    return _READERS[path]
