"""
Going through a list to its end: in pages, each with a cursor to the next, or all at once.

A cursor holds the key of the last item given, never a number of items: what is added or taken away
meanwhile neither repeats an item nor skips one.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, TypeVar

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

T = TypeVar("T")
Key = tuple[str | int, ...]

_DIGEST = re.compile(r"[0-9a-f]{12}")
PAGE, MOST, AT_ONCE = 100, 1_000, 1_000
_ALTERED = _("This cursor is not one that was given out here. Begin the list again without it.")
_OF_ANOTHER = _("This cursor belongs to another list, or to other choices. Begin again without it.")


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """
    A list in its order.

    `after` returns so many items after a key, from the beginning where there is none; fewer than were
    asked for are the last. `key` tells where an item stands, `kinds` what a key is made of.
    """

    after: Callable[[Key | None, int], Sequence[T]]
    key: Callable[[T], Key]
    kinds: tuple[type, ...] = (str,)

    def batches(self, key: Key | None, most: int | None = None) -> Iterator[Sequence[T]]:
        """Yield the items after a key, some at a time: all of them, or at most so many."""
        left = most
        while left is None or left > 0:
            wanted = AT_ONCE if left is None else min(AT_ONCE, left)
            some = self.after(key, wanted)
            if some:
                yield some
            if len(some) < wanted:
                return
            key = self.key(some[-1])
            left = None if left is None else left - len(some)


def in_memory(
    items: Iterable[T], key: Callable[[T], Key], kinds: tuple[type, ...] = (str,)
) -> Rows[T]:
    """Return a short list, put in the order of its keys, as one that can be gone through."""
    listed = sorted(items, key=key)
    keys = [key(one) for one in listed]

    def after(last: Key | None, limit: int) -> Sequence[T]:
        first = 0 if last is None else bisect_right(keys, last)
        return listed[first : first + limit]

    return Rows(after, key, kinds)


def cursor(asked: str, key: Key) -> str:
    """Return the key of an item as a word for an address, which only fits the list it is from."""
    text = json.dumps([_digest(asked), *key], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def key_in(text: str, asked: str, kinds: tuple[type, ...]) -> Key:
    """Return the key in a cursor. :raises Refused: if it is none, or one of another list."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        held = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise Refused(_ALTERED) from None
    if not isinstance(held, list) or not held or not _DIGEST.fullmatch(str(held[0])):
        raise Refused(_ALTERED)
    if held[0] != _digest(asked):
        raise Refused(_OF_ANOTHER)
    if len(held) != 1 + len(kinds) or any(
        type(one) is not kind for one, kind in zip(held[1:], kinds, strict=True)
    ):
        raise Refused(_ALTERED)
    return tuple(held[1:])


def _digest(asked: str) -> str:
    return blake2b(asked.encode(), digest_size=6).hexdigest()
