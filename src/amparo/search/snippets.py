"""The few lines of a result that show what was found, with the words that were looked for marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from . import analysis
from .analysis.concepts import mentioned
from .asking.tree import All, Any, Field, Meant, Node, Phrase, Prefix, Word
from .questions import Words

_LENGTH = 300  # characters of a snippet
_LENGTH_IN_CHINESE = 120
_BEFORE = 60  # characters shown before the first word that was found, at most
_LONGEST = 40_000  # characters of a text that are looked through
_MORE = "…"

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sought:
    """What to mark: stems, runs of stems, beginnings of words, concepts."""

    stems: frozenset[str] = frozenset()
    runs: tuple[tuple[str, ...], ...] = ()
    beginnings: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.stems or self.runs or self.beginnings or self.codes)


@dataclass(slots=True)
class _Gathering:
    stems: set[str] = field(default_factory=set)
    runs: dict[tuple[str, ...], None] = field(default_factory=dict)
    beginnings: dict[str, None] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)

    def words(self, text: str) -> None:
        for sequence in analysis.sequences_of(text):
            if len(sequence) == 1:
                self.stems.add(sequence[0])
            else:
                self.runs[sequence] = None

    def add(self, node: Node) -> None:
        match node:
            case All(parts) | Any(parts):
                for part in parts:
                    self.add(part)
            case Meant(codes, words):
                self.codes.update(codes)
                self.add(words)
            case Word(text):
                self.words(text)
            case Phrase(words):
                self.words(" ".join(words))
            case Field("title", values):
                for one in values:
                    self.words(one)
            case Prefix(text):
                self.beginnings[analysis.asked_words(text)[-1]] = None


def sought(node: Node) -> Sought:
    """Return what a question looks for; what must not be there is not."""
    found = _Gathering()
    found.add(node)
    return Sought(
        frozenset(found.stems), tuple(found.runs), tuple(found.beginnings), frozenset(found.codes)
    )


def marked(text: str, language: str, what: Sought) -> tuple[Words, ...]:
    """Return a text, whole, with what was looked for marked."""
    places = [place for place, _what in _places(text, language, what)]
    return tuple(_cut(text, 0, len(text), _joined(places)))


def snippet(text: str, language: str, what: Sought) -> tuple[Words, ...]:
    """Return the part of a text in which most of what was looked for stands together."""
    length = _LENGTH_IN_CHINESE if language == "zh" else _LENGTH
    found = _places(text[:_LONGEST], language, what)
    start = _best_start(found, length)
    if len(text) <= length * 1.2:
        start, end = 0, len(text)
    else:
        start = _word_start(text, max(0, start - _BEFORE), language)
        end = _word_end(text, min(len(text), start + length), language)
    places = [(first, last) for (first, last), _what in found if last > start and first < end]
    words = list(_cut(text, start, end, _joined(places)))
    before = [Words(f"{_MORE} ")] if start else []
    after = [Words(f" {_MORE}")] if end < len(text) else []
    return (*before, *words, *after)


def _places(text: str, language: str, what: Sought) -> list[tuple[Place, object]]:
    """Return where what was looked for stands, and which of it."""
    if not what:
        return []
    tokens = analysis.tokens(text, language)
    stems = [one.stem for one in tokens]
    found: list[tuple[Place, object]] = []
    if not what.stems.isdisjoint(stems):
        found += [((one.start, one.end), one.stem) for one in tokens if one.stem in what.stems]
    for run in what.runs:
        for at in _runs(stems, run):
            found.append(((tokens[at].start, tokens[at + len(run) - 1].end), run))
    if what.beginnings:
        found += [
            ((one.start, one.end), "*") for one in tokens if one.surface.startswith(what.beginnings)
        ]
    if what.codes:
        for one in mentioned(stems, language):
            if not what.codes.isdisjoint(one.codes):
                found.append(((tokens[one.start].start, tokens[one.end - 1].end), one.codes))
    return sorted(found, key=lambda one: one[0])


def _runs(stems: Sequence[str], run: Sequence[str]) -> Iterator[int]:
    first, length = run[0], len(run)
    at = -1
    while True:
        try:
            at = stems.index(first, at + 1)
        except ValueError:
            return
        if tuple(stems[at : at + length]) == run:
            yield at


def _best_start(found: Sequence[tuple[Place, object]], length: int) -> int:
    """Return where the stretch begins in which most different words stand, then most words."""
    best, start, last = (0, 0), 0, 0
    counts: dict[object, int] = {}
    for (first, _end), what in found:
        counts[what] = counts.get(what, 0) + 1
        while first - found[last][0][0] > length - _BEFORE:
            gone = found[last][1]
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
            last += 1
        score = (len(counts), sum(counts.values()))
        if score > best:
            best, start = score, found[last][0][0]
    return start


def _joined(places: Iterable[Place]) -> Iterator[Place]:
    """Yield places in their order, those that overlap as one: 任意 and 意拘 are 任意拘."""
    start = end = -1
    for first, last in sorted(places):
        if first < end:
            end = max(end, last)
            continue
        if end > start:
            yield start, end
        start, end = first, last
    if end > start:
        yield start, end


def _cut(text: str, start: int, end: int, places: Iterable[Place]) -> Iterator[Words]:
    at = start
    for first, last in places:
        first, last = max(first, start), min(last, end)
        if first > at:
            yield Words(text[at:first])
        if last > first:
            yield Words(text[first:last], is_found=True)
        at = max(at, last)
    if at < end:
        yield Words(text[at:end])


def _word_start(text: str, at: int, language: str) -> int:
    if not at or language == "zh":
        return at
    space = text.find(" ", at, at + _BEFORE)
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int, language: str) -> int:
    if at >= len(text) or language == "zh":
        return at
    space = text.rfind(" ", at - _BEFORE, at)
    return space if space >= 0 else at
