"""A question as a tree: what must be in a text, may be, or may not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was typed; in the index it may be several (`ill-treatment`, 任意拘留)."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that begin so."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side, as they were typed between quotation marks."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """
    That a field has one of the values, which are written as the index has them (`MOZ`, `SPT`).

    Values that begin so are enough where `is_prefix`. The field `title` has words for values: those
    must stand in the title.
    """

    name: str
    values: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included; None where there is no end."""

    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Meant:
    """
    Words that name concepts: what speaks of any of the concepts answers, or has the words.

    Only `widened` makes it; nobody types it.
    """

    codes: tuple[str, ...]
    words: Node


@dataclass(frozen=True, slots=True)
class Run:
    """
    Chinese without spaces: side by side as it was typed, or each of the words it falls into.

    Only `widened` makes it.
    """

    text: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """
    Words that were typed side by side, of which so many are enough; first, what has the whole.

    Only `eased` makes it; the whole may be the same words, of which more are required.
    """

    whole: Node
    parts: tuple[Node, ...]
    least: int


@dataclass(frozen=True, slots=True)
class All:
    """Each of the parts; `is_strict` where a sign says so, and it is more than what was typed."""

    parts: tuple[Node, ...]
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class Any:
    """One of the parts at least."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever is not this."""

    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """All there is: nothing was asked."""


Node = Word | Prefix | Phrase | Field | Span | Meant | Run | Some | All | Any | Not | Everything
