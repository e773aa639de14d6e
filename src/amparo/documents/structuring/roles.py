"""
Where a passage begins, and as what.

Told by the sequence of numbers, by the layout and by how the line before ends; never by one alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from amparo.documents.lines import Line
from amparo.documents.rules import symbols

from . import openings
from .listing import Lists
from .numbering import Candidate, Numbers, sequence
from .openings import Opening, Style
from .seams import is_ended, width


class Role(StrEnum):
    """What a passage is, by what opens it."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    SECTION = "section"
    ITEM = "item"
    ARTICLE = "article"
    ANNEX = "annex"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Beginning:
    """A passage begins at a line, in this role."""

    role: Role
    opening: Opening | None = None


SURE, LIKELY, NONE = 2, 1, 0
_NARROW = 0.8
_LEAST_ARTICLES = 3
_LONGEST_HEADING = 300
_MOST_HEADING_LINES = 6
_SYMBOL_LINES = 4
_LETTERED = (Style.LOWER, Style.SMALL_ROMAN, Style.BRACKETED)
_ITEMS = (*_LETTERED, Style.BULLET)
_BULLETS = frozenset("•●○◦▪■►‣∙")
# Figures alone in a line: calls of notes, raised out of the line above.
_FIGURES = re.compile(r"\d{1,3}(?:[ ,]+\d{1,3}){0,4}")
_SMALL_WORDS = re.compile(
    r"\b(?:of|the|and|to|for|on|in|by|with|from|as|or|de|la|le|les|des|du|et|à|au|aux|sur|pour|el|los|las|y|"
    r"del|en|por|para|и|в|на|по|о|об|с|для)$",
    re.IGNORECASE,
)


class Beginnings:
    """
    What begins at which line: `at` has an entry for each line, none where the text goes on.

    `numbers` is what was found out about the numbered lines, one for each stretch in which the
    numbers run on.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.widths = [width(line.text) for line in lines]
        self.ended = [is_ended(line.text) for line in lines]
        self.full = _full_width(lines, self.widths)
        self.is_airy = sum(line.is_blank_before for line in lines) > 0.7 * len(lines)
        self.evidence = [self._evidence(place) for place in range(len(lines))]
        self.openings = [self._opening(place) for place in range(len(lines))]
        self.articles = self._articles()
        self.headed: set[int] = set()
        self.annexes = self._annexes()
        self.numbers = self._numbered()
        self.at: list[Beginning | None] = []
        self._decide()

    def _opening(self, place: int) -> Opening | None:
        line = self.lines[place]
        if line.rows:
            return None
        if line.number:
            # A number that the file keeps apart from the words.
            return openings.opening_of(f"{line.number.strip()} x")
        return openings.opening_of(line.text)

    def _evidence(self, place: int) -> int:
        """Return how surely something begins at a line, its opening left aside."""
        if place == 0:
            return SURE
        line, before = self.lines[place], self.lines[place - 1]
        if place < _SYMBOL_LINES and (symbols.parsed(line.text) or symbols.parsed(before.text)):
            return SURE
        if _is_bare(before):
            # A number alone in its line: its words follow, or an item of its own.
            return SURE if openings.opening_of(line.text) or line.rows else NONE
        if line.rows or before.rows or before.is_end or line.number:
            return SURE
        is_top = line.page != before.page
        if line.is_whole:
            return NONE if self._goes_on(place, is_top=is_top) else SURE
        # The lines of an item hang deeper than what opens it.
        hangs = openings.opening_of(before.text) is not None
        is_deeper = line.indent > before.indent + 2 and not hangs
        if not is_top and (line.is_blank_before or is_deeper or _differ(line, before)):
            return SURE
        return LIKELY if self.ended[place - 1] or self._broken_off(place) else NONE

    def _goes_on(self, place: int, *, is_top: bool) -> bool:
        """Test whether a paragraph that the file gives as a whole goes on from the one before."""
        line, before = self.lines[place], self.lines[place - 1]
        if line.style or before.style or self.ended[place - 1] or openings.opening_of(line.text):
            return False
        wide, first = self.widths[place - 1], line.text[0]
        if is_top:
            return wide >= 40
        if before.text[-1] in ",，" and not self.is_airy:
            return False
        if line.is_blank_before:
            is_sentence = self.ended[place] and wide >= 60
            return is_sentence and (
                first.islower() or not (first.isascii() or before.text[-1].isascii())
            )
        return first.islower() or wide >= 100 and self.is_airy

    def _broken_off(self, place: int) -> bool:
        """Test whether the line before ends although the next word would have fitted in it."""
        before, text = self.lines[place - 1].text, self.lines[place].text
        if not self.full or _SMALL_WORDS.search(before[-6:]):
            return False
        word = text.split(" ", 1)[0] if text[0].isascii() else text[:1]
        return self.widths[place - 1] + 1 + width(word) <= _NARROW * self.full

    def _articles(self) -> set[int]:
        found = {
            place
            for place, line in enumerate(self.lines)
            if line.text and len(line.text) < 110 and openings.article_of(line.text)
        }
        return found if len(found) >= _LEAST_ARTICLES else set()

    def _annexes(self) -> set[int]:
        return {
            place
            for place, line in enumerate(self.lines)
            if line.text
            and len(line.text) < 160
            and self.evidence[place]
            and openings.annex_of(line.text)
        }

    def _numbered(self) -> list[Numbers]:
        bounds = sorted({0, len(self.lines), *self.articles, *self.annexes})
        stretches = list(zip(bounds, bounds[1:], strict=False))
        found = [self._candidates(start, end) for start, end in stretches]
        if self.articles and _run_on(found):
            # A report that goes through a treaty article by article: these are its headings.
            self.headed = self.articles
            self.articles = set()
            return self._numbered()
        if self.articles:
            # What is numbered above the first article is no paragraph of a treaty.
            first = min(self.articles)
            pairs = zip(stretches, found, strict=True)
            found = [[] if end <= first else one for (_start, end), one in pairs]
        return [sequence(one) for one in found]

    def _candidates(self, start: int, end: int) -> list[Candidate]:
        found = []
        for place in range(start, end):
            opening = self.openings[place]
            if opening is None or opening.style is not Style.NUMBER or place in self.articles:
                continue
            first = self.lines[place].text[opening.end : opening.end + 1]
            found.append(
                Candidate(
                    place,
                    opening.value,
                    opening.minor,
                    evidence=self.evidence[place],
                    is_short=self.is_short(place),
                    is_sentence=not first.islower(),
                    is_in_list=place > 0 and self.lines[place - 1].text[-1:] in ";；",
                )
            )
        return found

    def _next_item(self, place: int) -> Opening | None:
        """Return what opens the next item, for a letter that may be a numeral."""
        for one in range(place + 1, min(place + 40, len(self.lines))):
            opening = self.openings[one]
            if opening is not None and opening.style in _ITEMS and self.evidence[one]:
                return opening
        return None

    def is_short(self, place: int) -> bool:
        """Test whether a line looks like a heading: few words that end no sentence."""
        line = self.lines[place]
        if line.is_whole:
            return not self.ended[place] and len(line.text) <= _LONGEST_HEADING // 2
        for one in range(place, min(place + _MOST_HEADING_LINES, len(self.lines))):
            if self.ended[one]:
                return False
            after = one + 1
            if after >= len(self.lines) or self.evidence[after] == SURE:
                return True
            if self.openings[after] is not None and self.evidence[after]:
                return True
        return self.evidence[place + 1] == LIKELY and self.widths[place] < 0.75 * (self.full or 1)

    def _decide(self) -> None:
        paragraphs = set().union(*(one.paragraphs for one in self.numbers))
        headings = set().union(*(one.headings for one in self.numbers))
        lists = Lists()
        for place, line in enumerate(self.lines):
            role, opening = self._role(place, line, paragraphs, headings, lists)
            if role in (Role.PARAGRAPH, Role.SECTION, Role.ARTICLE, Role.ANNEX):
                lists = Lists()
            self.at.append(Beginning(role, opening) if role else None)

    def _role(
        self, place: int, line: Line, paragraphs: set[int], headings: set[int], lists: Lists
    ) -> tuple[Role | None, Opening | None]:
        opening, evidence = self.openings[place], self.evidence[place]
        if opening is not None and opening.printed in _BULLETS:
            evidence = max(evidence, LIKELY)
        if line.rows:
            return Role.TABLE, None
        if place in self.annexes:
            return Role.ANNEX, openings.annex_of(line.text)
        if place in self.articles:
            return Role.ARTICLE, openings.article_of(line.text)
        if place in self.headed:
            return Role.TEXT, None
        if place in paragraphs:
            return Role.PARAGRAPH, opening
        if place in headings:
            return Role.SECTION, opening
        if opening is not None and evidence:
            if opening.style in (Style.ROMAN, Style.UPPER) and self.is_short(place):
                return Role.SECTION, opening
            if opening.style in (*_ITEMS, Style.NUMBER) and lists.takes(
                opening, is_sure=evidence == SURE, after=self._next_item(place)
            ):
                return Role.ITEM, opening
        if evidence == SURE:
            return Role.TEXT, None
        is_raised = _FIGURES.fullmatch(line.text) is not None
        if evidence and self._broken_off(place) and not line.text[:1].islower() and not is_raised:
            return Role.TEXT, None
        return None, None


def _run_on(stretches: Sequence[Sequence[Candidate]]) -> bool:
    """Test whether the numbers run on from one stretch to the next, and do not begin anew in each."""
    anew = on = last = 0
    for stretch in stretches:
        if not stretch:
            continue
        first = stretch[0].major
        anew += first == 1 and last > 0
        on += first == last + 1 and last > 0
        last = max(one.major for one in stretch)
    return on > 1 and on > anew


def _is_bare(line: Line) -> bool:
    """Test whether a line holds the number of a paragraph or an item, and none of its words."""
    if len(line.text) > 8 or not line.text or line.number:
        return False
    opening = openings.opening_of(line.text)
    if opening is None or opening.style not in (Style.NUMBER, *_LETTERED):
        return False
    return opening.end == len(line.text)


def _differ(line: Line, before: Line) -> bool:
    """Test whether two lines are set so differently that they are not of one paragraph."""
    return (
        abs(line.size - before.size) > 0.6
        or line.is_bold != before.is_bold
        or (line.is_centered != before.is_centered)
    )


def _full_width(lines: Sequence[Line], widths: Sequence[int]) -> int:
    """Return how wide a full line of print is; 0 where the file has none."""
    full = sorted(
        wide for line, wide in zip(lines, widths, strict=True) if not line.is_whole and wide
    )
    return full[int(len(full) * 0.9)] if full else 0
