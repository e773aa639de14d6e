"""How a text falls into chunks, and a chunk into the words that are indexed."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add

from .folding import fold

# Chinese and Japanese characters; and marks that stand within the words of other scripts.
HAN = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u200b-\u200f\u2060\ufeff"
)
_WORD = rf"[^\W_{HAN}](?:[^\W_{HAN}]|[{_MARKS}])*"
_CHUNK = re.compile(rf"{_WORD}(?:['’ʼ‘＇.,:/_\-‐‑٫٬]{_WORD})*|[{HAN}]+")
_PIECE = re.compile(_WORD)
_HAN = re.compile(f"[{HAN}]")
# Characters kept for old encodings, which have a usual one each.
_OF_OLD = re.compile("[\uf900-\ufaff]")
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")

# A symbol (CAT/C/69/3, A/HRC/RES/54/9), a job number (GE.20-03979), a date or a version.
_SYMBOL = re.compile(r"[a-z]+(?:\.\d+)?(?:/[a-z0-9]+(?:[.\-][a-z0-9]+)*)+")
_JOB = re.compile(r"[a-z]{2}\.\d\d-\d{5}|\d\d-\d{5}")
_DATED = re.compile(r"\d{1,4}([./\-])\d{1,2}\1\d{1,4}")
_GROUPED = re.compile(r"\d{1,3}(?:([,.])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_APOSTROPHE = re.compile("['’ʼ‘＇]")
_APOSTROPHES = str.maketrans("’ʼ‘＇", "''''")
_ELIDED = re.compile(r"^(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)")
_POSSESSIVE = re.compile(r"(?:'s|')$")
_APART = re.compile(r"[^.,:/_\-‐‑٫٬]+")
_SLASHES = str.maketrans({"／": "/", "‐": "-", "‑": "-"})
_LONGEST = 400  # letters of a chunk that are looked at


Piece = tuple[str, int, int]
"""A word: its folded form, and where it begins and ends."""


def grouped(text: str) -> str:
    """Return a text as long, in which the narrow spaces within a number are commas."""
    if "\u00a0" in text or "\u202f" in text or "\u2009" in text:
        return _THOUSANDS.sub(",", text)
    return text


def has_han(run: str) -> bool:
    """Test whether there are Chinese or Japanese characters in a run of text."""
    return not run.isascii() and _HAN.search(run) is not None


def is_han(chunk: str) -> bool:
    """Test whether a chunk is a run of Chinese or Japanese characters."""
    return _HAN.match(chunk) is not None


def chunks_of(run: str) -> list[str]:
    """Return the chunks of a run of text: Chinese apart from what is not, no signs between words."""
    return _CHUNK.findall(run)


def words_of(run: str) -> list[Piece]:
    """Return the words of a run of text without spaces, as they are indexed."""
    found: list[Piece] = []
    for match in _CHUNK.finditer(run):
        chunk, at = match.group(), match.start()
        found += [(word, at + start, at + end) for word, start, end in _pieces_of(chunk)]
    return found


def asked_of(text: str) -> list[str]:
    """
    Return the words to look for where a text was typed.

    They differ from what is indexed where that holds more than the text: the last character of the
    last Chinese run, which a text may go on from, and the parts of a symbol that stands alone.
    """
    chunks = _CHUNK.findall(grouped(text))
    found: list[str] = []
    for at, chunk in enumerate(chunks, 1):
        words = [word for word, _, _ in _pieces_of(chunk)]
        if at == len(chunks) and is_han(chunk) and (found or len(words) > 1):
            words.pop()
        elif len(words) > 1 and len(chunks) == 1 and _whole(chunk):
            del words[1:]
        found += words
    return found


def bigrams(run: str) -> list[str]:
    """
    Return the overlapping pairs of a run of Chinese characters, and its last character alone.

    The last one is there for those who look for a single character: each begins exactly one word.
    """
    plain = fold(run) if _OF_OLD.search(run) else run
    return [*map(add, plain, plain[1:]), plain[-1]]


@lru_cache(maxsize=1024)  # each run is asked for twice, for surfaces and for stems
def paired(run: str) -> str:
    """Return the same as `bigrams` with spaces between them."""
    return " ".join(bigrams(run))


def _pieces_of(chunk: str) -> list[Piece]:
    # A symbol, a date or a number with separators comes first as one word, and then in its parts,
    # so that it is found whole and by what it is made of.
    if is_han(chunk):
        return [(pair, at, at + len(pair)) for at, pair in enumerate(bigrams(chunk))]
    chunk = chunk[:_LONGEST]
    parts = _with_apostrophes(chunk) if _APOSTROPHE.search(chunk) else _plain(chunk)
    whole = _whole(chunk) if len(parts) > 1 else ""
    return [(whole, 0, len(chunk)), *parts] if whole else parts


def _plain(chunk: str) -> list[Piece]:
    found = ((fold(one.group()), one.start(), one.end()) for one in _PIECE.finditer(chunk))
    return [piece for piece in found if piece[0]]


def _whole(chunk: str) -> str:
    plain = fold(chunk.translate(_SLASHES))
    if _SYMBOL.fullmatch(plain) or _JOB.fullmatch(plain) or _DATED.fullmatch(plain):
        # Both the/a and and/or have the form of a symbol, and none of its digits.
        return plain if any(sign.isdigit() for sign in plain) else ""
    if _GROUPED.fullmatch(plain):
        return re.sub(r"\D", "", plain)
    if _DECIMAL.fullmatch(plain):
        return plain.replace(",", ".")
    return ""


def _with_apostrophes(chunk: str) -> list[Piece]:
    found: list[Piece] = []
    for match in _APART.finditer(chunk):
        word = match.group().translate(_APOSTROPHES).lower()
        begins = _ELIDED.match(word)
        start = begins.end() if begins else 0
        word = _POSSESSIVE.sub("", word[start:])
        end = start + len(word)
        folded = fold(word.replace("'", ""))
        if folded:
            found.append((folded, match.start() + start, match.start() + end))
    return found
