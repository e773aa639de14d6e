"""
Page furniture: what stands on a page and is no part of the text.

Running heads, page and job numbers, the masthead of the first page, tables of contents. All of it
is kept aside: the head of the document is read from it, and nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter

from amparo.documents.lines import Line

from .tabular import gaps_of

SYMBOL = (
    r"(?:(?:CCPR|CAT|CRC|CEDAW|CERD|CMW|CRPD|CED)\s?/(?:C|OP|SP)|HRI|HR|ST|A|S|E|CPT)"
    r"(?:\s?/\s?[A-Z0-9][A-Za-z0-9.()\-]*)+\*{0,3}"
)
JOB = r"(?:[A-Z]{2}\.\d{2}-\d{4,6}|\d{2}-\d{5,6})\s?(?:\([ACEFRS]\))?"

_RUNNING = re.compile(
    rf"(?:\d{{1,4}}\s+)?(?:{SYMBOL}|{JOB})(?:\s+\d{{1,4}}(?:/\d{{1,4}})?)?"
    r"|\d{1,3}/\d{1,3}\s+" + JOB + r"|\*\d{7,10}\*"
    r"|\|?.{0,40}\| Section: \d+/\d+ \| Date: .{0,20}"
    r"|https?://(?:daccess-)?undocs\.org/\S+"
)
_ALONE = re.compile(SYMBOL)
_NUMBER = re.compile(r"[-–—]?\s?(?:\d{1,4}|[ivxl]{1,6}|\d{1,4}/\d{1,4}|[٠-٩]{1,4})\s?[-–—]?")
# Bar codes, in letters of no script; bullets of nothing.
_BARS = re.compile("[\ue000-\uf8ff\\s]+|[-–—•]{1,2}")
_DASHED = re.compile(r"[-–—]\s?\d{1,4}\s?[-–—]")
_RECYCLED = re.compile(
    r"(?:Please recycle|请回收|Merci de recycler|Se ruega reciclar|Просьба отправить.*|"
    r"الرجاء إعادة الاستعمال).{0,20}"
)
_NATIONS = re.compile(
    r"联\s*合\s*国|United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|"
    r"Объединенные Нации|الأمم المتحدة"
)
_DISTRIBUTION = re.compile(r"Distr\s?\.|التوزيع")
_AFTER_DISTRIBUTION = re.compile(
    r"\d{1,2}\s?º?\.?\s+(?:de\s+)?\S+\s+(?:de\s+)?\d{4}.{0,6}|\d{4}\s?年.{4,12}日"
    r"|(?:Chinese|English|French|Russian|Spanish|Arabic)(?:\s*(?:only|/|,|and)\s*\S+)*"
    r"|Français|Español|Русский|中文|العربية|Original\s?:.*|Оригинал:.*|原文.*|الأصل.*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:目\s*录|Contents|CONTENTS|Table of contents|Table des matières|TABLE DES MATI[EÈ]RES|Sommaire|"
    r"[IÍ]ndice|[IÍ]NDICE|Содержание|СОДЕРЖАНИЕ|المحتويات)",
)
_LEADERS = re.compile(r"(?:\.{3,}|…{2,}|(?: \.){3,})")
_ENDS_IN_NUMBER = re.compile(r"\S.*?\D\s?\d{1,3}(?:[-–]\d{1,3})?$")
_MOST_BETWEEN = 3
_MOST_CONTENTS = 400
_HEAD_LINES = 15


@dataclass(slots=True)
class Sheets:
    """
    The lines that are text, their pages counted through, and what was set aside.

    `masthead` are the lines beside "Distr.:", in their order; `running` what stood above and below
    pages; `contents` the table of contents.
    """

    lines: list[Line] = field(default_factory=list)
    masthead: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)


def apart(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with what stands side by side at the head of the first page set apart."""
    made: list[Line] = []
    for line in lines:
        if "\t" not in line.text and "\n" not in line.text:
            made.append(line)
        elif len(made) < _HEAD_LINES and _has_sides(line):
            sides = [side.strip() for side in line.text.split("\t") if side.strip()]
            made += [replace(line, text=side) for side in sides]
        else:
            text = line.text.replace("\t", " ").replace("\n", " ")
            made.append(replace(line, text=text, gaps=gaps_of(line.text)))
    return made


def _has_sides(line: Line) -> bool:
    return "\t" in line.text and not line.text[0].isdigit() and not line.marks


def taken_out(lines: Sequence[Line]) -> Sheets:
    """Return the text of these lines apart from the furniture of their pages."""
    sheets = Sheets()
    is_running = _running(lines)
    beside = _masthead(lines, is_running)
    contents = _contents(lines, is_running)
    page = last = lines[0].page if lines else 0
    crossed = False
    for place, line in enumerate(lines):
        if place in beside:
            sheets.masthead.append(line.text)
        elif place in is_running:
            sheets.running.append(line.text)
            crossed = crossed or bool(sheets.lines)
        elif place in contents:
            sheets.contents.append(line.text or "\n".join(" ".join(row) for row in line.rows))
        else:
            if line.page != last or crossed:
                page += 1
            last, crossed = line.page, False
            sheets.lines.append(line if line.page == page else on_page(line, page))
    return sheets


_FIELDS = [one.name for one in fields(Line)]
_BELOW = attrgetter(*_FIELDS[2:])


def on_page(line: Line, page: int) -> Line:
    """Return the line on another page; `replace` would take ten times as long."""
    return Line(line.text, page, *_BELOW(line))


def _running(lines: Sequence[Line]) -> set[int]:
    found = {
        place
        for place, line in enumerate(lines)
        if line.style in ("header", "footer")
        or len(line.text) < 90
        and not line.is_centered
        and (place > 2 or not _ALONE.fullmatch(line.text))
        and (
            _RUNNING.fullmatch(line.text)
            or _RECYCLED.fullmatch(line.text)
            or _BARS.fullmatch(line.text)
        )
    }
    found |= _repeated(lines)
    found |= _beside(lines, found)
    return found


def _beside(lines: Sequence[Line], found: set[int]) -> set[int]:
    """Return the page numbers that stand beside furniture or at the edge of a page."""
    more = set()
    told = Counter(line.text for line in lines if 0 < len(line.text) < 90)
    for place, line in enumerate(lines):
        if not line.text or len(line.text) > 90 or place in found:
            continue
        near = [one for one in (place - 1, place + 1) if 0 <= one < len(lines)]
        is_at_edge = any(lines[one].page != line.page for one in near)
        is_beside = any(one in found for one in near)
        if _NUMBER.fullmatch(line.text):
            is_last = place == len(lines) - 1 > 0
            if is_beside or is_last or is_at_edge and line.page or _DASHED.fullmatch(line.text):
                more.add(place)
        elif is_beside and told[line.text] > 2 and place + 1 in found and place > 3:
            more.add(place)
    return more


def _repeated(lines: Sequence[Line]) -> set[int]:
    """Return the lines that stand alike at the top or the foot of at least three pages of a file."""
    pages: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        if line.page and line.text and not line.note:
            pages.setdefault(line.page, []).append(place)
    if len(pages) < 3:
        return set()
    edges = [place for places in pages.values() for place in {*places[:2], *places[-2:]}]
    alike = Counter(_without_digits(lines[place].text) for place in edges)
    return {
        place
        for place in edges
        if len(lines[place].text) < 90
        and alike[_without_digits(lines[place].text)] >= max(3, len(pages) // 3)
        and any(sign.isalpha() for sign in lines[place].text)
    }


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _masthead(lines: Sequence[Line], running: set[int]) -> set[int]:
    """Return the lines of the masthead: from "United Nations" to the original language."""
    start = next(
        (place for place, line in enumerate(lines[:300]) if _DISTRIBUTION.match(line.text)), None
    )
    if start is None:
        return set()
    end = start + 1
    while end < len(lines) and _AFTER_DISTRIBUTION.fullmatch(lines[end].text):
        end += 1
    begin = next(
        (
            place
            for place in range(start, max(-1, start - 8), -1)
            if _NATIONS.match(lines[place].text) or _NATIONS.search(lines[place].text[-20:])
        ),
        start,
    )
    return set(range(begin, end))


def _contents(lines: Sequence[Line], running: set[int]) -> set[int]:
    found: set[int] = set()
    for place, line in enumerate(lines):
        if place not in found and _CONTENTS.fullmatch(line.text) and place not in running:
            end = _end_of_contents(lines, place)
            found |= {one for one in range(place, end) if one not in running}
    return found


def _end_of_contents(lines: Sequence[Line], start: int) -> int:
    """Return the place after the last line that leads to a page."""
    end, strange = start, 0
    told: set[str] = set()
    for place in range(start + 1, min(len(lines), start + _MOST_CONTENTS)):
        line = lines[place]
        entries = [" ".join(row) for row in line.rows] or [line.text]
        if any(_leads(entry) for entry in entries):
            told.update(_entry(entry) for entry in entries)
            end, strange = place + 1, 0
            continue
        strange += 1
        # The first heading again: the text begins.
        if strange > _MOST_BETWEEN or line.text in told:
            break
    return end


def _entry(text: str) -> str:
    return _LEADERS.split(text)[0].rstrip(" 0123456789-–.")


def _leads(text: str) -> bool:
    if len(text) > 200:
        return False
    if _LEADERS.search(text):
        return True
    return bool(_ENDS_IN_NUMBER.fullmatch(text)) and not _RUNNING.fullmatch(text)
