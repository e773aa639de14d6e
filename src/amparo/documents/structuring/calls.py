"""
Where notes are called: raised figures, figures in brackets, and figures glued to the words.

A text that was taken from print has lost what raises a figure. Which of its figures call a note is
told by all of them at once: calls follow one another in the order of the notes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from amparo.documents.structure import NoteMark

from .notes import RAISED
from .passages import Passage

_RAISED = re.compile(r"\s?([⁰¹²³⁴-⁹]{1,3})")
_BRACKETS = re.compile(r"\s?\[(\d{1,3})\]")
_STARS = re.compile(r"\s?(\*{1,3}|†|‡)(?=\s|$|[^\w*])")
# Signs after which a figure has counted or dated something, unless they begin a longer word.
_COUNTED = (
    "个(?!人)|名(?!单)|所(?!有)|次(?!要)|国(?!家)|人(?!权)|条(?!约)|项(?!目)|"
    "[份月日年款段周天件起位届时号美欧万亿种类宗轮季度%％]"
)
_CHINESE = "\u3000-\u303f\u3400-\u9fff\uff00-\uff60“”‘’…—"
# Glued to a small letter, a stop, a closing bracket or a year; nothing that counts may follow.
_GLUED = re.compile(
    r"(?:(?<=[^\W\d_A-Z])|(?<=[!?)\]”’\"'»。，；：、！？）】》」…%])|(?<=[^\W\d_][.,;:])|(?<=[)\]”’\"»%\d?!][.,;:])"
    r"|(?<=\b(?:19|20)\d\d))"
    r"(\d{1,3})(?![\d%])(?=$|[\s.,;:)\]”’\"»–-]|[^\x00-\x7f])"
    rf"(?!\s?(?:{_COUNTED}))(?![.,]\d)"
)
_NOT_CALLS = re.compile(
    r"(?:\b(?:Rev|Add|Corr|Amend|Inf|No|Nos|art|arts|para|paras|p|pp|Art|Vol|vol|ch|chap|núm|párr|párrs|par)"
    r"[.,]|[第/]|(?<!\d)\d{1,3}\.)$"
)
# Less sure: glued to a capital, or between a full stop and what it might count.
_POSSIBLE = re.compile(r"(?:(?<=[A-Z])|(?<=[。；：]))(\d{1,3})(?!\d)(?=$|[\s.,;]|[^\x00-\x7f])")
_DIGITS = re.compile(r"\d+")
_ALONE = re.compile(
    r"(?:(?<=\s)|(?<=\d[.,]))(\d{1,3})(?=\s|$|[。，；、.,;])"
    r"(?!\s(?:per ?cent|years?|months?|weeks?|days?|hours?|million|billion|people|persons|cases|States|of|to|and|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)


@dataclass(frozen=True, slots=True)
class _Place:
    passage: int
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Called:
    """What was found: the marks that are called, and those of notes that nothing calls."""

    marks: frozenset[str]
    uncalled: tuple[str, ...]


def called(
    passages: Sequence[Passage], marks: Iterable[str], *, are_raised: bool, begins: int = 0
) -> Called:
    """
    Take the calls of these notes out of the passages, and set them as their marks.

    Glued figures are looked for where the text begins and not before: its head is full of dates.
    """
    known = list(dict.fromkeys(marks))
    cuts: dict[int, list[tuple[int, int, str]]] = {}
    _printed(passages, set(known), cuts)
    found = {mark for one in cuts.values() for _start, _end, mark in one}
    found |= {mark.mark for passage in passages for mark in passage.marks}
    numbers = [int(mark) for mark in known if mark.isdigit() and mark not in found]
    if numbers and not are_raised:
        for place in _glued(passages, numbers, begins):
            cuts.setdefault(place.passage, []).append((place.start, place.end, str(place.number)))
            found.add(str(place.number))
    for number, pieces in cuts.items():
        _cut(passages[number], sorted(pieces))
    return Called(frozenset(found), tuple(mark for mark in known if mark not in found))


def _printed(
    passages: Sequence[Passage], known: set[str], cuts: dict[int, list[tuple[int, int, str]]]
) -> None:
    """Find the calls that are told by how they are printed."""
    has_stars = any(mark[0] in "*†‡" for mark in known)
    for number, passage in enumerate(passages):
        text = passage.text
        if not text.isascii():
            for one in _RAISED.finditer(text):
                if (mark := one[1].translate(RAISED)) in known:
                    cuts.setdefault(number, []).append((one.start(), one.end(), mark))
        if "[" in text:
            for one in _BRACKETS.finditer(text):
                if one[1] in known:
                    cuts.setdefault(number, []).append((one.start(), one.end(), one[1]))
        if has_stars and "*" in text:
            for one in _STARS.finditer(text):
                if one[1] in known:
                    cuts.setdefault(number, []).append((one.start(), one.end(), one[1]))


def _glued(passages: Sequence[Passage], numbers: Sequence[int], begins: int) -> list[_Place]:
    wanted = set(numbers)
    strong: list[_Place] = []
    weak: list[_Place] = []
    for place, passage in enumerate(passages):
        text = passage.text
        if not text or place < begins:
            continue
        for start in _figures(text):
            one = _GLUED.match(text, start)
            if one is None or int(one[1]) not in wanted:
                if (after := _POSSIBLE.match(text, start)) and int(after[1]) in wanted:
                    weak.append(_Place(place, start, after.end(), int(after[1])))
                continue
            is_doubtful = _NOT_CALLS.search(text[max(0, start - 6) : start])
            (weak if is_doubtful else strong).append(_Place(place, start, one.end(), int(one[1])))
        for one in _ALONE.finditer(text):
            if int(one[1]) in wanted:
                start = one.start() - (text[one.start() - 1] == " ")
                weak.append(_Place(place, start, one.end(), int(one[1])))
    chain = _longest(strong)
    return chain + _between(chain, weak, numbers)


def _figures(text: str) -> Iterator[int]:
    """Yield where figures stand that may be calls; glued to a year, behind it."""
    for run in _DIGITS.finditer(text):
        start, length = run.start(), run.end() - run.start()
        if length <= 3:
            yield start
        elif 4 < length <= 7:
            yield start + 4


def _longest(places: Sequence[_Place]) -> list[_Place]:
    """Return the longest run of places in which the numbers rise."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(places)
    for place, one in enumerate(places):
        depth = bisect_left(tails, one.number)
        if depth < len(tails) and tails[depth] == one.number:
            # The same number again: what comes first is the call.
            continue
        if depth == len(tails):
            tails.append(one.number)
            ends.append(place)
        else:
            tails[depth], ends[depth] = one.number, place
        before[place] = ends[depth - 1] if depth else -1
    found: list[_Place] = []
    last = ends[-1] if ends else -1
    while last >= 0:
        found.append(places[last])
        last = before[last]
    return found[::-1]


def _between(chain: list[_Place], weak: Sequence[_Place], numbers: Sequence[int]) -> list[_Place]:
    """Return places for the numbers missing from the chain, each between its neighbours."""
    told = {one.number: one for one in chain}
    found: list[_Place] = []
    last = (0, 0)
    for number in sorted(numbers):
        if number in told:
            last = (told[number].passage, told[number].end)
            continue
        after = min((one for one in told if one > number), default=None)
        limit = (told[after].passage, told[after].start) if after else (1 << 30, 0)
        choice = next(
            (
                one
                for one in weak
                if one.number == number and last <= (one.passage, one.start) < limit
            ),
            None,
        )
        if choice is not None:
            found.append(choice)
            last = (choice.passage, choice.end)
    return found


def _cut(passage: Passage, pieces: list[tuple[int, int, str]]) -> None:
    """Take the calls out of a text, with the space that stood beside them for their sake."""
    made, at, marks = "", 0, []
    text = passage.text
    moved = sorted(passage.marks, key=lambda one: one.at)
    for start, end, mark in pieces:
        if start < at:
            continue
        piece = text[at:start]
        marks += _shifted(moved, at, start, len(made))
        made += piece
        after = text[end : end + 2]
        if after[:1] == " " and (
            _is_wide(made[-1:]) and _is_wide(after[1:2]) or made.endswith(" ")
        ):
            end += 1
        marks.append(NoteMark(len(made), mark))
        marks += _shifted(moved, start, end, len(made), flat=True)
        at = end
    marks += _shifted(moved, at, len(text) + 1, len(made))
    passage.text = (made + text[at:]).rstrip()
    passage.marks = tuple(NoteMark(min(one.at, len(passage.text)), one.mark) for one in marks)


def _shifted(
    marks: Sequence[NoteMark], start: int, end: int, base: int, *, flat: bool = False
) -> list[NoteMark]:
    return [
        NoteMark(base if flat else base + one.at - start, one.mark)
        for one in marks
        if start <= one.at < end
    ]


def _is_wide(sign: str) -> bool:
    return bool(sign) and bool(re.match(f"[{_CHINESE}]", sign))
