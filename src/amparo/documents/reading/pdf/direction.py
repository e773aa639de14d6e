"""
From the order on paper to the order of reading, where lines run from the right.

A PDF tells where letters stand; on a line of Arabic the first word stands at the right, and the
figures and Latin words on it still run from the left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

_T = TypeVar("_T")
_FROM_RIGHT = {"R", "AL"}
_NUMBERS = {"EN", "AN"}
_JOIN_NUMBERS = {".", ",", "/", ":", "،", "٫", "٬"}
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def runs_from_right(texts: Sequence[str]) -> bool:
    """Test whether a line is read from the right: by far the most of its letters are."""
    right = left = 0
    for text in texts:
        for one in text:
            kind = unicodedata.bidirectional(one)
            right += kind in _FROM_RIGHT
            left += kind == "L"
    return right > left


def in_order(
    units: Sequence[_T], text_of: Callable[[_T], str], *, from_right: bool
) -> list[tuple[_T, bool]]:
    """
    Return units that stand from left to right on paper in the order in which they are read.

    With each stands whether it is in words that run from the right.
    """
    kinds = [_kind(text_of(one)) for one in units]
    if not from_right and "R" not in kinds:
        return [(one, False) for one in units]
    sides = _sides(kinds, [text_of(one) for one in units], from_right=from_right)
    ordered: list[tuple[_T, bool]] = []
    start = 0
    while start < len(units):
        end = start
        while end < len(units) and sides[end] == sides[start]:
            end += 1
        is_right = sides[start] == "R"
        piece = [(one, is_right) for one in units[start:end]]
        piece = piece[::-1] if is_right else piece
        ordered = piece + ordered if from_right else ordered + piece
        start = end
    return ordered


def mirrored(text: str) -> str:
    """Return brackets as they are read where they are shown turned round."""
    return text.translate(_MIRRORED)


def _kind(text: str) -> str:
    for one in text:
        kind = unicodedata.bidirectional(one)
        if kind in _FROM_RIGHT:
            return "R"
        if kind == "L":
            return "L"
        if kind in _NUMBERS:
            return "N"
    return ""


def _sides(kinds: list[str], texts: list[str], *, from_right: bool) -> list[str]:
    """Return for each unit the side from which the run begins that it belongs to."""
    sides = ["L" if kind in {"L", "N"} else kind for kind in kinds]
    base = "R" if from_right else "L"
    at = 0
    while at < len(sides):
        if sides[at]:
            at += 1
            continue
        end = at
        while end < len(sides) and not sides[end]:
            end += 1
        before = kinds[at - 1] if at else base
        after = kinds[end] if end < len(kinds) else base
        sides[at:end] = [_between(before, after, texts[at:end], base)] * (end - at)
        at = end
    return sides


def _between(before: str, after: str, between: list[str], base: str) -> str:
    said = "".join(between).strip()
    if before == after == "N":
        # 16/2 and 1.500 stay together; two numbers with a space between are two.
        joined = len(between) == 1 and said in _JOIN_NUMBERS
        return "L" if joined else base
    if "R" in (before, after):
        return "R" if before == after else base
    return "L"
