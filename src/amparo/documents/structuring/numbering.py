"""
Which numbered lines are paragraphs of the document: those whose numbers follow one another.

Paragraphs are numbered through the document (DOC-10), in decisions on communications by two numbers
(7.2). A number out of the sequence is the number of a heading or of a list, or words that happen to
stand at the beginning of a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

FARTHEST_JUMP = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A line that opens with a number.

    `evidence` says how surely something begins there: 0 not at all, 1 by the line before, 2 by the
    layout. `is_short` says that it looks like a heading, `is_sentence` that words follow as they
    begin a sentence, `is_in_list` that the line before ends as an item does, with a semicolon.
    """

    place: int
    major: int
    minor: int = 0
    evidence: int = 2
    is_short: bool = False
    is_sentence: bool = True
    is_in_list: bool = False

    @property
    def number(self) -> tuple[int, int]:
        return self.major, self.minor


@dataclass(slots=True)
class Numbers:
    """What the candidates are, by the places of their lines; `missing` are numbers skipped."""

    paragraphs: set[int] = field(default_factory=set)
    headings: set[int] = field(default_factory=set)
    listed: set[int] = field(default_factory=set)
    restarts: set[int] = field(default_factory=set)
    missing: list[tuple[int, str]] = field(default_factory=list)


def follows(before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Test whether a paragraph number is the next one, or one of the next ones."""
    major, minor = before
    return after in ((major + 1, 0), (major + 1, 1), (major, minor + 1))


def sequence(candidates: Sequence[Candidate]) -> Numbers:
    """Return which of these lines are paragraphs, in one part of a document."""
    found = Numbers()
    last, listed = (0, 0), -1
    are_double = sum(1 for one in candidates if one.minor) > 2
    for place, one in enumerate(candidates):
        rest = candidates[place + 1 :]
        if one.is_in_list and 0 < listed < one.major <= listed + 3:
            # A long list has come as far as the paragraphs: they go on when it has ended.
            found.listed.add(one.place)
            listed = one.major
        elif _is_next(last, one, are_double):
            if one.is_short and _comes_again(one, rest):
                found.headings.add(one.place)
            elif one.evidence or one.is_sentence:
                found.paragraphs.add(one.place)
                last = one.number
        elif one.is_short and one.evidence and not one.minor and one.major != listed + 1:
            found.headings.add(one.place)
        elif _is_jump(last, one, rest):
            found.missing += [(one.place, number) for number in _between(last, one.number)]
            found.paragraphs.add(one.place)
            last = one.number
        elif one.evidence and _begins_anew(last, one, rest):
            found.restarts.add(one.place)
            found.paragraphs.add(one.place)
            last = one.number
        elif one.evidence:
            found.listed.add(one.place)
            listed = one.major
    _only_headings(candidates, found)
    return found


def _is_next(last: tuple[int, int], one: Candidate, are_double: bool) -> bool:
    return follows(last, one.number) and (are_double or not one.minor)


def _comes_again(one: Candidate, rest: Sequence[Candidate]) -> bool:
    """Test whether a paragraph of the same number follows at once: then this is its heading."""
    for after in rest[:4]:
        if after.number == one.number:
            return not after.is_short
        if after.number > one.number:
            return False
    return False


def _is_jump(last: tuple[int, int], one: Candidate, rest: Sequence[Candidate]) -> bool:
    """Test whether numbers were lost before this one: the next ones follow it, those never come."""
    if not one.evidence or not last < one.number or one.major - last[0] > FARTHEST_JUMP:
        return False
    for after in rest[:200]:
        if follows(last, after.number):
            return False
        if follows(one.number, after.number) and not after.is_short:
            return True
    return one.is_sentence and not one.is_short and one.major - last[0] <= 3


def _begins_anew(last: tuple[int, int], one: Candidate, rest: Sequence[Candidate]) -> bool:
    """Test whether the numbers begin again at this one, and those before have ended."""
    if one.number not in ((1, 0), (1, 1)) or last == (0, 0):
        return False
    seen = False
    for after in rest:
        if follows(last, after.number) and after.major > 2:
            return False
        seen = seen or follows(one.number, after.number)
    return seen


def _between(last: tuple[int, int], number: tuple[int, int]) -> list[str]:
    if last[0] == number[0]:
        return [f"{last[0]}.{minor}" for minor in range(last[1] + 1, number[1])]
    return [str(major) for major in range(last[0] + 1, number[0])]


def _only_headings(candidates: Sequence[Candidate], found: Numbers) -> None:
    """Numbers that stand before short lines throughout are those of headings."""
    chosen = [one for one in candidates if one.place in found.paragraphs]
    if len(chosen) > 1 and sum(one.is_short for one in chosen) > 0.7 * len(chosen):
        found.headings |= found.paragraphs
        found.paragraphs.clear()
        found.missing.clear()
