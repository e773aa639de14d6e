"""Documents made up and printed as the United Nations prints them, to be read back."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SYMBOL = "CAT/C/999/1"
LINES_A_PAGE = 34


@dataclass(frozen=True)
class Tongue:
    """How a language is printed: its words, its stops, its numbers."""

    code: str
    words: tuple[str, ...]
    stop: str = "."
    number: str = "{}. "
    sections: tuple[str, ...] = (
        "I",
        "II",
        "III",
        "IV",
        "V",
        "VI",
        "VII",
        "VIII",
        "IX",
        "X",
        "XI",
        "XII",
    )
    section: str = "{}. "
    items: tuple[str, ...] = ("(a) ", "(b) ", "(c) ", "(d) ")
    notes: str = "Notes"

    @property
    def is_chinese(self) -> bool:
        return self.code == "zh"


TONGUES = {
    one.code: one
    for one in (
        Tongue(
            "en",
            (
                "The",
                "delegation",
                "visited",
                "several",
                "small",
                "prisons",
                "and",
                "spoke",
                "with",
                "young",
                "guards",
                "about",
                "their",
                "long",
                "days",
            ),
        ),
        Tongue(
            "fr",
            (
                "La",
                "délégation",
                "a",
                "visité",
                "plusieurs",
                "petites",
                "prisons",
                "et",
                "parlé",
                "avec",
                "de",
                "jeunes",
                "gardiens",
                "fatigués",
            ),
            items=("a) ", "b) ", "c) ", "d) "),
        ),
        Tongue(
            "es",
            (
                "La",
                "delegación",
                "visitó",
                "varias",
                "cárceles",
                "pequeñas",
                "y",
                "habló",
                "con",
                "guardias",
                "jóvenes",
                "sobre",
                "sus",
                "largas",
                "jornadas",
            ),
            items=("a) ", "b) ", "c) ", "d) "),
            notes="Notas",
        ),
        Tongue(
            "ru",
            (
                "Делегация",
                "посетила",
                "несколько",
                "небольших",
                "тюрем",
                "и",
                "беседовала",
                "там",
                "с",
                "молодыми",
                "сотрудниками",
                "охраны",
            ),
            items=("a) ", "b) ", "c) ", "d) "),
            notes="Примечания",
        ),
        Tongue(
            "ar",
            (
                "زار",
                "الوفد",
                "عدة",
                "سجون",
                "صغيرة",
                "وتحدث",
                "مع",
                "حراس",
                "شباب",
                "عن",
                "أيام",
                "عملهم",
                "الطويلة",
            ),
            number="{}- ",
            sections=(
                "أولا",
                "ثانيا",
                "ثالثا",
                "رابعا",
                "خامسا",
                "سادسا",
                "سابعا",
                "ثامنا",
                "تاسعا",
                "عاشرا",
            ),
            section="{} - ",
            items=("(أ) ", "(ب) ", "(ج) ", "(د) "),
            notes="الحواشي",
        ),
        Tongue(
            "zh",
            tuple("代表团访问了几座小型监狱并与年轻的看守人员谈论他们漫长的工作日".strip()),
            stop="。",
            sections=tuple("一二三四五六七八九十"),
            notes="注",
        ),
    )
}


@dataclass(frozen=True)
class Printed:
    """A paragraph as it should come out: its words, its items, and after which sentence a note is called."""

    sentences: tuple[str, ...]
    items: tuple[str, ...] = ()
    called_after: int = -1
    heading: str = ""


@dataclass
class Paper:
    """A whole document of one part."""

    tongue: Tongue
    paragraphs: list[Printed]
    notes: list[str] = field(default_factory=list)

    def text_of(self, one: Printed) -> str:
        return ("" if self.tongue.is_chinese else " ").join(one.sentences)

    def calls(self) -> list[str]:
        """Return for each paragraph the mark of the note it calls, or nothing."""
        number, made = 0, []
        for one in self.paragraphs:
            if one.called_after >= 0:
                number += 1
                made.append(str(number))
            else:
                made.append("")
        return made


def sentence(tongue: Tongue, picks: list[int]) -> str:
    """Return a sentence of these words."""
    words = [tongue.words[pick % len(tongue.words)] for pick in picks]
    if tongue.is_chinese:
        return "".join(words) + tongue.stop
    made = " ".join(words)
    return made[0].upper() + made[1:] + tongue.stop


def heading(tongue: Tongue, picks: list[int]) -> str:
    """Return a heading of these words; none ends in a word that needs another."""
    return sentence(tongue, [*picks, len(tongue.words) - 1])[: -len(tongue.stop)]


def pieces(paper: Paper, *, are_raised: bool) -> list[str]:
    """Return the paragraphs, items and headings in order, each on one line."""
    made: list[str] = []
    section = 0
    tongue = paper.tongue
    for number, (one, mark) in enumerate(zip(paper.paragraphs, paper.calls(), strict=True), 1):
        if one.heading:
            made.append(tongue.section.format(tongue.sections[section]) + one.heading)
            section += 1
        said = [
            text + (mark.translate(RAISED) if are_raised else mark) * (place == one.called_after)
            for place, text in enumerate(one.sentences)
        ]
        joint = "" if tongue.is_chinese else " "
        made.append(tongue.number.format(number) + joint.join(said))
        made += [sign + text for sign, text in zip(tongue.items, one.items, strict=False)]
    return made


def whole(paper: Paper) -> str:
    """Return the document with a paragraph a line, its notes below the page that calls them."""
    made = []
    notes = iter(enumerate(paper.notes, 1))
    for line in pieces(paper, are_raised=True):
        made.append(line)
        if any(sign in line for sign in "¹²³⁴⁵⁶⁷⁸⁹"):
            number, note = next(notes)
            made.append(f"{str(number).translate(RAISED)} {note}")
    return "\n\n".join(made)


def in_print(paper: Paper, width: int) -> str:
    """Return the document as its lines come out of a PDF: no empty lines, calls glued, notes last."""
    lines = [
        part
        for line in pieces(paper, are_raised=False)
        for part in wrapped(line, paper.tongue, width)
    ]
    if paper.notes:
        lines.append(paper.tongue.notes)
        for number, note in enumerate(paper.notes, 1):
            lines += wrapped(f"{number} {note}", paper.tongue, width)
    return paged(lines)


def spaced(paper: Paper, width: int) -> str:
    """Return the document with an empty line between paragraphs and notes below a rule."""
    made: list[str] = []
    for line in pieces(paper, are_raised=True):
        made += [*wrapped(line, paper.tongue, width), ""]
    if paper.notes:
        made.append("__________________")
        for number, note in enumerate(paper.notes, 1):
            made += wrapped(f"{number} {note}", paper.tongue, width)
    return "\n".join(made)


def wrapped(line: str, tongue: Tongue, width: int) -> list[str]:
    """Return a line broken as print breaks it."""
    if not tongue.is_chinese:
        return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    made = [line[: width // 2]]
    rest = line[width // 2 :]
    while rest:
        # No line begins with a stop or with the figure after one.
        while rest and (rest[0] in "。，" or rest[0].isdigit()):
            made[-1], rest = made[-1] + rest[0], rest[1:]
        if rest:
            made.append(rest[: width // 2])
            rest = rest[width // 2 :]
    return made


def paged(lines: list[str]) -> str:
    """Return lines on pages with a running head and a number."""
    made: list[str] = []
    for page, start in enumerate(range(0, len(lines), LINES_A_PAGE), 2):
        made += [SYMBOL, *lines[start : start + LINES_A_PAGE], str(page), ""]
    return "\n".join(made)
