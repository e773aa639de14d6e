"""Things made into documents many together, beside what else is done where there are very many."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from .documents import About, Document, about, document

if TYPE_CHECKING:  # other processes have no tables
    from amparo.search.entries.drafts import Draft

Thing = tuple[int, "list[Draft]"]
Item = TypeVar("Item")

_THINGS_AT_ONCE = 2_000
_MUCH = 20_000  # things, for which it is worth while to start other processes
_AHEAD = 3  # batches that each other process has before it


def batches(things: Iterable[Thing]) -> Iterator[tuple[list[Thing], list[Document]]]:
    """
    Yield things some hundred together with the documents made of them, in their order.

    If there are many, other processes make them, a few batches ahead.
    """
    rows = iter(things)
    first = list(islice(rows, _MUCH))
    some = _cut(chain(first, rows), _THINGS_AT_ONCE)
    others = (os.cpu_count() or 1) - 1
    if len(first) < _MUCH or not others:
        yield from ((them, _made(_bare(them))) for them in some)
        return
    # Words are remembered by the hundred thousand, and looked through in vain for what goes in circles.
    with ProcessPoolExecutor(
        others, mp_context=get_context("spawn"), initializer=gc.disable
    ) as pool:
        yield from _ahead(some, lambda them: pool.submit(_made, _bare(them)), others * _AHEAD)


def _ahead(
    some: Iterable[list[Thing]],
    begin: Callable[[list[Thing]], Future[list[Document]]],
    count: int,
) -> Iterator[tuple[list[Thing], list[Document]]]:
    waiting: deque[tuple[list[Thing], Future[list[Document]]]] = deque()
    for them in some:
        waiting.append((them, begin(them)))
        if len(waiting) > count:
            done, future = waiting.popleft()
            yield done, future.result()
    for done, future in waiting:
        yield done, future.result()


def _bare(things: Iterable[Thing]) -> list[About]:
    return [about(number, drafts) for number, drafts in things]


def _made(things: list[About]) -> list[Document]:
    return [document(one) for one in things]


def _cut(items: Iterator[Item], count: int) -> Iterator[list[Item]]:
    while some := list(islice(items, count)):
        yield some
