"""
Where in a document words point: paragraphs, articles, annexes and sections, in six languages.

The words of all languages are read everywhere: a Chinese note may say "para. 14". A point is
written as its address: `para_28__list_1__item_n`, `art_16__para_3`, `annex_1__para_2` (AKN-10).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from amparo.documents import numerals

_MOST_IN_A_SPAN = 60

_NUMBER = r"\d{1,4}(?:\.\d{1,3}){0,2}"
_SUBS = r"(?:\s?[(（](?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2}|[а-яё]|[ء-ي])[)）])"
_ONE = rf"{_NUMBER}{_SUBS}*"
_TO = r"(?:[-–—‑]|to|à|a|по|إلى|至|到)"
_AND = r"(?:,|、|，|،|;|and|or|et|ou|y|o|e|и|или|أو|和|及|与|&)"
_LIST = rf"{_ONE}(?:\s*(?:{_TO}|{_AND}|,\s*{_AND}|و)\s*{_ONE})*"

_PARAGRAPH = (
    r"(?:paras?(?:graphs?|graphes?)?\b\.?|§{1,2}|pars?\.|párrs?\.|párrafos?\b"
    r"|пп?\.|пункт\w{0,3}\b|(?:[وفبلك]|لل)?(?:ال)?فقر(?:ة|ات|تين|تان))"
)
_ARTICLE = (
    r"(?:arts?\b\.?|articles?\b|artículos?\b|ст\.|стат(?:ья|ьи|ье|ью|ьей|ей|ьях|ьям|ьями)\b"
    r"|(?:[وفبلك]|لل)?(?:ال)?(?:ماد(?:ة|تين|تان)|مواد))"
)
_ANNEX_WORD = r"(?:annex(?:es|e)?\b|anexos?\b|приложени\w{1,2}\b|(?:[وفبلك])?(?:ال)?مرفق)"
_SECTION_WORD = (
    r"(?:sections?\b|sects?\.|chap(?:ter|itre|\.)|sección\b|capítulo\b|раздел\w{0,3}\b|глав\w{1,2}\b"
    r"|(?:ال)?(?:فصل|فرع))"
)
_ROMAN = r"[IVX]{1,5}"
_CHINESE = r"[一二三四五六七八九十]{1,3}"
_ORDINALS = {"الأول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الخامس": 5}
_CHINESE_ONE = rf"第?\s*(?:{_NUMBER})"
_CHINESE_LIST = rf"第\s*{_NUMBER}(?:\s*(?:{_TO}|{_AND}|或)\s*{_CHINESE_ONE})*"
_CHINESE_SUBS = r"(?:\s?[(（](?:[a-z]{1,2}|[ivx]{1,5})[)）])"

_GAP = re.compile(r"[\s,，、;；:：،؛]*")
_AND_GAP = re.compile(rf"\s*(?:{_AND}|و)\s*")
_ANNEX = re.compile(
    rf"(?:{_ANNEX_WORD}\s*(?P<n>{_ROMAN}\b|\d+|{'|'.join(_ORDINALS)})?"
    rf"|附件(?P<z>{_CHINESE}|{_ROMAN}|\d+)?)",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(rf"{_PARAGRAPH}\s*(?P<list>{_LIST})", re.IGNORECASE)
_ARTICLES = re.compile(
    rf"{_ARTICLE}\s*(?P<list>{_LIST})(?:,?\s*{_PARAGRAPH}\s*(?P<paras>{_LIST}))?", re.IGNORECASE
)
_PARAGRAPH_OF_ARTICLE = re.compile(
    rf"{_PARAGRAPH}\s*(?P<paras>{_LIST})\s*(?:of|de l['’]|del|de|من)?\s*(?:the\s)?"
    rf"{_ARTICLE}\s*(?P<list>{_ONE})",
    re.IGNORECASE,
)
_IN_CHINESE = re.compile(
    rf"(?P<list>{_CHINESE_LIST})\s*(?P<unit>段|条)(?P<subs>{_CHINESE_SUBS}*)(?:[款项目])?"
    rf"(?:\s*(?P<paras>{_CHINESE_LIST})\s*款)?(?P<more>{_CHINESE_SUBS}*)(?:[款项目])?"
    rf"(?:[和及]\s*(?P<again>{_CHINESE_LIST})\s*款)?"
)
_SECTIONS = re.compile(
    rf"{_SECTION_WORD}\s*(?P<n>{_ROMAN})\b(?:\.?\s?(?P<l>[A-H])\b)?"
    rf"|第(?P<z>{_CHINESE})[章节](?:[,，]?\s*第\s*(?P<d>\d+)\s*节)?"
    rf"|第\s*(?P<s>{_ROMAN})\s*[章节]",
    re.IGNORECASE,
)
_ITEMS = re.compile(rf"(?P<number>{_NUMBER})(?P<subs>{_SUBS}*)")
_SUB = re.compile(r"[(（]([^\W_]+)[)）]")
# Where such words can begin at all: a word before a number, and the first signs of the Chinese ones.
_NUMBER_BEGINS = re.compile(r"(?<![A-Za-z\d])(?:\d|[IVX]{1,5}(?![A-Za-z]))")
_SIGNS = re.compile(r"[§附第]")
_LONGEST_WORD = 14
_ANNEX_HINT = re.compile(r"nnex|nexo|рилож|مرفق")


@dataclass(frozen=True, slots=True)
class Point:
    """A place that words lead to, and where the words stand."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that lead to one or more places: `paras. 26 and 27`. `end` is where they end."""

    start: int
    end: int
    points: tuple[Point, ...]


def phrase_at(text: str, at: int) -> Phrase | None:
    """Return the words that point somewhere and stand right here, after a comma at most (DOC-11)."""
    gap = _GAP.match(text, at)
    start = gap.end() if gap else at
    found = _one_phrase(text, start)
    if found is None:
        return None
    points, end = list(found.points), found.end
    if found.points[-1].address.startswith("annex_") and "__" not in found.points[-1].address:
        gap = _GAP.match(text, end)
        within = _one_phrase(text, gap.end() if gap else end)
        if within is not None and not within.points[0].address.startswith(("annex_", "sec_")):
            prefix = points.pop().address
            points += [
                Point(start if n == 0 else one.start, one.end, f"{prefix}__{one.address}")
                for n, one in enumerate(within.points)
            ]
            end = within.end
    while joint := _AND_GAP.match(text, end):
        more = _one_phrase(text, joint.end())
        if more is None or more.points[0].address.startswith(("annex_", "sec_")):
            break
        points += more.points
        end = more.end
    return Phrase(start, end, tuple(points))


def phrases(text: str) -> Iterator[Phrase]:
    """Yield all words of a text that point somewhere, in their order. Source: DOC-11."""
    at = 0
    starts = set(_likely(text))
    if _ANNEX_HINT.search(text):
        starts |= {match.start() for match in _ANNEX.finditer(text)}
    for start in sorted(starts):
        if start < at:
            continue
        found = phrase_at(text, start)
        if found is not None:
            yield found
            at = found.end


def _likely(text: str) -> Iterator[int]:
    """Yield where a word stands before a number, and where a Chinese phrase may begin."""
    for number in _NUMBER_BEGINS.finditer(text):
        end = number.start()
        while end and text[end - 1].isspace():
            end -= 1
        if end and text[end - 1] == ".":
            end -= 1
        start = end
        while start and text[start - 1].isalpha() and not "\u4e00" <= text[start - 1] <= "\u9fff":
            start -= 1
        if 0 < end - start <= _LONGEST_WORD:
            yield start
    yield from (sign.start() for sign in _SIGNS.finditer(text))


def _one_phrase(text: str, at: int) -> Phrase | None:
    if at and text[at - 1].isalpha() and text[at : at + 1].isascii() and text[at - 1].isascii():
        return None  # inside of a word: "subparas."
    if found := _PARAGRAPH_OF_ARTICLE.match(text, at):
        article = next(_numbers(found, "list", "art"))
        points = [_within(article, one) for one in _numbers(found, "paras", "para")]
    elif found := _ARTICLES.match(text, at):
        points = _articles(found)
    elif found := _PARAGRAPHS.match(text, at):
        points = list(_numbers(found, "list", "para"))
    elif found := _IN_CHINESE.match(text, at):
        points = _in_chinese(found)
    elif found := _ANNEX.match(text, at):
        points = [Point(*found.span(), f"annex_{_counted(found['n'] or found['z'] or '1')}")]
    elif found := _SECTIONS.match(text, at):
        points = [Point(*found.span(), _section(found))]
    else:
        return None
    # The words before the first number and after the last belong to them.
    starts = [found.start(), *(one.start for one in points[1:])]
    ends = [*(one.end for one in points[:-1]), found.end()]
    placed = zip(starts, ends, points, strict=True)
    return Phrase(
        found.start(),
        found.end(),
        tuple(Point(start, max(start + 1, end), one.address) for start, end, one in placed),
    )


def _articles(found: re.Match[str]) -> list[Point]:
    articles = list(_numbers(found, "list", "art"))
    if found["paras"] is None:
        return articles
    last = articles.pop()
    return [*articles, *(_within(last, one) for one in _numbers(found, "paras", "para"))]


def _in_chinese(found: re.Match[str]) -> list[Point]:
    kind = "para" if found["unit"] == "段" else "art"
    points = list(_numbers(found, "list", kind))
    last = points[-1]
    if found["paras"] is not None:
        points[-1:] = [_within(last, one) for one in _numbers(found, "paras", "para")]
        if found["again"] is not None:
            points += [_within(last, one) for one in _numbers(found, "again", "para")]
    subs = (found["subs"] or "") + (found["more"] or "")
    if subs:
        deep = points[-1].address + _deep(subs, is_article=False)
        points[-1] = Point(points[-1].start, found.end(), deep)
    return points


def _numbers(found: re.Match[str], group: str, kind: str) -> Iterator[Point]:
    """Yield a point for each number of a list; a span yields all numbers that it spans."""
    text, offset = found[group], found.start(group)
    before: re.Match[str] | None = None
    for one in _ITEMS.finditer(text):
        between = text[before.end() : one.start()] if before else ""
        start, end = one.start() + offset, one.end() + offset
        if before is not None and re.fullmatch(rf"\s*{_TO}\s*第?\s*", between):
            spanned = _between(before["number"], one["number"])
        else:
            spanned = range(0)
        for number in spanned:
            yield Point(start, end, f"{kind}_{number}")
        deep = _deep(one["subs"], is_article=kind == "art")
        yield Point(start, end, f"{kind}_{_digits(one['number'])}{deep}")
        before = one


def _between(first: str, last: str) -> range:
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    if int(last) - int(first) > _MOST_IN_A_SPAN:
        return range(0)
    return range(int(first) + 1, int(last))


def _deep(subs: str, *, is_article: bool) -> str:
    """Return the rest of an address: `(a) (i)` of a paragraph, `(3)` of an article."""
    deep = ""
    for sub in _SUB.findall(subs):
        is_paragraph = is_article and not deep and sub.isdecimal()
        deep += f"__para_{_digits(sub)}" if is_paragraph else f"__list_1__item_{_item(sub)}"
    return deep


def _item(sub: str) -> str:
    """Return how an item is addressed: alike in all languages, whichever letter is printed."""
    if sub.isascii() or sub.isdecimal():
        return _digits(sub)
    return numerals.as_letter(numerals.letter(sub) or 1)


def _within(article: Point, paragraph: Point) -> Point:
    return Point(paragraph.start, paragraph.end, f"{article.address}__{paragraph.address}")


def _section(found: re.Match[str]) -> str:
    number = _counted(found["n"] or found["z"] or found["s"])
    within = found["l"] or found["d"]
    return f"sec_{number}__sec_{within.lower()}" if within else f"sec_{number}"


def _counted(said: str) -> str:
    if said in _ORDINALS:
        return str(_ORDINALS[said])
    if said[0].isdecimal():
        return _digits(said)
    if said[0] in "一二三四五六七八九十":
        return str(_from_chinese(said))
    values = [{"I": 1, "V": 5, "X": 10}[one] for one in said.upper()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-one if one < after else one for one, after in pairs))


def _from_chinese(said: str) -> int:
    digits = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}
    tens, ten, ones = said.partition("十")
    if not ten:
        return digits.get(said[0], 0)
    return digits.get(tens, 1) * 10 + digits.get(ones, 0)


def _digits(number: str) -> str:
    """Return a number in the digits of addresses, whichever digits it is printed in."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in number)
