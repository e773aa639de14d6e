"""A tree as the question that somebody could have typed for it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from .tree import All, Any, Field, Meant, Node, Not, Phrase, Prefix, Span, Word

_BOTH = "+"
_PLAIN = re.compile(r"[\w./*-]+")


def said(node: Node) -> str:
    """Return the question of a tree: whoever asks it again is given the same tree."""
    if isinstance(node, All):
        return _all(node)
    if isinstance(node, Any):
        return f"({' OR '.join(_within(part) for part in node.parts)})"
    if isinstance(node, Not):
        part = said(node.part) if isinstance(node.part, Any) else _within(node.part)
        return f"-{part}"
    return _leaf(node)


def _all(node: All) -> str:
    parts = [_within(part) for part in node.parts]
    if not node.is_strict:
        return " ".join(parts)
    return f"{_BOTH}{parts[0]}" if len(parts) == 1 else f" {_BOTH} ".join(parts)


def _within(node: Node) -> str:
    return f"({said(node)})" if isinstance(node, All) else said(node)


def _leaf(node: Node) -> str:
    if isinstance(node, Word):
        return node.text
    if isinstance(node, Prefix):
        return f"{node.text}*"
    if isinstance(node, Phrase):
        return f'"{" ".join(node.words)}"'
    if isinstance(node, Field):
        return _field(node)
    if isinstance(node, Span):
        return _span(node)
    return said(node.words) if isinstance(node, Meant) else ""


def _field(node: Field) -> str:
    star = "*" if node.is_prefix else ""
    return f"{node.name}:{','.join(_value(value + star) for value in node.values)}"


def _value(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else f'"{text}"'


def _span(node: Span) -> str:
    since, until = node.since, node.until
    whole = _whole(since, until)
    if whole:
        return whole
    return f"date:{since.isoformat() if since else ''}..{until.isoformat() if until else ''}"


def _whole(since: date | None, until: date | None) -> str:
    """Return a span of whole years, or one month or day, as people write it; otherwise nothing."""
    is_from = since is None or (since.month, since.day) == (1, 1)
    is_to = until is None or (until.month, until.day) == (12, 31)
    if is_from and is_to:
        first, last = (f"{day.year:04}" if day else "" for day in (since, until))
        return f"year:{first}" if first == last and first else f"year:{first}..{last}"
    if since and until and (since.year, since.month) == (until.year, until.month):
        if since == until:
            return f"date:{since.isoformat()}"
        if since.day == 1 and until.day == monthrange(until.year, until.month)[1]:
            return f"date:{since.isoformat()[:7]}"
    return ""
