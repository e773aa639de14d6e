"""
Numbers as a word processor writes them: 4, IV, d, د, 四, ㈣, ④.

Source: ISO/IEC 29500-1, 17.18.59. A format that is not known here is written in figures.
"""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CHICAGO = "*†‡§"

_PLAIN = ("〇一二三四五六七八九", ("", "十", "百", "千"), "万")
_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), "万")
_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), "萬")
_MOST = 100_000_000


def written(number: int, form: str, pattern: str = "") -> str:
    """Return a number in a format; `pattern` is the example of one of the file's own (`001, 002`)."""
    if form == "custom":
        first = pattern.partition(",")[0].strip()
        return str(number).zfill(len(first)) if first.isdecimal() else str(number)
    write = _FORMS.get(form)
    said = write(number) if write is not None and 0 <= number < _MOST else ""
    return said or ("" if form in {"none", "bullet"} else str(number))


def _roman(number: int) -> str:
    said = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        said += letters * min(times, 100)
    return said


def _repeated(letters: str) -> Callable[[int], str]:
    """Return a writer of letters that begins again with each twice, then three times."""

    def write(number: int) -> str:
        if number < 1:
            return ""
        times, place = divmod(number - 1, len(letters))
        return letters[place] * min(times + 1, 100)

    return write


def _one_of(first: str, many: int) -> Callable[[int], str]:
    """Return a writer of signs that follow one another in Unicode; beyond them come figures."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= many else ""


def _around(letters: str) -> Callable[[int], str]:
    return lambda number: letters[number - 1] if 1 <= number <= len(letters) else ""


def _digits(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(one)] for one in str(number))


def _thousands(
    signs: tuple[str, tuple[str, ...], str], zero: str, *, bare_ten: bool
) -> Callable[[int], str]:
    """Return a writer by tens, hundreds and thousands; a gap within is said once, by `zero`."""
    digits, powers, myriad = signs

    def below_myriad(number: int) -> str:
        said, gap = "", False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if digit == 0:
                gap = gap or bool(said)
                continue
            said += (zero if gap else "") + digits[digit] + powers[power]
            gap = False
        return said

    def write(number: int) -> str:
        if number == 0:
            return digits[0]
        high, low = divmod(number, 10_000)
        said = (below_myriad(high) + myriad if high else "") + (
            zero if high and 0 < low < 1000 else ""
        )
        said += below_myriad(low)
        # Ten to nineteen are said without the one: 十二.
        if bare_ten and 10 <= number < 20:
            said = said[1:]
        return said

    return write


def _counting(number: int) -> str:
    if number < 100:
        return _CHINESE(number)
    return _digits("○一二三四五六七八九")(number)


def _ordinal(number: int) -> str:
    ending = (
        "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"


_CHINESE = _thousands(_PLAIN, "零", bare_ten=True)
_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _one_of("①", 20),
    "decimalEnclosedCircleChinese": _one_of("①", 20),
    "decimalEnclosedFullstop": _one_of("⒈", 20),
    "decimalEnclosedParen": _one_of("⑴", 20),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": _repeated(_LATIN.upper()),
    "lowerLetter": _repeated(_LATIN),
    "russianLower": _repeated(_RUSSIAN),
    "russianUpper": _repeated(_RUSSIAN.upper()),
    "arabicAbjad": _repeated(_ABJAD),
    "arabicAlpha": _repeated(_ALPHA),
    "chicago": _repeated(_CHICAGO),
    "chineseCounting": _counting,
    "chineseCountingThousand": _CHINESE,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _CHINESE,
    "japaneseCounting": _CHINESE,
    "chineseLegalSimplified": _thousands(_SIMPLIFIED, "零", bare_ten=False),
    "ideographLegalTraditional": _thousands(_TRADITIONAL, "零", bare_ten=False),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "ideographEnclosedCircle": _one_of("㈠", 10),
    "ideographTraditional": _around(_STEMS),
    "ideographZodiac": _around(_BRANCHES),
}  # fmt: skip
