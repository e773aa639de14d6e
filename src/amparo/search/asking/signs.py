"""The signs that a question is written with: words, phrases, fields, brackets and operators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from amparo.search.analysis import fold

from .vocabulary import AND, FIELDS, NOT, OR


class Kind(Enum):
    """What a sign is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


class Sign(NamedTuple):
    """A sign: its text, or the values of the field that it names."""

    kind: Kind
    text: str = ""
    values: tuple[str, ...] = ()


_Q = '"“”„«»「」『』＂〝〞'
_QUOTED = re.compile(f"[{_Q}]([^{_Q}]*)[{_Q}]")
_NAME = re.compile(r"([^\W\d_]+)[:：]\s*")
_OPERATOR = re.compile(rf"[^\s{_Q}()（）|*]+(?=[\s{_Q}()（）|]|$)")
_BARE = re.compile(rf"[^\s{_Q}()（）|*]+\**")  # what follows a star is another word
_VALUE = re.compile(rf"[^\s{_Q}()（）|,，、;；]+")
_GROUP = re.compile(rf"[(（]((?:[{_Q}][^{_Q}]*[{_Q}]|[^()（）{_Q}])*)[)）]")
_SEPARATOR = re.compile(r"[,，、;；]")
_BEGINS = re.compile(r"\w")
_ENDS = re.compile(r"[^\w*]+$")
_JOINERS = "\u200c\u200d"  # within Persian words and some others


def cleaned(text: str) -> str:
    """Return a question without the signs that nobody sees."""
    return "".join(map(_seen, text))


def _seen(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isprintable() else " "
    category = unicodedata.category(sign)
    if category == "Cf":
        return sign if sign in _JOINERS else ""
    return " " if category in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") else sign


def signs_of(text: str) -> Iterator[Sign]:
    """Return the signs of a question in their order; whatever has no meaning is passed over."""
    at = 0
    while at < len(text):
        sign, at = _next(text, at)
        if sign:
            yield sign


def _next(text: str, at: int) -> tuple[Sign | None, int]:
    first = text[at]
    if first in _Q:
        quoted = _QUOTED.match(text, at)
        return (Sign(Kind.PHRASE, quoted[1]), quoted.end()) if quoted else (None, at + 1)
    if first in "(（":
        return Sign(Kind.OPEN), at + 1
    if first in ")）":
        return Sign(Kind.CLOSE), at + 1
    if first == "|":
        return Sign(Kind.OR), at + 1
    if first == "+":
        return Sign(Kind.AND), at + 1
    if first.isspace():
        return None, at + 1
    return _operator(text, at) or _field(text, at) or _word(text, at)


def _operator(text: str, at: int) -> tuple[Sign, int] | None:
    word = _OPERATOR.match(text, at)
    if word:
        for kind, words in ((Kind.AND, AND), (Kind.OR, OR), (Kind.NOT, NOT)):
            if word.group() in words:
                return Sign(kind, word.group()), word.end()
    # A dash excludes what it is written to; between spaces it is a dash.
    if text[at] in "-−" and text[at + 1 : at + 2].strip("-−+ "):
        return Sign(Kind.NOT), at + 1
    return None


def _field(text: str, at: int) -> tuple[Sign, int] | None:
    named = _NAME.match(text, at)
    field = FIELDS.get(fold(named[1])) if named else None
    if not named or not field:
        return None
    values, end = _values(text, named.end())
    return (Sign(Kind.FIELD, field, values), end) if values else None


def _values(text: str, at: int) -> tuple[tuple[str, ...], int]:
    if group := _GROUP.match(text, at):
        return _said(_listed(group[1])), group.end()
    found: list[str] = []
    while match := _QUOTED.match(text, at) or _VALUE.match(text, at):
        found.append(match[1] if match.re is _QUOTED else match[0])
        at = match.end()
        separator = _SEPARATOR.match(text, at)
        if not separator:
            break
        at = separator.end()
    return _said(found), at


def _said(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(value.split()) for value in values if fold(value).strip("* "))


def _listed(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        match = _QUOTED.match(text, at) or _VALUE.match(text, at)
        if match and match[0] not in OR:
            yield match[1] if match.re is _QUOTED else match[0]
        at = match.end() if match else at + 1


def _word(text: str, at: int) -> tuple[Sign | None, int]:
    run = _BARE.match(text, at)
    if not run or not _BEGINS.match(text, at):
        return None, at + 1  # what stands before a word is passed over sign by sign
    word = _ENDS.sub("", run.group())
    # An operator that something is written to is a word like others; so it is said as a phrase.
    is_operator = word in AND or word in OR or word in NOT
    return Sign(Kind.PHRASE if is_operator else Kind.WORD, word), run.end()
