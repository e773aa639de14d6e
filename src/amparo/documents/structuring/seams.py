"""Lines of print become one text again: where a space belongs, and where a hyphen was only a break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_IDEOGRAPH = r"\u3400-\u9fff\uf900-\ufaff"
_FULL = r"\u3000-\u303f\u2018\u2019\u201c\u201d\uff00-\uff60—…"
_CHINESE = re.compile(f"[{_IDEOGRAPH}]")
_WITHOUT_SPACE = re.compile(f"[{_IDEOGRAPH}\\u3000-\\u303f\\uff00-\\uff60\\u3220-\\u3243]")
_SYMBOL_GOES_ON = re.compile(r"[\"(“]?(?:A|S|E|ST|[A-Z]{3,5})/(?:[\w.-]+/)*")
_QUOTES = "“”‘’—…·"
_SPACED = re.compile(f"[{_IDEOGRAPH}] [0-9]|[0-9] [{_IDEOGRAPH}]")
_UNSPACED = re.compile(f"[{_IDEOGRAPH}][0-9]|[0-9][{_IDEOGRAPH}]")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
)
ENDED = re.compile(r"[.。．!?！？:：;；…؟؛][”\"’'»)\]）》」』]*\s?(?:\d{1,3}|[¹²³⁰⁴-⁹]+|\*{1,3})?$")


def width(text: str) -> int:
    """Return how wide a text is in print, a Chinese sign counting as two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def is_ended(text: str) -> bool:
    """Test whether a text ends as a sentence or a clause does, a call of a note after it or not."""
    return bool(ENDED.search(text[-16:]))


class Seams:
    """
    How the lines of one document are joined.

    Whether a digit stands apart from Chinese signs, and whether a word is written with a hyphen, is
    told by the rest of the same document.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        sample = "\n".join(texts[:2000])
        self.is_spaced = bool(_CHINESE.search(sample)) and len(_SPACED.findall(sample)) > len(
            _UNSPACED.findall(sample)
        )
        self._words: set[str] | None = None
        self._breaks: bool | None = None

    def joined(self, pieces: Iterable[str]) -> str:
        """Return one text of consecutive lines."""
        made = ""
        for piece in pieces:
            made = self.two(made, piece) if made else piece
        return made

    def two(self, left: str, right: str) -> str:
        """Return two consecutive lines as one text."""
        if left.endswith("\u00ad"):
            return left[:-1] + right
        if left.endswith("-") and right[:1].isalnum():
            return self._hyphened(left, right)
        return left + self._between(left, right) + right

    def _between(self, left: str, right: str) -> str:
        before, after = left[-1], right[0]
        if before.isascii() and after.isascii():
            last = left.rsplit(" ", 1)[-1]
            is_address = before in "/?&=_" and "://" in last
            return "" if is_address or _SYMBOL_GOES_ON.fullmatch(last) else " "
        wide_before, wide_after = (
            bool(_WITHOUT_SPACE.match(before)),
            bool(_WITHOUT_SPACE.match(after)),
        )
        if wide_before and wide_after:
            return ""
        if wide_before or wide_after:
            narrow, wide = (after, before) if wide_before else (before, after)
            if narrow.isalnum() and _CHINESE.match(wide):
                return " " if self.is_spaced else ""
            return ""
        if (before in _QUOTES or after in _QUOTES) and (_CHINESE.search(left[-6:] + right[:6])):
            return ""
        return " "

    def _hyphened(self, left: str, right: str) -> str:
        broken, rest = _LAST_WORD.search(left), _FIRST_WORD.match(right)
        if broken is None or rest is None or right[0].isupper():
            return left + right
        first, second = broken[1].lower(), rest[0].lower()
        words = self._known()
        if f"{first}-{second}" in words:
            return left + right
        is_word = first + second in words
        is_two = first in words and second in words
        if is_word or self._breaks_words() and not is_two:
            return left[:-1] + right
        return left + right

    def _breaks_words(self) -> bool:
        """
        Test whether the document breaks words at the ends of its lines.

        Most do not: a hyphen at the end of a line is then one between words.
        """
        if self._breaks is None:
            words = self._known()
            ends = [
                (broken[1] + rest[0]).lower()
                for left, right in zip(self._texts, self._texts[1:], strict=False)
                if left.endswith("-")
                and (broken := _LAST_WORD.search(left))
                and (rest := _FIRST_WORD.match(right))
            ]
            self._breaks = sum(word in words for word in ends) > 0.2 * len(ends)
        return self._breaks

    def _known(self) -> set[str]:
        """Return the words of the document, without the halves of those that a line breaks."""
        if self._words is None:
            self._words, was_broken = set(), False
            for text in self._texts:
                words = _WORD.findall(text.lower())
                is_broken = text.endswith("-")
                self._words.update(words[was_broken : len(words) - is_broken])
                was_broken = is_broken
        return self._words
