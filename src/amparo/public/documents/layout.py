"""
A version laid out for reading: runs of text with their notes and links, units, leaves.

A unit is what is read and cited together: a heading, or a paragraph with its items. A leaf is as
many units as one page may weigh.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from amparo.documents.published import Block, Heading, Link, Note
from amparo.documents.rules.citing import paragraph_of

LEAF_BYTES, BESIDE_BYTES = 100_000, 50_000
HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row: plain, leading to `path`, or calling the note of `mark` at `note`."""

    text: str
    path: str = ""
    says: str = ""
    mark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LaidNote:
    """A note, with its address on the page; `caller` is that of the piece that calls it."""

    eid: str
    mark: str
    caller: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A piece as it is printed, with the notes that it calls."""

    eid: str
    kind: str
    level: int
    number: str
    runs: tuple[Run, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[LaidNote, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is read together; `eid` is the address of its paragraph, or of its only piece."""

    eid: str
    kind: str
    number: str
    pieces: tuple[Laid, ...]


Leaf = tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents: where it leads, and how deep it stands."""

    eid: str
    depth: int
    text: str


def runs(
    text: str, marks: Iterable[tuple[int, str]], links: Iterable[Link], notes: Mapping[str, str]
) -> tuple[Run, ...]:
    """
    Return a text in runs, cut where a note is called and where words lead elsewhere.

    `notes` are addresses by mark; a mark without one stays as it is printed.
    """
    cuts = [(at, at, Run("", mark=mark, note=notes.get(mark, ""))) for at, mark in marks]
    cuts += [
        (one.start, one.end, Run(text[one.start : one.end], path_of(one.path), one.words))
        for one in links
    ]
    found, place = [], 0
    for start, end, run in sorted(cuts, key=lambda one: (one[0], one[1])):
        begins = max(start, place)
        if run.mark or (start >= place and end <= len(text)):
            if begins > place:
                found.append(Run(text[place:begins]))
            found.append(run)
            place = max(place, min(end, len(text)))
    if place < len(text):
        found.append(Run(text[place:]))
    return tuple(found)


def path_of(path: str) -> str:
    """
    Return where a link leads, on whichever leaf of a document the place stands.

    `/documents/A-61-311/en/#sec_2` is `/documents/A-61-311/en/sec_2/`, which knows the leaf.
    """
    page, _sign, eid = path.partition("#")
    return f"{page}{eid}/" if eid and page.count("/") > 3 else path


def units(blocks: Iterable[Block], notes: Iterable[Note]) -> Iterator[Unit]:
    """Yield the units of a version in their order."""
    known = {(one.part, one.mark): one for one in notes}
    held: list[Laid] = []
    for one in blocks:
        if held and not _goes_on(held[0], one):
            yield _unit(held)
            held = []
        held.append(_laid(one, known))
    if held:
        yield _unit(held)


def laid_note(note: Note) -> LaidNote:
    """Return a note as it is printed."""
    return LaidNote(note.eid, note.mark, note.caller, runs(note.text, (), note.links, {}))


def leaves(every: Iterable[Unit], most: int = LEAF_BYTES) -> list[Leaf]:
    """Return the units in leaves, each begun at a heading where one is near enough."""
    found: list[list[Unit]] = [[]]
    size = 0
    for one in every:
        its = weight(one)
        if found[-1] and size + its > most:
            turned = _turned(found[-1], most)
            found.append(turned)
            size = sum(map(weight, turned))
        found[-1].append(one)
        size += its
    return [tuple(one) for one in found if one]


def weight(unit: Unit) -> int:
    """Return what a unit weighs on a page, in bytes, roughly; its notes stand there twice."""
    return sum(
        120
        + sum(60 + len(run.text.encode()) for run in piece.runs)
        + sum(20 + len(cell.encode()) for row in piece.rows for cell in row)
        + sum(160 + 2 * len(run.text.encode()) for note in piece.notes for run in note.runs)
        for piece in unit.pieces
    )


def leaf_of(book: Sequence[Leaf], eid: str) -> int:
    """Return the place of the leaf on which a piece or a note stands, the first where none does."""
    wanted = paragraph_of(eid)
    for place, leaf in enumerate(book):
        for unit in leaf:
            if unit.eid == wanted or eid in _places(unit):
                return place
    return 0


def _places(unit: Unit) -> set[str]:
    notes = {note.eid for piece in unit.pieces for note in piece.notes}
    return notes | {piece.eid for piece in unit.pieces}


def contents(headings: Iterable[Heading], depth: int = 0) -> Iterator[Line]:
    """Yield the lines of the contents in their order."""
    for one in headings:
        number = f"{one.number}." if one.number[-1:].isalnum() else one.number
        yield Line(one.eid, depth, f"{number} {one.text}".strip())
        yield from contents(one.below, depth + 1)


def pairs(
    mine: Sequence[Unit], theirs: Sequence[Unit]
) -> Iterator[tuple[Unit | None, Unit | None]]:
    """Yield the units of two versions beside each other, by their address; what one lacks is None."""
    places = {one.eid: place for place, one in enumerate(theirs)}
    place = 0
    for one in mine:
        found = places.get(one.eid, -1)
        if found < place:
            yield one, None
            continue
        for alone in theirs[place:found]:
            yield None, alone
        yield one, theirs[found]
        place = found + 1
    for alone in theirs[place:]:
        yield None, alone


def _laid(one: Block, known: Mapping[tuple[str, str], Note]) -> Laid:
    called = [known[one.part, mark] for _at, mark in one.marks if (one.part, mark) in known]
    addresses = {note.mark: note.eid for note in called}
    return Laid(
        one.eid,
        one.kind,
        one.level,
        one.number,
        runs(one.text, one.marks, one.links, addresses),
        one.rows,
        tuple(laid_note(note) for note in called),
    )


def _goes_on(first: Laid, one: Block) -> bool:
    """Test whether a piece belongs to the unit that another begins."""
    if HEADING in (first.kind, one.kind):
        return False
    return paragraph_of(one.eid) == paragraph_of(first.eid)


def _unit(held: Sequence[Laid]) -> Unit:
    first = held[0]
    return Unit(paragraph_of(first.eid), first.kind, first.number, tuple(held))


def _turned(leaf: list[Unit], most: int) -> list[Unit]:
    """Take what stands under the last headings of a leaf, to turn the leaf there; not too much."""
    place = next((n for n in range(len(leaf) - 1, 0, -1) if leaf[n].kind == HEADING), 0)
    while place > 1 and leaf[place - 1].kind == HEADING:
        place -= 1
    turned = leaf[place:]
    if place == 0 or sum(map(weight, turned)) > most // 2:
        return []
    del leaf[place:]
    return turned
