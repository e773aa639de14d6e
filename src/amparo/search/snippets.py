"""
The few lines of a result that show what was found, with the words that were looked for marked.

A page shows twenty, so nothing is analysed that was analysed before: a text is taken by its runs
between spaces, whose stems are remembered; Chinese characters are looked for as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from operator import itemgetter

from . import analysis
from .analysis.chunks import has_han
from .analysis.concepts import called
from .asking.tree import All, Any, Field, Meant, Node, Phrase, Prefix, Run, Word
from .questions import Words

_LENGTH = 45  # words of a snippet
_LENGTH_IN_CHINESE = 120  # characters
_BEFORE = 8  # words shown before the first one that was found, at most
_BEFORE_IN_CHINESE = 20
_LONGEST = 40_000  # characters of a text that are looked through
_EARLY = 450  # characters in which it is looked for first
_MOST_PLACES = 500  # places of one thing in one text that are looked at
_MORE = "…"
_BETWEEN = "\n"  # between the stems of runs; within a run, a space

Hit = tuple[int, int, object]
"""From here, to before there, and which of what was looked for it is."""
Piece = tuple[str, str, str]
_PLACE = itemgetter(0, 1)


class Sought:
    """What a question looks for, by the language of the texts that it is marked in."""

    def __init__(
        self,
        sequences: Iterable[tuple[str, ...]] = (),
        beginnings: Iterable[str] = (),
        codes: Iterable[str] = (),
        count: int = 0,
    ) -> None:
        self.sequences = tuple(dict.fromkeys(sequences))
        self.beginnings = tuple(dict.fromkeys(beginnings))
        self.codes = tuple(dict.fromkeys(codes))
        self.count = count
        self._markers: dict[str, Marker] = {}

    def marker(self, language: str) -> Marker:
        """Return what marks texts of a language."""
        found = self._markers.get(language)
        if found is None:
            names = [name for code in self.codes for name in called(code, language)]
            sequences = dict.fromkeys((*self.sequences, *names))
            found = Marker(language, sequences, self.beginnings, self.count)
            self._markers[language] = found
        return found


def sought(node: Node) -> Sought:
    """Return what a question looks for; what must not be there is not."""
    leaves = list(_leaves(node))
    words = [one for one in leaves if isinstance(one, str)]
    return Sought(
        (sequence for text in words for sequence in analysis.sequences_of(text)),
        (analysis.asked_words(one.text)[-1] for one in leaves if isinstance(one, Prefix)),
        (code for one in leaves if isinstance(one, Meant) for code in one.codes),
        count=len(leaves) - sum(isinstance(one, Meant) for one in leaves),
    )


def _leaves(node: Node) -> Iterator[str | Prefix | Meant]:
    match node:
        case All(parts) | Any(parts):
            for part in parts:
                yield from _leaves(part)
        case Run(text, parts):
            yield text
            for part in parts:
                yield from _leaves(part)
        case Meant(_codes, words):
            yield node
            yield from _leaves(words)
        case Word(text):
            yield text
        case Phrase(words):
            yield " ".join(words)
        case Field("title", values):
            yield from values
        case Prefix():
            yield node


class Marker:
    """Marks in texts of one language what one question looks for."""

    def __init__(
        self,
        language: str,
        sequences: Iterable[tuple[str, ...]],
        beginnings: tuple[str, ...],
        enough: int,
    ) -> None:
        self._language = language
        self._beginnings = beginnings
        self._enough = enough
        self._characters = [_chinese(one) for one in sequences if all(map(has_han, one))]
        others = [one for one in sequences if not any(map(has_han, one))]
        self._stems = [one[0] for one in others if len(one) == 1]
        self._phrases = [(one[0], one[1], _phrase(one)) for one in others if len(one) > 1]
        self._latin = [" ".join(one) for one in others]
        self._in_part = [(one, f" {one}", f"{one} ") for one in self._stems]
        self._found: dict[str, Piece] = {}

    def marked(self, text: str) -> tuple[Words, ...]:
        """Return a text, whole, with what was looked for marked."""
        if has_han(text):
            return tuple(_cut(text, 0, len(text), self._in_chinese(text)))
        runs = text.split()
        hits = self._in_runs(runs)
        if not hits:
            return (Words(text),) if text else ()
        return tuple(self._pieces(runs, 0, len(runs), hits))

    def snippet(self, text: str) -> tuple[Words, ...]:
        """Return the part of a text in which most of what was looked for stands together."""
        if has_han(text[:_LENGTH_IN_CHINESE]):
            hits = self._in_chinese(text[:_LONGEST])
            start, end = _window(hits, len(text), _LENGTH_IN_CHINESE, _BEFORE_IN_CHINESE)
            return _with_marks_of_more(_cut(text, start, end, hits), start, end, len(text))
        runs, hits, is_all = self._looked_through(text)
        start, end = _window(hits, len(runs), _LENGTH, _BEFORE)
        pieces = self._pieces(runs, start, end, hits)
        return _with_marks_of_more(pieces, start, end, len(runs) + (not is_all))

    def _looked_through(self, text: str) -> tuple[list[str], list[Hit], bool]:
        """Return the runs of a text with the hits; only its beginning, if all stands there."""
        if len(text) > _EARLY * 1.3:
            runs = text[:_EARLY].split()[:-1]
            hits = self._in_runs(runs)
            if len({what for _at, _end, what in hits}) >= self._enough:
                return runs, hits, False
        runs = text[:_LONGEST].split()
        return runs, self._in_runs(runs), True

    def _in_runs(self, runs: Sequence[str]) -> list[Hit]:
        """Return which runs hold what was looked for."""
        stems = analysis.stems_by_run(runs, self._language)
        joined = _BETWEEN.join(stems)
        found: list[Hit] = []
        for stem, at_end, at_start in self._in_part:
            if stem in joined:
                at = -1
                with suppress(ValueError):
                    for _time in range(_MOST_PLACES):
                        at = stems.index(stem, at + 1)
                        found.append((at, at + 1, stem))
                if at_end in joined or at_start in joined:
                    found += [
                        (at, at + 1, stem)
                        for at, its in enumerate(stems)
                        if stem in its and " " in its and stem in its.split()
                    ]
        for first, second, phrase in self._phrases:
            if first in joined and second in joined:
                found += [
                    (
                        joined.count(_BETWEEN, 0, one.start()),
                        joined.count(_BETWEEN, 0, one.end()) + 1,
                        phrase,
                    )
                    for one in phrase.finditer(joined)
                    if one.start() == 0 or joined[one.start() - 1].isspace()
                ]
        if self._beginnings:
            found += self._begun(runs)
        if len(self._in_part) > 1 or self._phrases or self._beginnings:
            found.sort(key=_PLACE)
        return found

    def _begun(self, runs: Sequence[str]) -> Iterator[Hit]:
        for at, run in enumerate(runs):
            for one in analysis.tokens(run, self._language):
                if one.surface.startswith(self._beginnings):
                    yield at, at + 1, "*"

    def _in_chinese(self, text: str) -> list[Hit]:
        found: list[Hit] = []
        for needle in self._characters:
            at = text.find(needle)
            while at >= 0 and len(found) < _MOST_PLACES:
                found.append((at, at + len(needle), needle))
                at = text.find(needle, at + 1)
        found += self._latin_in_chinese(text)
        found.sort(key=_PLACE)
        return found

    def _latin_in_chinese(self, text: str) -> Iterator[Hit]:
        """Yield where words of other scripts stand among Chinese characters: NPM, CAT/C/69/3."""
        lower = text.lower()
        for stem in (*self._latin, *self._beginnings):
            at = lower.find(stem)
            while at >= 0:
                end = at + len(stem)
                while end < len(lower) and lower[end].isascii() and lower[end].isalnum():
                    end += 1
                if not (at and lower[at - 1].isascii() and lower[at - 1].isalnum()):
                    yield at, end, stem
                at = lower.find(stem, end)

    def _pieces(
        self, runs: Sequence[str], start: int, end: int, hits: Iterable[Hit]
    ) -> Iterator[Words]:
        """Yield runs with spaces between them, those that were found marked."""
        at, said = start, ""
        for first, last in _joined(hits, start, end):
            before, found, after = self._trimmed(" ".join(runs[first:last]))
            if first > at:
                said += " ".join(runs[at:first]) + " "
            said += before
            if said:
                yield Words(said)
            yield Words(found, is_found=True)
            at, said = last, f"{after} " if last < end else after
        said += " ".join(runs[at:end])
        if said:
            yield Words(said)

    def _trimmed(self, text: str) -> Piece:
        """Return what stands about the words that were found in some runs: brackets, full stops."""
        found = self._found.get(text)
        if found is None:
            tokens = analysis.tokens(text, self._language)
            wanted = [
                one
                for one in tokens
                if one.stem in self._stems
                or (self._beginnings and one.surface.startswith(self._beginnings))
            ]
            tokens = wanted if wanted and " " not in text else tokens
            start, end = min(one.start for one in tokens), max(one.end for one in tokens)
            found = self._found[text] = (text[:start], text[start:end], text[end:])
        return found


def _chinese(pairs: Sequence[str]) -> str:
    """Return the Chinese that pairs of characters overlap to."""
    return "".join(pair[0] for pair in pairs[:-1]) + pairs[-1]


def _phrase(stems: Sequence[str]) -> re.Pattern[str]:
    """Return what finds stems side by side, in one run or in several; it begins anywhere."""
    return re.compile(r"[\n ]+".join(map(re.escape, stems)) + r"(?![^\n ])")


def _window(hits: Sequence[Hit], size: int, length: int, before: int) -> tuple[int, int]:
    """Return from where to where most different things that were looked for stand, then most."""
    if size <= length * 1.2:
        return 0, size
    best, start, last = (0, 0), 0, 0
    counts: dict[object, int] = {}
    for place, (first, _end, what) in enumerate(hits):
        counts[what] = counts.get(what, 0) + 1
        while first - hits[last][0] > length - before:
            gone = hits[last][2]
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
            last += 1
        score = (len(counts), place - last)
        if score > best:
            best, start = score, hits[last][0]
    start = min(max(0, start - before), size - length)
    return start, start + length


def _cut(text: str, start: int, end: int, hits: Iterable[Hit]) -> Iterator[Words]:
    at = start
    for first, last in _joined(hits, start, end):
        if first > at:
            yield Words(text[at:first])
        yield Words(text[first:last], is_found=True)
        at = last
    if at < end:
        yield Words(text[at:end])


def _joined(hits: Iterable[Hit], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places between two others in their order, those that overlap as one."""
    first = last = -1
    for begins, ends, _what in hits:
        if begins < start or ends > end:
            continue
        if begins < last:
            last = max(last, ends)
            continue
        if last > first:
            yield first, last
        first, last = begins, ends
    if last > first:
        yield first, last


def _with_marks_of_more(
    words: Iterable[Words], start: int, end: int, size: int
) -> tuple[Words, ...]:
    found = list(words)
    if start:
        found.insert(0, Words(f"{_MORE} "))
    if end < size:
        found.append(Words(f" {_MORE}"))
    return tuple(found)
