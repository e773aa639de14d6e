"""How a paragraph, an item or a heading opens: the number, letter or bullet that stands before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from amparo.documents import numerals


class Style(StrEnum):
    """The shapes of numbering."""

    NUMBER = "number"  # 12.
    ROMAN = "roman"  # IV. and 四. and رابعا-
    UPPER = "upper"  # B. and باء-
    LOWER = "lower"  # (b) b) (ب)
    SMALL_ROMAN = "small roman"  # (ii) ㈡ (二)
    BRACKETED = "bracketed"  # (2) 2)
    BULLET = "bullet"
    ARTICLE = "article"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Opening:
    """
    What stands before the words: `printed` without its stops, the words beginning at `end`.

    `values` says what it may mean: `(i)` is the ninth letter or the first Roman numeral. `minor` is
    the second half of a number such as 7.2.
    """

    printed: str
    end: int
    values: tuple[tuple[Style, int], ...]
    minor: int = 0

    @property
    def style(self) -> Style:
        return self.values[0][0]

    @property
    def value(self) -> int:
        return self.values[0][1]

    def as_style(self, style: Style) -> int:
        """Return its value in this style, 0 if it has none."""
        return next((value for one, value in self.values if one is style), 0)


_NUMBER = re.compile(
    r"(?P<major>\d{1,4})(?:"
    r"\.(?P<minor>\d{1,3})\.?(?=\s*[^\W\d_]|\s*[\"“«‘\[(（《]|\.$)"
    r"|\s?[.．、](?!\d)"
    r"|,(?=\s[A-ZÀ-ÞА-Я])"
    r"|\s?[-–—](?=\s*[\u0600-\u06ff]|\s+[A-ZÀ-ÞА-Я])"
    r")\s*"
)
_UPPER = re.compile(r"(?P<sign>[IVXLC]{1,7}|[A-ZА-Я])\s?[.．、]\s*(?=[^\s.])(?![^\W\d_]\.)")
_CHINESE = re.compile(r"(?P<sign>[一二三四五六七八九十]{1,3})\s?[.．、]\s*(?=\S)")
_BRACKET = re.compile(
    r"[(（‘'](?P<sign>[a-zа-я]|[ivxl]{1,6}|([a-z])\2|[\u0621-\u064a]\u200d?|\d{1,3}|[一二三四五六七八九十]{1,3})[)）’']"
    r"\s*"
)
_HALF = re.compile(r"(?P<sign>[a-zа-я]|[ivxl]{1,5}|\d{1,2})\)\s*")
_CIRCLED = re.compile(r"(?P<sign>[\u3220-\u3229\u2474-\u2487\u2460-\u2473])\s*(?=\S)")
_BULLET = re.compile(r"(?P<sign>[•·●○◦▪■□►‣∙\uf0b7\uf0a7]|[-–—−*o](?=\s))\s*(?=\S)")
_ARABIC = re.compile(
    "(?P<sign>"
    + "|".join(sorted((*numerals.LETTER_NAMES, *numerals.ORDINALS), key=len, reverse=True))
    + r")\u064b?\s?[-–—.:]\s*(?=\S)"
)
_ARTICLE = re.compile(
    r"(?:(?P<word>Article|Articulo|Artículo|Artikel|Artigo|Madde|K[iu]fungu\s+cha?|Статья|ARTICLE|ARTÍCULO|ARTICULO|"
    r"СТАТЬЯ|المادة|مادة|مادهٔ|ماده)\s*(?P<sign>\d{1,3}|premier|PREMIER|[IVXLC]{1,7}|[\u0600-\u06ff‌ ]{3,20})"
    r"\s?(?:\.?º)?"
    r"|第\s?(?P<chinese>[一二三四五六七八九十]{1,4}|\d{1,3})\s?条"
    r"|(?P<slovene>\d{1,3})\.\s?člen)"
    r"\.?\s*(?P<rest>$|[.:–—-]\s+\S.{0,79}$)"
)
_ANNEX = re.compile(
    r"\[?(?P<word>附\s?件|附\s?录|Annex(?:e|es)?|ANNEX(?:E|ES)?|Anexo|ANEXO|Appendix|APPENDIX|Appendice|"
    r"Apéndice|Приложение|ПРИЛОЖЕНИЕ|Добавление|المرفق|مرفق|التذييل|تذييل)"
    r"(?:\s*(?P<sign>[IVXLC]{1,5}|[一二三四五六七八九十]{1,2}|\d{1,2}|الأول|الثاني|الثالث))?\]?"
    r"(?:\s?[*.:]?\s*$|(?=\s+(?:to|à|au|del?|al|к)\s.{0,120}$))"
)
_ARTICLE_BEGINS = frozenset("AKMaСС第مال0123456789С")
_ORDINAL_ANNEX = {"الأول": 1, "الثاني": 2, "الثالث": 3}


def opening_of(text: str) -> Opening | None:
    """Return what opens this text before its words, if anything does."""
    if not text:
        return None
    first = text[0]
    if first.isdigit():
        return _article(text) or _number(text)
    if first in "(（‘'":
        return _bracketed(text, _BRACKET)
    if "A" <= first <= "Z":
        return _upper(text) or _article(text) or _annex(text)
    if "a" <= first <= "z":
        return _bracketed(text, _HALF) or (_bullet(text) if first == "o" else None)
    return _other(text)


def article_of(text: str) -> Opening | None:
    """Return the number of an article of a treaty, if the text is its heading."""
    return _article(text) if len(text) < 120 else None


def annex_of(text: str) -> Opening | None:
    """Return the number of an annex, if the text is its heading; 0 where it has none."""
    return _annex(text) if len(text) < 160 else None


def _other(text: str) -> Opening | None:
    first = text[0]
    if "\u0400" <= first <= "\u04ff":
        return _upper(text) or _bracketed(text, _HALF) or _article(text) or _annex(text)
    if "\u0600" <= first <= "\u06ff":
        return _arabic(text) or _article(text) or _annex(text)
    if found := _CHINESE.match(text):
        value = numerals.chinese(found["sign"])
        return Opening(found["sign"], found.end(), ((Style.ROMAN, value),)) if value else None
    if found := _CIRCLED.match(text):
        value = numerals.circled(found["sign"])
        return Opening(found["sign"], found.end(), ((Style.SMALL_ROMAN, value),))
    return _bullet(text) or _article(text) or _annex(text)


def _bullet(text: str) -> Opening | None:
    found = _BULLET.match(text)
    return Opening(found["sign"], found.end(), ((Style.BULLET, 1),)) if found else None


def _number(text: str) -> Opening | None:
    found = _NUMBER.match(text)
    if found is None:
        return _bracketed(text, _HALF)
    major, minor = found["major"], found["minor"]
    printed = f"{major}.{minor}" if minor else major
    return Opening(printed, found.end(), ((Style.NUMBER, int(major)),), int(minor or 0))


def _upper(text: str) -> Opening | None:
    found = _UPPER.match(text)
    if found is None:
        return None
    sign = found["sign"]
    values = []
    if len(sign) == 1 and (place := numerals.letter(sign)):
        values.append((Style.UPPER, place))
    if value := numerals.roman(sign):
        # A lone I, V or X is a numeral unless the sequence says otherwise; a lone C or L is a letter.
        values.insert(0 if len(sign) > 1 or sign in "IVX" else 1, (Style.ROMAN, value))
    return Opening(sign, found.end(), tuple(values)) if values else None


def _bracketed(text: str, shape: re.Pattern[str]) -> Opening | None:
    found = shape.match(text)
    if found is None:
        return None
    sign = found["sign"].rstrip("\u200d")
    if sign.isdigit():
        return Opening(sign, found.end(), ((Style.BRACKETED, int(sign)),))
    if value := numerals.chinese(sign):
        return Opening(sign, found.end(), ((Style.SMALL_ROMAN, value),))
    values = [(Style.LOWER, place)] if (place := numerals.letter(sign)) else []
    if value := numerals.roman(sign):
        values.append((Style.SMALL_ROMAN, value))
    return Opening(sign, found.end(), tuple(values)) if values else None


def _arabic(text: str) -> Opening | None:
    found = _ARABIC.match(text)
    if found is None:
        return None
    sign = found["sign"]
    if sign in numerals.ORDINALS:
        return Opening(sign, found.end(), ((Style.ROMAN, numerals.ORDINALS[sign]),))
    return Opening(sign, found.end(), ((Style.UPPER, numerals.LETTER_NAMES[sign]),))


def _article(text: str) -> Opening | None:
    found = _ARTICLE.match(text)
    if found is None:
        return None
    sign = (found["sign"] or found["chinese"] or found["slovene"]).strip()
    value = _article_value(sign)
    end = found.start("rest")
    return Opening(sign, end, ((Style.ARTICLE, value),))


def _article_value(sign: str) -> int:
    if sign.isdigit():
        return int(sign)
    if sign.lower() in numerals.FIRST:
        return 1
    return numerals.roman(sign) or numerals.chinese(sign)


def _annex(text: str) -> Opening | None:
    found = _ANNEX.match(text)
    if found is None:
        return None
    sign = found["sign"] or ""
    value = int(sign) if sign.isdigit() else _ORDINAL_ANNEX.get(sign, 0)
    value = value or numerals.roman(sign) or numerals.chinese(sign)
    return Opening(sign, found.end(), ((Style.ANNEX, value),))
