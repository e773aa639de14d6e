"""Recommendations, and what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Recommendation:
    """
    A recommendation as it was published, with its words in each language it was published in.

    `source` and `number` name it in the collection that it was taken from; `response` is the answer to
    it in the words of that source. `text` is in `language`: the one asked for, or the best there is.
    """

    id: int
    source: str
    number: str
    state: str
    by_body: str
    by_state: str
    symbol: str
    paragraph: str
    on: date | None
    precision: str
    response: str
    topics: tuple[str, ...]
    language: str
    text: str
    wordings: dict[str, str]
    path: str


@dataclass(frozen=True, slots=True)
class TopicLine:
    """What recommendations are about; `parent` is the code of the wider topic."""

    code: str
    kind: str
    parent: str
    name: str
