"""
A version laid out for reading: runs of text with their notes and links, units, leaves, contents.

A unit is what is read and cited together: a heading, a paragraph with its items. A leaf is as many
units as one page may weigh.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

LEAF_BYTES = 72_000
BESIDE_BYTES = 40_000
HEADING, PARAGRAPH, ITEM, TABLE = "heading", "paragraph", "item", "table"


class Piece(Protocol):
    """A piece of a version's text, as it is published."""

    @property
    def eid(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def part(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def marks(self) -> Sequence[tuple[int, str]]: ...
    @property
    def rows(self) -> Sequence[Sequence[str]]: ...


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a text that lead elsewhere: where they stand, where to, what they stand for."""

    start: int
    end: int
    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row: plain, leading to `path`, or calling the note of `mark`."""

    text: str
    path: str = ""
    words: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class LaidNote:
    """A note, with its address on the page."""

    eid: str
    mark: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A piece as it is printed, with the notes that it calls."""

    eid: str
    kind: str
    level: int
    number: str
    runs: tuple[Run, ...]
    rows: Sequence[Sequence[str]]
    notes: tuple[LaidNote, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is read together; its address is that of its first piece."""

    eid: str
    kind: str
    number: str
    pieces: tuple[Laid, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents."""

    eid: str
    level: int
    text: str


def runs(text: str, marks: Iterable[tuple[int, str]], links: Iterable[Link]) -> tuple[Run, ...]:
    """Return a text in runs, cut where a note is called and where words lead elsewhere."""
    cuts: list[tuple[int, int, Run]] = [(at, at, Run("", mark=mark)) for at, mark in marks]
    cuts += [
        (one.start, one.end, Run(text[one.start : one.end], one.path, one.words)) for one in links
    ]
    found, place = [], 0
    for start, end, run in sorted(cuts, key=lambda one: (one[0], one[1])):
        if start < place or end > len(text):
            # Within what leads elsewhere already: the note is called after it.
            if run.mark:
                found.append(run)
            continue
        if start > place:
            found.append(Run(text[place:start]))
        found.append(run)
        place = end
    if place < len(text):
        found.append(Run(text[place:]))
    return tuple(found)


def unit_key(eid: str) -> str:
    """Return the address of the unit that a piece belongs to: of its paragraph, or its own."""
    parts = eid.split("__")
    for place, part in enumerate(parts):
        if part.startswith("para_"):
            return "__".join(parts[: place + 1])
    return eid


def units(
    pieces: Iterable[Piece],
    links: Mapping[str, Sequence[Link]],
    notes: Mapping[tuple[str, str], str],
) -> Iterator[Unit]:
    """Yield the units of a version; `notes` are by part and mark, `links` by where they stand."""
    held: list[Laid] = []
    for one in pieces:
        laid = _laid(one, links, notes)
        if held and not _goes_on(held, one):
            yield _unit(held)
            held = []
        held.append(laid)
    if held:
        yield _unit(held)


def leaves(every: Iterable[Unit], most: int = LEAF_BYTES) -> list[tuple[Unit, ...]]:
    """Return the units in leaves, each begun at a heading where one is near enough to its end."""
    found: list[list[Unit]] = [[]]
    sizes: list[int] = [0]
    for one in every:
        size = weight(one)
        if found[-1] and sizes[-1] + size > most:
            turned = _last_heading(found[-1], most)
            found.append(turned)
            sizes[-1] -= sum(map(weight, turned))
            sizes.append(sum(map(weight, turned)))
        found[-1].append(one)
        sizes[-1] += size
    return [tuple(one) for one in found if one]


def weight(unit: Unit) -> int:
    """Return what a unit weighs on a page, in bytes, roughly."""
    return sum(
        120
        + sum(60 + len(run.text.encode()) for run in piece.runs)
        + sum(20 + len(cell.encode()) for row in piece.rows for cell in row)
        + sum(160 + 2 * len(run.text.encode()) for note in piece.notes for run in note.runs)
        for piece in unit.pieces
    )


def leaf_of(book: Sequence[Sequence[Unit]], eid: str) -> int:
    """Return the place of the leaf on which a piece stands, the first where none does."""
    wanted = unit_key(eid)
    for place, leaf in enumerate(book):
        if any(eid in (one.eid, wanted) or one.eid == wanted for one in leaf):
            return place
    return 0


def contents(pieces: Iterable[Piece]) -> tuple[Heading, ...]:
    """Return the headings of a version."""
    return tuple(
        Heading(one.eid, one.level, f"{one.number} {one.text}".strip())
        for one in pieces
        if one.kind == HEADING
    )


def pairs(
    mine: Sequence[Unit], theirs: Sequence[Unit]
) -> Iterator[tuple[Unit | None, Unit | None]]:
    """Yield the units of two versions beside each other, by their address; what one lacks is None."""
    places = {one.eid: place for place, one in enumerate(theirs)}
    place = 0
    for one in mine:
        found = places.get(one.eid)
        if found is None or found < place:
            yield one, None
            continue
        for alone in theirs[place:found]:
            yield None, alone
        yield one, theirs[found]
        place = found + 1
    for alone in theirs[place:]:
        yield None, alone


def _laid(
    one: Piece, links: Mapping[str, Sequence[Link]], notes: Mapping[tuple[str, str], str]
) -> Laid:
    called = tuple(
        LaidNote(
            note_eid(one.part, mark),
            mark,
            runs(notes[one.part, mark], (), links.get(note_eid(one.part, mark), ())),
        )
        for _at, mark in one.marks
        if (one.part, mark) in notes
    )
    known = [(at, mark) for at, mark in one.marks if (one.part, mark) in notes]
    text = runs(one.text, known, links.get(one.eid, ()))
    return Laid(one.eid, one.kind, one.level, one.number, text, one.rows, called)


def note_eid(part: str, mark: str) -> str:
    """Return the address of a note: `note_26`, in an annex `annex_1__note_3`."""
    own = f"note_{mark}"
    return own if part in ("", "main") else f"{part}__{own}"


def _goes_on(held: Sequence[Laid], one: Piece) -> bool:
    """Test whether a piece belongs to the unit before it."""
    first = held[0]
    if one.kind == HEADING or first.kind == HEADING:
        return False
    return unit_key(one.eid) == unit_key(first.eid)


def _unit(held: Sequence[Laid]) -> Unit:
    first = held[0]
    return Unit(first.eid, first.kind, first.number, tuple(held))


def _last_heading(leaf: list[Unit], most: int) -> list[Unit]:
    """Take from the end of a leaf what stands under its last heading, if that is not too much."""
    for place in range(len(leaf) - 1, 0, -1):
        if leaf[place].kind == HEADING:
            first = place
            while first > 1 and leaf[first - 1].kind == HEADING:
                first -= 1
            turned = leaf[first:]
            if sum(map(weight, turned)) > most // 2:
                return []
            del leaf[first:]
            return turned
    return []
