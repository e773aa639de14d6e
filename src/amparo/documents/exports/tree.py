"""A version as a tree: sections, in them paragraphs, in them items, as their addresses say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from amparo.documents.published import Block, Link

HEADING, PARAGRAPH, ITEM, TEXT, TABLE = "heading", "paragraph", "item", "text", "table"


@dataclass(slots=True)
class Node:
    """A block, and what stands below it."""

    block: Block
    below: list[Node] = field(default_factory=list)

    @property
    def is_container(self) -> bool:
        """Test whether numbered paragraphs stand below: an article, a section."""
        return any(one.block.kind == PARAGRAPH for one in self.below)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row: plain, leading elsewhere, or (without words) calling a note."""

    text: str
    link: Link | None = None
    mark: str = ""


def parts(blocks: Iterable[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Yield the parts of a version, by name: the main one, and each annex."""
    for part, some in groupby(blocks, key=lambda one: one.part):
        yield part, list(some)


def grown(blocks: Sequence[Block]) -> list[Node]:
    """Return the blocks of a part as trees: by their headings, and by their addresses below those."""
    roots: list[Node] = []
    headings: list[Node] = []
    inside: list[Node] = []
    for block in blocks:
        node = Node(block)
        if block.kind == HEADING:
            inside = []
            while headings and headings[-1].block.level >= block.level:
                headings.pop()
            (headings[-1].below if headings else roots).append(node)
            headings.append(node)
            continue
        while inside and not block.eid.startswith(f"{inside[-1].block.eid}__"):
            inside.pop()
        if inside:
            inside[-1].below.append(node)
        else:
            (headings[-1].below if headings else roots).append(node)
        inside.append(node)
    return roots


def runs(block: Block) -> Iterator[Run]:
    """Yield a text in runs, cut where a note is called and where words lead elsewhere."""
    yield from _runs(block.text, block.links, block.marks)


def runs_of(text: str, links: Sequence[Link]) -> Iterator[Run]:
    """Yield a text without notes in runs."""
    yield from _runs(text, links, ())


def _runs(text: str, links: Sequence[Link], marks: Sequence[tuple[int, str]]) -> Iterator[Run]:
    waiting = sorted(marks)
    place = 0
    for link in (*links, None):
        start = link.start if link else len(text)
        end = link.end if link else len(text)
        while waiting and (waiting[0][0] <= start or link is None):
            at, mark = waiting.pop(0)
            at = min(max(at, place), len(text))
            if at > place:
                yield Run(text[place:at])
            yield Run("", mark=mark)
            place = at
        if link is not None and link.start >= place:
            if start > place:
                yield Run(text[place:start])
            yield Run(text[start:end], link)
            place = end
    if place < len(text):
        yield Run(text[place:])
