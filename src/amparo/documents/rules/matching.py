"""
Whether what is taken in under a symbol is what stands there already, in another language or again.

Source: DOC-1, DOC-3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.documents.structure import Doubt

from .symbols import Symbol, parsed

_ALIKE = 0.6
_NUMBERS_MAY_DIFFER = 0.25


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of a version: its title, its day, its text in few words, its numbers."""

    language: str
    title: str
    on: date | None
    digest: str
    numbers: tuple[str, ...]


def check_symbol(asked: Symbol, printed: str) -> None:
    """
    Raise if the document calls itself something else than it is to be called.

    Its head may leave out what the symbol was given besides: a modifier, the page of a compilation.

    :raises Refused: if it names another document. Source: DOC-1.
    """
    said = parsed(printed)
    if said is not None and said.base != asked.base:
        raise Refused(
            _("The document calls itself {printed}, not {symbol}."),
            rule="DOC-1",
            printed=str(said),
            symbol=str(asked),
        )


def check_same_language(symbol: str, new: Text, held: Text) -> None:
    """
    Raise if a version would put another text in the place of the one that is held.

    :raises Refused: saying whether it is another document, or the same with another text.
        Source: DOC-1.
    """
    if new.digest == held.digest:
        return
    if not is_alike(new.title, held.title) and new.on != held.on:
        raise Refused(
            _(
                "{symbol} is taken: it stands for “{title}”, which is another document."
                " To put this one in its place, say that it replaces the text."
            ),
            rule="DOC-1",
            symbol=symbol,
            title=held.title,
        )
    raise Refused(
        _(
            "{symbol} is there already in this language, with another text."
            " To put this one in its place, say that it replaces the text."
        ),
        rule="DOC-1",
        symbol=symbol,
    )


def check_other_language(symbol: str, new: Text, held: Text) -> None:
    """
    Raise if a version in another language cannot be of the same document.

    :raises Refused: if neither its day nor the numbers of its paragraphs agree. Source: DOC-1.
    """
    days_differ = new.on is not None and held.on is not None and new.on != held.on
    if days_differ and _share_missing(new.numbers, held.numbers) > _NUMBERS_MAY_DIFFER:
        raise Refused(
            _(
                "This is no version of {symbol}: the day and the paragraphs are others"
                " ({count} numbered paragraphs, and {held} in “{title}”)."
            ),
            rule="DOC-1",
            symbol=symbol,
            count=len(new.numbers),
            held=len(held.numbers),
            title=held.title,
        )


def doubts_beside(new: Text, others: Sequence[Text]) -> tuple[Doubt, ...]:
    """Return what a person should look at: where language versions do not agree. Source: DOC-1."""
    doubts = []
    for held in others:
        if new.numbers != held.numbers and new.numbers and held.numbers:
            only = [one for one in held.numbers if one not in set(new.numbers)]
            more = [one for one in new.numbers if one not in set(held.numbers)]
            said = _(
                "The numbered paragraphs are not those of the version in {language}:"
                " not here: {missing}; only here: {added}."
            )
            few = {"missing": _few(only), "added": _few(more)}
            doubts.append(Doubt(said, language=held.language, **few))
        if new.on and held.on and new.on != held.on:
            said = _("The day is {day}, and {other} in the version in {language}.")
            days = {"day": new.on.isoformat(), "other": held.on.isoformat()}
            doubts.append(Doubt(said, language=held.language, **days))
    return tuple(doubts)


def is_alike(one: str, other: str) -> bool:
    """Test whether two titles are those of one document, as printed twice. Source: DOC-1."""
    one, other = (" ".join(text.casefold().split()) for text in (one, other))
    if one == other or (one and other and (one in other or other in one)):
        return True
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _share_missing(some: Sequence[str], others: Sequence[str]) -> float:
    every = set(some) | set(others)
    return len(set(some) ^ set(others)) / len(every) if every else 0.0


def _few(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:8]) or "-"
    return f"{shown} …" if len(numbers) > 8 else shown
