"""What becomes an entry, before it has a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
"""The languages that what is described is described in."""


class Draft(NamedTuple):
    """
    One thing that can be found, in one language; see `models.Entry` for what each field holds.

    The key of a description ends with its language. A whole (a State, a document as such) is looked
    for by its name.
    """

    source: str
    key: str
    kind: str
    language: str
    title: str
    text: str
    address: str
    citation: str = ""
    symbol: str = ""
    body: str = ""
    states: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    on: date | None = None
    precision: str = "day"
    is_described: bool = False
    is_whole: bool = False

    @property
    def number(self) -> int:
        """By what the index knows it: the same for a thing in all languages it is described in."""
        return number_of(self.key[: -len(self.language) - 1] if self.is_described else self.key)


def number_of(name: str) -> int:
    """Return the number of a thing: always the same, and of two things never the same in practice."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") >> 1


def things(drafts: Iterable[Draft]) -> Iterator[tuple[int, list[Draft]]]:
    """Yield what is described in several languages together; they come one after the other."""
    for number, them in groupby(drafts, key=lambda one: one.number):
        yield number, list(them)


def listed(values: Iterable[str]) -> str:
    """Return values as a row keeps them: `|MOZ|SEN|`."""
    joined = "|".join(values)
    return f"|{joined}|" if joined else ""


def unlisted(text: str) -> tuple[str, ...]:
    """Return the values that a row keeps."""
    return tuple(text.strip("|").split("|")) if text else ()
