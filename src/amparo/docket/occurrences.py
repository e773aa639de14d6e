"""
Where names of persons stand in a text, however they are written there.

Compared as the blind index folds them: case, accents, marks, digits and punctuation do not count.
Nor do spaces, hyphens and ends of lines within a word, the order of the names, and initials between
them. Pure but for that folding.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from amparo.vault.blind import folded

# Scripts that set no spaces between words: each sign may begin or end a name.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")
_SIGN = re.compile(f"[{_UNSPACED}]")
_FROM_RIGHT = re.compile("[\u0590-\u08ff]")
# Arabic writes "and", "then", "by", "for", "like" onto the word that follows.
_ATTACHED = frozenset("وفبلك")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.")
_SHORTEST, _SHORTEST_ALONE = 2, 3
_MOST_IN_ANY_ORDER = 4


@dataclass(frozen=True, slots=True)
class Found:
    """How many names were found, and on which pages; the first page is 1."""

    names: int
    pages: tuple[int, ...]


def names_in(names: Iterable[str], pages: Sequence[str]) -> Found:
    """Return how many of these names stand in a text, each counted once, and on which pages."""
    wanted = {folded(name) for name in names}
    forms = {form: name for name in sorted(wanted) for form in _forms(name)}
    if not forms:
        return Found(0, ())
    found = set(_occurrences(forms, pages))
    shortened = [_INITIAL.sub(" ", page) for page in pages]
    if shortened != list(pages):
        found |= set(_occurrences(forms, shortened))
    return Found(
        len({name for name, _page in found}), tuple(sorted({page for _name, page in found}))
    )


def _forms(name: str) -> Iterator[str]:
    """Yield the ways in which a folded name may be written, without spaces."""
    words = name.split()
    together = "".join(words)
    signs = _SIGN.search(name) is not None
    least = _SHORTEST if signs or len(words) > 1 else _SHORTEST_ALONE
    if len(together) < least:
        return
    for order in _orders(words):
        form = "".join(order)
        yield form
        if _FROM_RIGHT.search(form):
            # Some programs write a PDF in the order in which it is seen.
            yield form[::-1]


def _orders(words: list[str]) -> Iterator[Sequence[str]]:
    if len(words) <= _MOST_IN_ANY_ORDER:
        yield from permutations(words)
    else:
        yield from (words[at:] + words[:at] for at in range(len(words)))
        yield words[::-1]
    if len(words) > 2:
        # Whoever has several names is called by the first and the last of them.
        yield words[0], words[-1]
        yield words[-1], words[0]


def _occurrences(forms: dict[str, str], pages: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield each name and page where one of its forms begins and ends with a piece of the text."""
    text, begins, ends, first_of_page = _pieces(pages)
    # Looked up by what follows at each length, so that the time does not grow with the names.
    lengths: dict[str, set[int]] = {}
    for form in forms:
        lengths.setdefault(form[:_SHORTEST], set()).add(len(form))
    for at in begins:
        for length in lengths.get(text[at : at + _SHORTEST], ()):
            form = text[at : at + length]
            end = at + len(form)
            if form in forms and ends[end]:
                yield forms[form], bisect_right(first_of_page, at)
                yield forms[form], bisect_right(first_of_page, end - 1)


def _pieces(pages: Sequence[str]) -> tuple[str, list[int], bytearray, list[int]]:
    """Return the text of all pages without spaces, where its pieces begin and end, and its pages."""
    parts: list[str] = []
    begins: list[int] = []
    first_of_page: list[int] = []
    length = 0
    for page in pages:
        first_of_page.append(length)
        for piece in _PIECE.findall(folded(page)):
            begins.append(length)
            if piece[0] in _ATTACHED and len(piece) > _SHORTEST_ALONE:
                begins.append(length + 1)
            parts.append(piece)
            length += len(piece)
    ends = bytearray(length + 1)
    for at in begins:
        ends[at] = 1
    ends[length] = 1
    return "".join(parts), begins, ends, first_of_page
