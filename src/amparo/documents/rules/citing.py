"""A place in a document as it is cited: `CAT/OP/12/5, para. 32`. Source: DOC-11."""

from __future__ import annotations

import re

_STEP = re.compile(r"(annex|sec|chp|para|art|item|list|p|table)_([^_]+(?:_[^_]+)*?)(?=__|$)")
_NUMBERED = {"para": "para.", "art": "art.", "chp": "chap."}


def cited_as(symbol: str, point: str = "") -> str:
    """Return how a document, or a place in it, is cited. Source: DOC-11."""
    place = place_of(point)
    return f"{symbol}, {place}" if place else symbol


def place_of(point: str) -> str:
    """Return a place in words: `annex I, para. 3 (a)`; empty for the whole. Source: DOC-11."""
    said: list[str] = []
    within = ""
    for kind, number in _STEP.findall(point):
        if kind == "annex":
            said.append(f"annex {_roman(number)}")
        elif kind == "item" or (kind == "para" and within == "art"):
            if said:
                said[-1] += f" ({number})"
        elif kind == "sec" and within == "sec":
            said[-1] += f".{number.upper()}"
        elif kind == "sec":
            said.append(f"sect. {_roman(number)}")
        elif kind in _NUMBERED:
            said.append(f"{_NUMBERED[kind]} {number}")
        within = kind if kind in ("art", "para", "sec") else within
    return ", ".join(said)


def paragraph_of(eid: str) -> str:
    """Return the address of the paragraph or article that a piece belongs to, or its own (AKN-10)."""
    steps = eid.split("__")
    places = [n for n, step in enumerate(steps) if step.startswith(("para_", "art_"))]
    return "__".join(steps[: places[0] + 1]) if places else eid


def _roman(number: str) -> str:
    if not number.isascii() or not number.isdecimal() or not 0 < int(number) < 40:
        return number
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (int(number) // 10) + ones[int(number) % 10]
