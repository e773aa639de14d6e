"""One form for the many ways in which a word is written: case, accents, widths, kinds of letters."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 80  # letters of a word that count; nothing that anybody types is longer

# Letters that no decomposition takes apart, and signs that say nothing of a word.
_LETTERS = str.maketrans(
    {
        # Latin
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "ŋ": "n",
        # Cyrillic
        "ё": "е",
        # Arabic and Persian
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ک": "ك",
        "ة": "ه",
        "ە": "ه",
        "ۀ": "ه",
        "ھ": "ه",
        "ـ": None,
        "ء": None,
        "٫": ".",
        "٬": ",",
        # Signs within words
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
        **{chr(code): None for code in range(0x200E, 0x2010)},
        **{chr(code): None for code in range(0x202A, 0x202F)},
        **{chr(code): None for code in range(0x2066, 0x206A)},
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
    }
)
# Short vowels and signs of recitation, which most writers leave out.
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
# й and ї are letters of their own: what is above them stays.
_KEPT = {"\u0306": "иИ", "\u0308": "іІ"}


def fold(word: str) -> str:
    """
    Return the form under which a word is found, however it was typed.

    Full-width forms and ligatures are taken apart, case, accents and Arabic vowels go, forms of
    alef, ya, waw, kaf and ta marbuta become one each, ё becomes е, digits become 0 to 9.
    """
    if word.isascii():
        return word.lower()[:_LONGEST]
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_LETTERS)
    if not plain.isascii():
        plain = _unaccented(_ARABIC_MARKS.sub("", plain)).translate(_LETTERS)
    return plain[:_LONGEST]


def _unaccented(word: str) -> str:
    parts: list[str] = []
    for sign in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(sign):
            parts.append(sign)
        elif sign in _KEPT and parts and parts[-1] in _KEPT[sign]:
            parts[-1] = unicodedata.normalize("NFC", parts[-1] + sign)
    return unicodedata.normalize("NFC", "".join(parts))
