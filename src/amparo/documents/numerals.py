"""Numbers as they are printed before headings and paragraphs, in the six languages."""

from __future__ import annotations

import re

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_SHAPE = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")

_CHINESE = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}

# The letters that number, in the order in which United Nations documents use them.
_LETTERS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "أبجدهوزحطيكلمنسعفصقرشت",
)
_LETTER = {sign: value for row in _LETTERS for value, sign in enumerate(row, 1)} | {"ا": 1, "ه‍": 5}

_NAMES = "ألف باء جيم دال هاء واو زاي حاء طاء ياء كاف لام ميم نون سين عين فاء صاد قاف راء شين تاء"
_ORDINALS = "أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا"
LETTER_NAMES = {name: value for value, name in enumerate(_NAMES.split(), 1)}
ORDINALS = {name: value for value, name in enumerate(_ORDINALS.split(), 1)} | {
    "حادي عشر": 11,
    "ثاني عشر": 12,
    "ثالث عشر": 13,
}
FIRST = {"premier", "première", "first", "primero", "первая", "الأولى", "اول"}


def roman(printed: str) -> int:
    """Return the value of a Roman numeral, 0 if it is none."""
    low = printed.lower()
    if not low or not _ROMAN_SHAPE.fullmatch(low):
        return 0
    values = [_ROMAN[sign] for sign in low]
    after = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, after, strict=True))


def chinese(printed: str) -> int:
    """Return the value of a Chinese numeral below one hundred, 0 if it is none."""
    tens, ten, ones = printed.partition("十")
    if not ten:
        return _CHINESE.get(printed, 0)
    if tens and tens not in _CHINESE or ones and ones not in _CHINESE:
        return 0
    return 10 * (_CHINESE[tens] if tens else 1) + (_CHINESE[ones] if ones else 0)


def letter(printed: str) -> int:
    """Return the place of a letter in its alphabet (`aa` after `z`), 0 if it does not number."""
    low = printed.lower()
    if len(low) > 1:
        is_doubled = len(low) == 2 and low[0] == low[1] and low[0] in _LETTERS[0] and not roman(low)
        return 26 + _LETTER[low[0]] if is_doubled else 0
    return _LETTER.get(low, 0)


def circled(sign: str) -> int:
    """Return the value of a numeral in a bracket or circle of its own (㈠, ⑴, ①), 0 if it is none."""
    code = ord(sign)
    for first, last in ((0x3220, 0x3229), (0x2474, 0x2487), (0x2460, 0x2473)):
        if first <= code <= last:
            return code - first + 1
    return 0


def as_letter(value: int) -> str:
    """Return the Latin letter for a place in an alphabet."""
    return chr(96 + value) if value <= 26 else chr(70 + value) * 2


def as_roman(value: int) -> str:
    """Return a small Roman numeral."""
    steps = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    made = ""
    for worth, sign in steps:
        made += sign * (value // worth)
        value %= worth
    return made


def whole_number(printed: str) -> int:
    """
    Return a whole number printed with commas, spaces or points between its thousands.

    Source: DOC-14.

    :raises ValueError: if it is printed in another way.
    """
    if not re.fullmatch(r"\d{1,3}([,. \u00a0\u2009\u202f]\d{3})*|\d+", printed):
        raise ValueError(printed)
    return int(re.sub(r"\D", "", printed))
