"""Bytes become text: Unicode where they are Unicode, else the older encoding that makes words of them."""

from __future__ import annotations

import codecs
import re

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

UNICODE = ("utf-8", "utf-16-le", "utf-16-be")

# Older encodings of the six languages, each with words that nearly every sentence has.
_WORDS = {
    "gb18030": re.compile("[的一是在不了和有人国会第条]"),
    "big5": re.compile("[的一是在不了和有人國會第條]"),
    "windows-1256": re.compile(r"\b(?:ال\w+|في|من|على|أن|إلى)\b"),
    "windows-1251": re.compile(r"\b(?:и|в|на|по|с|о|не|что|для|или|прав)\b"),
    "koi8-r": re.compile(r"\b(?:и|в|на|по|с|о|не|что|для|или|прав)\b"),
    "iso-8859-5": re.compile(r"\b(?:и|в|на|по|с|о|не|что|для|или|прав)\b"),
    "windows-1252": re.compile(
        r"\b(?:the|of|and|de|la|les|des|et|à|à|los|las|el|en|que|para|dès|été)\b"
    ),
}
# The upper halves of two bytes: Latin, Cyrillic and Arabic letters.
_PAGES = (0x00, 0x04, 0x06)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What a wrong reading of another encoding is full of.
_ODD = re.compile("[\u0080-\u009f\ufffd¤¶¨¦¬±¼½¾]|[А-Я](?=[а-я]*[А-Я])(?<=[а-я])|[а-я](?=[А-Я])")


def decoded(data: bytes) -> tuple[str, str]:
    """
    Return the text that these bytes are, and the encoding it was read in.

    :raises Refused: if they are no text, or text in an encoding that is not known.
    """
    text, encoding = _unicode(data) or _older(data)
    if len(_CONTROL.findall(text[:20000])) > len(text[:20000]) // 200:
        raise Refused(_("This is not text; give the document as text, Word or PDF."))
    return text.lstrip("\ufeff"), encoding


def _unicode(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    for parity, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        halves = data[parity:2000:2]
        if len(halves) > 3 and sum(halves.count(page) for page in _PAGES) > 0.8 * len(halves):
            return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return None


def _older(data: bytes) -> tuple[str, str]:
    sample = data[:50000]
    best, most = "", 0.0
    for encoding, words in _WORDS.items():
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = sample.decode(encoding, errors="ignore")
        score = _score(text, words)
        if score > most:
            best, most = encoding, score
    if not best:
        raise Refused(_("This is not text in a known encoding; save it as UTF-8."))
    return data.decode(best), best


def _score(text: str, words: re.Pattern[str]) -> float:
    letters = sum(1 for sign in text if sign.isalpha()) or 1
    return (len(words.findall(text)) - 2 * len(_ODD.findall(text))) / letters
