"""Recommendations as others published them, and what they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from ninja import Field, Schema

from amparo.api.asking import may_be_absent
from amparo.api.paging import Key, Rows, in_memory
from amparo.api.service import listed, single
from amparo.recommendations import published
from amparo.recommendations.published import Recommendation

TAGS = ["Recommendations"]
_CODE = "^[A-Za-z]{3}$"


class OfRecommendations(Schema):
    """Which recommendations."""

    state: str = Field(
        "",
        pattern=_CODE,
        description="Made to the State with this code only: `MOZ`.",
        json_schema_extra=may_be_absent,
    )
    by_state: str = Field(
        "",
        pattern=_CODE,
        description="Made by the State with this code only.",
        json_schema_extra=may_be_absent,
    )
    by_body: str = Field(
        "",
        max_length=20,
        description="Made by the mechanism with this code only: `CAT`.",
        json_schema_extra=may_be_absent,
    )
    topic: str = Field(
        "",
        max_length=60,
        description="On the topic with this code only: `sdg:16.3`.",
        json_schema_extra=may_be_absent,
    )
    symbol: str = Field(
        "",
        max_length=120,
        description="Of the document with this symbol only.",
        json_schema_extra=may_be_absent,
    )
    year: int = Field(
        0, ge=1, le=9999, description="Of this year only.", json_schema_extra=may_be_absent
    )


@dataclass(frozen=True, slots=True)
class RecommendationRecord:
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
    wordings: Mapping[str, str]
    path: str


@dataclass(frozen=True, slots=True)
class TopicLine:
    """What recommendations are about; `parent` is the code of the wider topic."""

    code: str
    kind: str
    parent: str
    name: str


@listed("recommendations", RecommendationRecord, tags=TAGS)
def recommendations(asked: OfRecommendations) -> Rows[RecommendationRecord]:
    """Recommendations, in the order of their numbers here."""

    def after(key: Key | None, limit: int) -> Sequence[RecommendationRecord]:
        found = published.recommendations_after(
            int(key[0]) if key else 0,
            limit,
            state=asked.state.upper(),
            by_state=asked.by_state.upper(),
            by_body=asked.by_body,
            topic=asked.topic,
            symbol=asked.symbol,
            year=asked.year or None,
        )
        return [_record(one) for one in found]

    return Rows(after, lambda one: (one.id,), (int,))


@single("recommendations/{int:number}", RecommendationRecord, tags=TAGS)
def recommendation(number: int) -> RecommendationRecord:
    """A recommendation, by its number here."""
    return _record(published.recommendation(number))


@listed("topics", TopicLine, tags=TAGS)
def topics() -> Rows[TopicLine]:
    """What recommendations are about: themes, persons affected, goals and targets, by their code."""
    found = published.topics(get_language() or "en").values()
    lines = (TopicLine(one.code, one.kind, one.parent, one.name) for one in found)
    return in_memory(lines, lambda one: (one.code,))


def _record(one: Recommendation) -> RecommendationRecord:
    text, language = one.text(get_language() or "en")
    return RecommendationRecord(
        id=one.id,
        source=one.source,
        number=one.number,
        state=one.state,
        by_body=one.by_body,
        by_state=one.by_state,
        symbol=one.symbol,
        paragraph=one.paragraph,
        on=one.on,
        precision=one.precision,
        response=one.response,
        topics=one.topics,
        language=language,
        text=text,
        wordings=one.wordings,
        path=f"/recommendations/{one.id}/",
    )
