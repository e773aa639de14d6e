"""What every chapter of the report is told with: its frame, the names of States, its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from amparo.core.errors import Refused
from amparo.core.measures import Row
from amparo.registry.queries import sort_key
from amparo.stats.report import writing
from amparo.stats.report.document import Block, Link, Paragraph, Section, Span, Spans, Text
from amparo.stats.report.issue import Issue
from amparo.stats.report.writing import Counted, Filling, Frame


@dataclass(frozen=True, slots=True)
class Telling:
    """A year, as known on a day, told in one language."""

    year: int
    frame: Frame
    names: Mapping[str, str]
    issue: Issue | None

    @property
    def on(self) -> date:
        """The last day told of."""
        return self.frame.on

    def count(self, name: str, **choices: str) -> Counted:
        """Return a figure over the year, or as at its end."""
        return writing.count(self.frame, name, choices)

    def count_if(self, name: str, **choices: str) -> Counted | None:
        """Return a figure, or None where the record cannot say."""
        try:
            return self.count(name, **choices)
        except Refused:
            return None

    def foreseen(self, name: str, **choices: str) -> Counted:
        """Return a figure as at the day on which the report was issued, or is written."""
        on = self.issue.distributed_on if self.issue else None
        known_on = self.frame.known_on
        return writing.count(self.frame, name, choices, on=min(on or known_on, known_on))

    def published(self, topic: str) -> Counted | None:
        """Return a total that was only ever published, if one was for this year."""
        return writing.count_if_published(self.frame, topic)

    def state(self, code: str) -> Span:
        """Return a State by its name in the language of the report, leading to its page."""
        return Link(self.names.get(code, code), f"/states/{code}/")

    def states(self, codes: Iterable[str]) -> Spans:
        """Return States by name, in the order of their names, as a list in a sentence."""
        return writing.joined(self.state(code) for code in self.in_order(codes))

    def in_order(self, codes: Iterable[str]) -> list[str]:
        """Return codes of States, each once, in the order of their names."""
        return sorted(set(codes), key=lambda code: sort_key(self.names.get(code, code)))

    def by_name(self, named: Iterable[tuple[str, Row]]) -> list[tuple[str, Row]]:
        """Return named rows in the order of their names."""
        return sorted(named, key=lambda pair: sort_key(pair[0]))

    def states_of(self, rows: Iterable[Row]) -> Spans:
        """Return the States that rows are about, as a list in a sentence."""
        return self.states(code for row in rows if (code := self.state_of(row)))

    def state_of(self, row: Row) -> str:
        """
        Return the code of the State that a row is about, or nothing.

        A row is a State, says its State, or is a docket whose reference holds the State's code.
        """
        said = str(row.detail.get("state", ""))
        parts = (said, *row.reference.split("/"))
        return next((part for part in parts if part in self.names), "")


def paragraph(*parts: Spans, items: Sequence[Spans] = ()) -> Paragraph:
    """Return a paragraph of sentences; its number comes when the report is put together."""
    return Paragraph(0, writing.sentences(*parts), tuple(items))


def say(sentence: str, **fillings: Filling) -> Spans:
    """Return a sentence with its places filled."""
    return writing.say(sentence, **fillings)


def nothing(sentence: str) -> Paragraph:
    """Return the one sentence of a part of which the record holds nothing."""
    return Paragraph(0, (Text(sentence),))


def section(anchor: str, title: str, *blocks: Block, level: int = 2) -> Section:
    """Return a part of the report; its number comes when the report is put together."""
    return Section(anchor, "", title, level, tuple(blocks))
