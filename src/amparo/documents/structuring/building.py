"""Passages become the parts and blocks of a document, each with its address in it (AKN-10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from amparo.core.words import gettext_noop as _
from amparo.documents import numerals
from amparo.documents.structure import Block, BlockKind, Doubt, NoteMark, Part

from .listing import Lists
from .openings import Opening, Style
from .passages import Passage
from .roles import Role
from .seams import is_ended, width

LONGEST_EID = 110
_RANKS = {Style.ROMAN: 1, Style.UPPER: 2, Style.NUMBER: 3, Style.BRACKETED: 4, Style.LOWER: 4}
_WIDEST_HEADING = 200


@dataclass(slots=True)
class Building:
    """The parts of a document as they are built, the one that is being built last."""

    parts: list[Part] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def parts_of(
    preface: Sequence[Passage], passages: Sequence[Passage], *, is_decision: bool
) -> Building:
    """
    Return the parts that these passages make: the body, and each annex.

    A decision on a communication stands in the annex of its own cover: that annex is its body.
    """
    builder = _Builder(is_decision=is_decision)
    for passage in preface:
        builder.preface(passage)
    headings = _headings(passages)
    for place, passage in enumerate(passages):
        builder.after = _next_item(passages, place)
        builder.add(passage, is_heading=place in headings)
    return builder.done()


def _headings(passages: Sequence[Passage]) -> set[int]:
    """Return which passages without a number are headings: short, ending no sentence, above a text."""
    found: set[int] = set()
    for place in range(len(passages) - 1, -1, -1):
        passage = passages[place]
        if passage.role is not Role.TEXT or passage.rows:
            continue
        if passage.style.startswith(("Heading", "_ H", "Title")):
            found.add(place)
            continue
        after = passages[place + 1] if place + 1 < len(passages) else None
        if after is None or not _looks_like_heading(passage):
            continue
        is_above_text = after.role in (Role.TEXT, Role.ITEM) and width(after.text) > 100
        before = passages[place - 1] if place else None
        ends_above = before is None or before.role is not Role.TEXT or is_ended(before.text)
        is_above_section = after.role in (Role.SECTION, Role.ARTICLE) and ends_above
        is_stacked = place + 1 in found and (ends_above or passage.is_bold)
        if after.role is Role.PARAGRAPH or is_above_text or is_above_section or is_stacked:
            found.add(place)
    return found


def _looks_like_heading(passage: Passage) -> bool:
    text = passage.text
    if not text or is_ended(text) or width(text) > _WIDEST_HEADING or text[-1] in ",，、-":
        return False
    return not text[0].islower() and not text[0].isdigit() and any(sign.isalpha() for sign in text)


class _Builder:
    def __init__(self, *, is_decision: bool) -> None:
        self.is_decision = is_decision
        self.built = Building()
        self.blocks: list[Block] = []
        self.name, self.title = "main", ""
        self.annexes = 0
        self.taken: set[str] = set()
        self._begin()

    def _begin(self) -> None:
        self.sections: list[tuple[int, str]] = []
        self.section_eid = ""
        self.container = ""
        self.article = self.last_article = ""
        self.has_article_text = False
        self.lists = Lists()
        self.list_eids: list[str] = []
        self.counts: dict[str, int] = {}
        self.is_title_open = False
        self.has_numbers = False

    # What the passages are

    def preface(self, passage: Passage) -> None:
        """Add what stands before the text and is no part of the head."""
        kind = BlockKind.TABLE if passage.rows else BlockKind.TEXT
        self._put(passage, kind, self._count("preface__p"))

    def add(self, passage: Passage, *, is_heading: bool) -> None:
        """Add the next passage."""
        if self.is_title_open and self._is_title(passage):
            self._entitle(passage)
            return
        self.is_title_open = False
        if passage.role is Role.ANNEX:
            self._annex(passage)
        elif passage.role is Role.ARTICLE:
            self._article(passage)
        elif passage.role is Role.PARAGRAPH:
            self._paragraph(passage)
        elif passage.role is Role.SECTION:
            self._section(passage)
        elif passage.role is Role.ITEM:
            self._item(passage)
        elif passage.rows:
            self._put(passage, BlockKind.TABLE, self._count(self._within("table")))
        elif is_heading:
            self._heading(passage)
        else:
            self._text(passage)

    def done(self) -> Building:
        """Close the last part and return them all."""
        self._close()
        return self.built

    def _annex(self, passage: Passage) -> None:
        if self.is_decision and self.name == "main" and not self.has_numbers:
            self._put(
                passage,
                BlockKind.TEXT,
                self._count("preface__p"),
                text=passage.spent + passage.text,
            )
            return
        lead = None
        if (
            self.blocks
            and self.blocks[-1].kind is BlockKind.TEXT
            and self.blocks[-1].text.endswith("的")
        ):
            lead = self.blocks.pop()
            self.taken.discard(lead.eid)
        self._close()
        self.annexes += 1
        self.name, self.title, self.blocks = f"annex_{self.annexes}", "", []
        self._begin()
        said = passage.text.strip(" *.:")
        if lead is not None:
            whole = Passage(Role.TEXT, lead.text + passage.spent.strip(), marks=lead.marks)
            self._put(whole, BlockKind.TEXT, self._count("p"))
        if said:
            self.title = said
        self.is_title_open = not said

    def _is_title(self, passage: Passage) -> bool:
        is_first = not self.title
        is_like = passage.role is Role.TEXT and _looks_like_heading(passage) and not passage.marks
        return is_like and is_first

    def _entitle(self, passage: Passage) -> None:
        self.title = passage.text

    def _article(self, passage: Passage) -> None:
        opening = _known(passage)
        number = str(opening.value) if opening.value else str(self.counts.get("art", 0) + 1)
        self.counts["art"] = int(number)
        self.article = self.container = self._free(self._named(f"art_{number}"))
        self.last_article = self.article
        self.has_article_text = bool(passage.text)
        self.lists, self.list_eids = Lists(), []
        self._put(passage, BlockKind.PARAGRAPH, self.article, number=opening.printed)
        self.has_numbers = True

    def _paragraph(self, passage: Passage) -> None:
        opening = _known(passage)
        number = f"{opening.value}.{opening.minor}" if opening.minor else str(opening.value)
        if not self.article and opening.value > 1:
            # Something stood between the paragraphs of an article that looked like a heading.
            self.article = self.last_article
        if self.article:
            eid, level = f"{self.article}__para_{number}", 2
        else:
            eid, level = self._named(f"para_{number}"), 1
            if eid in self.taken and self.section_eid:
                eid = f"{self.section_eid}__para_{number}"
        self.container = self._free(eid)
        self.lists, self.list_eids = Lists(), []
        self._put(passage, BlockKind.PARAGRAPH, self.container, number=opening.printed, level=level)
        self.has_numbers = True

    def _section(self, passage: Passage) -> None:
        opening = _known(passage)
        style, value = self._section_style(opening)
        rank = _RANKS.get(style, 4)
        while self.sections and self.sections[-1][0] >= rank:
            self.sections.pop()
        sign = numerals.as_letter(value) if style is Style.UPPER and value < 52 else str(value)
        path = [*(name for _rank, name in self.sections), f"sec_{sign}"]
        self.sections.append((rank, f"sec_{sign}"))
        self.section_eid = self._free(self._named("__".join(path)))
        self._leave()
        self._put(
            passage, BlockKind.HEADING, self.section_eid, number=opening.printed, level=len(path)
        )

    def _section_style(self, opening: Opening) -> tuple[Style, int]:
        """Return which numbering goes on here: I after H is a letter, after nothing a numeral."""
        for rank, name in reversed(self.sections):
            for style, value in opening.values:
                before = numerals.as_letter(value - 1) if style is Style.UPPER else str(value - 1)
                if _RANKS.get(style) == rank and name == f"sec_{before}":
                    return style, value
        for style, value in opening.values:
            if value == 1:
                return style, value
        return opening.values[0]

    def _heading(self, passage: Passage) -> None:
        level = len(self.sections) + 1
        if passage.style.startswith("Heading ") and passage.style[8:].isdigit():
            level = int(passage.style[8:])
        self._leave()
        self._put(passage, BlockKind.HEADING, self._count(self._named("heading")), level=level)

    def _leave(self) -> None:
        """Leave the paragraph, or the article, that the text stood in."""
        self.container = self.article = ""
        self.lists, self.list_eids = Lists(), []

    def _item(self, passage: Passage) -> None:
        opening = _known(passage)
        lists = self.lists
        if not lists.takes(opening, is_sure=True, after=self.after):
            self._text(passage, text=passage.spent + passage.text)
            return
        if not self.container and self.blocks and self.blocks[-1].kind is BlockKind.TEXT:
            self.container = self.blocks[-1].eid
        if lists.is_new or len(self.list_eids) < lists.level:
            parent = self._item_parent(lists.level)
            del self.list_eids[lists.level - 1 :]
            self.list_eids.append(self._count(f"{parent}__list" if parent else self._named("list")))
        del self.list_eids[lists.level :]
        eid = self._free(f"{self.list_eids[-1]}__item_{_item_sign(lists)}")
        self.last_items = [*self.last_items[: lists.level - 1], eid]
        self._put(passage, BlockKind.ITEM, eid, number=opening.printed, level=lists.level)
        if lists.skipped:
            said = _("Items missing before item {number} of {place}: {count}.")
            self.built.doubts.append(
                Doubt(said, number=opening.printed, place=eid, count=lists.skipped)
            )
            lists.skipped = 0

    def _item_parent(self, level: int) -> str:
        if level > 1 and len(self.last_items) >= level - 1:
            return self.last_items[level - 2]
        return self.container

    def _text(self, passage: Passage, text: str | None = None) -> None:
        said = passage.text if text is None else text
        is_bare = self.article and not self.has_article_text and self.container == self.article
        if is_bare and self.blocks and self.blocks[-1].eid == self.article:
            self._fill(passage)
            return
        if said.startswith("[") and said.endswith("]") and width(said) > 60:
            self._leave()
        self._put(passage, BlockKind.TEXT, self._count(self._within("p")), text=said)

    def _fill(self, passage: Passage) -> None:
        """Give an article its text; a few words above it are its title."""
        last = self.blocks[-1]
        if _looks_like_heading(passage):
            self._put(
                passage, BlockKind.HEADING, f"{self.article}__heading", level=len(self.sections) + 2
            )
            self.has_article_text = True
            return
        self.has_article_text = True
        self.blocks[-1] = Block(
            last.kind, last.eid, last.number, last.level, passage.text, _marks(passage)
        )

    # Where they go

    def _put(
        self,
        passage: Passage,
        kind: BlockKind,
        eid: str,
        *,
        number: str = "",
        level: int = 1,
        text: str | None = None,
    ) -> None:
        said = passage.text if text is None else text
        self.taken.add(eid)
        self.blocks.append(Block(kind, eid, number, level, said, _marks(passage), passage.rows))

    def _within(self, kind: str) -> str:
        return f"{self.container}__{kind}" if self.container else self._named(kind)

    def _named(self, eid: str) -> str:
        return eid if self.name == "main" else f"{self.name}__{eid}"

    def _count(self, stem: str) -> str:
        if self.name != "main" and not stem.startswith(self.name):
            stem = self._named(stem)
        self.counts[stem] = self.counts.get(stem, 0) + 1
        return self._free(f"{stem}_{self.counts[stem]}")

    def _free(self, eid: str) -> str:
        """Return this address, or the next like it that is not taken."""
        eid = eid[:LONGEST_EID]
        made, times = eid, 1
        while made in self.taken:
            times += 1
            made = f"{eid}-{times}"
        self.taken.add(made)
        return made

    def _close(self) -> None:
        if self.blocks or self.name != "main":
            self.built.parts.append(Part(self.name, self.title, tuple(self.blocks)))

    last_items: list[str] = []
    after: Opening | None = None


def _next_item(passages: Sequence[Passage], place: int) -> Opening | None:
    after = (one.opening for one in passages[place + 1 : place + 20] if one.role is Role.ITEM)
    return next(after, None)


def _known(passage: Passage) -> Opening:
    return passage.opening or Opening("", 0, ((Style.BULLET, 1),))


def _marks(passage: Passage) -> tuple[NoteMark, ...]:
    return passage.marks


def _item_sign(lists: Lists) -> str:
    if lists.style is Style.LOWER:
        return numerals.as_letter(lists.value)
    if lists.style is Style.SMALL_ROMAN:
        return numerals.as_roman(lists.value)
    return str(lists.value)
