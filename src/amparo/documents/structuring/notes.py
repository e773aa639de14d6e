"""Notes are told from the text: at the foot of its pages or at its end, by rule, number or star."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from amparo.documents.lines import Line

from .furniture import on_page
from .seams import Seams

RAISED = {ord(sign): str(value) for value, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_RAISED_FIRST = re.compile(r"([⁰¹²³⁴-⁹]{1,3})\s*")
_RULE = re.compile(r"[_―─—-]{6,}")
_NUMBERED = re.compile(r"(\d{1,3})(?:[.\s]\s*(?=\S)|$)")
_IN_BRACKETS = re.compile(r"\[(\d{1,3})\]\.?\s+(?=\S)")
_STARRED = re.compile(r"(\*{1,3}|†|‡)\s*(?=[^\W\d_])")
_TITLE = re.compile(
    r"(?:End\s?notes?|Notes|NOTES|注释|注|尾注|Notas|Примечания|Сноски|الحواشي|Notes de fin)\s?:?"
)
_MOST_STARS = 2
MOST_NOTE_LINES = 60


@dataclass(slots=True)
class FootNote:
    """A note as it is found: its mark, its lines, and the page they stand on."""

    mark: str
    page: int
    pieces: list[str] = field(default_factory=list)
    is_raised: bool = False

    def text(self, seams: Seams) -> str:
        """Return its lines as one text."""
        return seams.joined(piece for piece in self.pieces if piece)


@dataclass(slots=True)
class Separated:
    """The lines of the text, its notes, and the rules and titles that stood above notes."""

    lines: list[Line] = field(default_factory=list)
    notes: list[FootNote] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


def separated(lines: Sequence[Line]) -> Separated:
    """Return the text apart from its notes."""
    return _Separation(lines).run()


class _Separation:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.found = Separated()
        self.zone = ""  # "foot": to the end of the page; "end": to the end of the document
        self.expected = 1
        self.usual = _usual_size(lines)
        self.has_pages = bool(lines) and lines[0].page != lines[-1].page
        stars = sum(1 for line in lines if line.text.startswith("* "))
        self.are_stars_notes = stars <= _MOST_STARS

    def run(self) -> Separated:
        """Go through the lines once."""
        last, extra, was_note = 0, 0, False
        for place, line in enumerate(self.lines):
            if self._is_of_note(place, line):
                was_note = True
                continue
            self.zone = ""
            # Notes stand at the foot of a page: what follows them stands on the next one.
            if was_note and not line.note and line.page == last and self.found.lines:
                extra += 1
            last, was_note = line.page, False
            self.found.lines.append(on_page(line, line.page + extra) if extra else line)
        return self.found

    def _is_of_note(self, place: int, line: Line) -> bool:
        if line.note:
            self._add(line, line.note, line.text)
            return True
        if line.rows:
            return False
        if _RULE.fullmatch(line.text):
            self.found.rules.append(line.text)
            self.zone = "foot"
            self._page = line.page
            self._is_new = True
            return True
        if self.zone == "foot" and (line.page != self._page or self._is_too_far(line)):
            self.zone = ""
        if self._begins(place, line):
            return True
        if self.zone and not self._is_new and not (self.zone == "foot" and line.is_whole):
            self.found.notes[-1].pieces.append(line.text)
            return True
        return False

    def _begins(self, place: int, line: Line) -> bool:
        """Test whether a note begins at this line, and begin it."""
        text = line.text
        stands_apart = line.is_whole or line.is_blank_before or self._is_small(line)
        if (raised := _RAISED_FIRST.match(text)) and (stands_apart or self.zone):
            mark = raised[1].translate(RAISED)
            return self._new(line, mark, text[raised.end() :], raised=True)
        if line.marks and line.marks[0].at == 0 and (self._is_small(line) or self.zone):
            return self._new(line, line.marks[0].mark, text, raised=True)
        if (bracket := _IN_BRACKETS.match(text)) and line.is_whole:
            return self._new(line, bracket[1], text[bracket.end() :])
        if (star := _STARRED.match(text)) and self._is_called(place, star[1]):
            return self._new(line, star[1], text[star.end() :])
        if _TITLE.fullmatch(text) and self._first_follows(place):
            self.found.rules.append(text)
            self.zone, self._page, self._is_new, self.expected = "end", line.page, True, 1
            return True
        number = _NUMBERED.match(text)
        if number is not None and self._is_expected(int(number[1]), line):
            return self._new(line, number[1], text[number.end() :])
        return False

    def _is_expected(self, number: int, line: Line) -> bool:
        if self.zone:
            is_next = number == self.expected or self.zone == "foot" and number == self.expected + 1
            return is_next or number == 1 and self._is_new
        if number != self.expected or line.is_whole:
            return False
        words = _NUMBERED.match(line.text)
        if words is None or words.end() == len(line.text) or "." in words[0]:
            return False
        return line.is_blank_before and line.indent > 2 or self._is_small(line)

    def _new(self, line: Line, mark: str, rest: str, *, raised: bool = False) -> bool:
        self._add(line, mark, rest, raised=raised)
        if self.zone != "end" and not line.is_whole:
            self.zone = "foot"
        self._page, self._is_new = line.page, False
        if mark.isdigit():
            self.expected = int(mark) + 1
        return True

    def _add(self, line: Line, mark: str, rest: str, *, raised: bool = False) -> None:
        notes = self.found.notes
        if line.note and notes and notes[-1].mark == mark:
            notes[-1].pieces.append(rest)
        else:
            notes.append(FootNote(mark, line.page, [rest], raised))

    def _is_too_far(self, line: Line) -> bool:
        """Test whether a note without a page to end it has ended: no note runs on for ever."""
        if self.found.notes and len(self.found.notes[-1].pieces) > MOST_NOTE_LINES:
            return True
        return not self.has_pages and line.is_blank_before and not self._is_new

    def _is_small(self, line: Line) -> bool:
        return 0 < line.size < self.usual * 0.95

    def _is_called(self, place: int, stars: str) -> bool:
        """Test whether these stars stand at the end of a line above; bullets do not."""
        above = self.lines[max(0, place - 80) : place]
        return self.are_stars_notes and any(
            line.text.endswith(stars) and not line.text.endswith("*" + stars) for line in above
        )

    def _first_follows(self, place: int) -> bool:
        after = self.lines[place + 1 : place + 2]
        return bool(after) and bool(re.match(r"(?:1[.\s]|¹)\s*\S", after[0].text))

    _page = 0
    _is_new = False


def _usual_size(lines: Sequence[Line]) -> float:
    told: dict[float, int] = {}
    for line in lines:
        if line.size:
            told[line.size] = told.get(line.size, 0) + len(line.text)
    return max(told, key=lambda size: told[size]) if told else 0.0
