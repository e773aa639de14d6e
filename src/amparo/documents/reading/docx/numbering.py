"""
Automatic numbers: what a word processor writes before a paragraph and keeps out of its text.

Lists are counted as Word counts them: all that share a definition count on together, a level begins
anew below a higher one, and a list with a start of its own begins there when it is first used.
Source: ISO/IEC 29500-1, 17.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .counting import written
from .markup import Element, child, children, number_of, value, value_of

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
# Bullets that fonts of signs keep where Unicode has nothing.
_SIGNS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf02d": "–",
    "\uf0a8": "□",
    "o": "◦",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its format, its text (`%1.%2`), where it starts and begins anew."""

    form: str = "decimal"
    pattern: str = ""
    text: str = ""
    start: int = 1
    anew_below: int | None = None  # after which level, counted from 1; 0 is never
    in_figures: bool = False
    style: str = ""
    indent: float | None = None


@dataclass(slots=True)
class _List:
    """The counters of one definition, and which lists have had their own start."""

    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    started: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Num:
    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document, counted on as its paragraphs go by."""

    def __init__(self, root: Element | None) -> None:
        self._nums: dict[str, _Num] = {}
        self._lists: dict[str, _List] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        if root is not None:
            self._read(root)

    def level(self, num: str, level: int) -> Level | None:
        """Return a level of a list, or nothing if the document does not have it."""
        found = self._nums.get(num)
        return found.levels.get(level) if found is not None else None

    def level_of_style(self, num: str, style: str) -> int | None:
        """Return the level of a list that a paragraph style is bound to."""
        found = self._nums.get(num)
        for place, level in found.levels.items() if found is not None else ():
            if level.style == style:
                return place
        return None

    def next(self, num: str, level: int) -> str:
        """Count on, and return what is written before the paragraph; empty if nothing is."""
        found = self._nums.get(num)
        if found is None or level not in found.levels:
            return ""
        counters = self._count(num, found, level)
        return _label(found.levels, counters, level)

    def _count(self, num: str, found: _Num, level: int) -> list[int | None]:
        shared = self._lists.setdefault(found.definition, _List())
        counters = shared.counters
        if level in found.starts and (num, level) not in shared.started:
            shared.started.add((num, level))
            counters[level] = None
        start = found.starts.get(level, found.levels[level].start)
        before = counters[level]
        counters[level] = start if before is None else before + 1
        for lower in range(level + 1, LEVELS):
            one = found.levels.get(lower)
            anew = one.anew_below if one is not None else None
            if anew is None or (anew != 0 and level < anew):
                counters[lower] = None
        return counters

    def _read(self, root: Element) -> None:
        definitions: dict[str, dict[int, Level]] = {}
        linked: dict[
            str, str
        ] = {}  # by the name of a list style: the definition that has its levels
        links: dict[str, str] = {}
        for one in children(root, "abstractNum"):
            name = value(one, "abstractNumId")
            definitions[name] = {
                number_of(value(level, "ilvl")): _level(level) for level in children(one, "lvl")
            }
            if style := value_of(one, "styleLink"):
                linked[style] = name
            if style := value_of(one, "numStyleLink"):
                links[name] = style
        for one in children(root, "num"):
            name = value_of(one, "abstractNumId")
            name = linked.get(links.get(name, ""), name)
            self._nums[value(one, "numId")] = _num(one, name, definitions.get(name, {}))


def _level(element: Element) -> Level:
    form = child(element, "numFmt")
    restart = value_of(element, "lvlRestart")
    return Level(
        form=value(form, "val") if form is not None else "decimal",
        pattern=value(form, "format") if form is not None else "",
        text=value_of(element, "lvlText"),
        start=number_of(value_of(element, "start"), 1 if child(element, "start") is None else 0),
        anew_below=number_of(restart) if restart else None,
        in_figures=child(element, "isLgl") is not None and value_of(element, "isLgl") != "0",
        style=value_of(element, "pStyle"),
        indent=_indent(element),
    )


def _indent(level: Element) -> float | None:
    found = child(child(level, "pPr"), "ind")
    return (
        number_of(value(found, "left") or value(found, "start")) / 20 if found is not None else None
    )


def _num(element: Element, definition: str, levels: dict[int, Level]) -> _Num:
    own, starts = dict(levels), {}
    for override in children(element, "lvlOverride"):
        place = number_of(value(override, "ilvl"))
        if (level := child(override, "lvl")) is not None:
            own[place] = _level(level)
        if start := value_of(override, "startOverride"):
            starts[place] = number_of(start)
            own[place] = replace(own.get(place, Level()), start=number_of(start))
    return _Num(definition, own, starts)


def _label(levels: dict[int, Level], counters: list[int | None], level: int) -> str:
    own = levels[level]
    if own.form == "bullet":
        return "".join(_SIGNS.get(one, one) for one in own.text) or "•"

    def said(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        one = levels.get(at, Level())
        count = counters[at]
        number = one.start if count is None else count
        form = "decimal" if own.in_figures and one.form != "none" else one.form
        return written(number, form, one.pattern)

    return _PLACE.sub(said, own.text).strip()
