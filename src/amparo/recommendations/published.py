"""What anybody may know of recommendations and topics, as frozen records from the public store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Model, QuerySet

from amparo.core.errors import NotVisible
from amparo.core.stores import at_public_store

from .models import Published, Topic, Wording

TABLES: tuple[type[Model], ...] = (Topic,)
AT_ONCE = 100
_SITE = {"zh-hans": "zh"}  # languages of the site are called otherwise than those of documents


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """A topic with its name in one language; `parent` is the code of the wider one."""

    code: str
    parent: str
    name: str

    @property
    def kind(self) -> str:
        """Whether it is a `theme`, a `person` affected or an `sdg`."""
        return self.code.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """
    A recommendation as it was published: `wordings` by language, `topics` as codes.

    `id` names it here; `source` and `number` in the collection that it was taken from.
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
    wordings: Mapping[str, str]

    def text(self, language: str) -> tuple[str, str]:
        """Return its words in a language or the best there is, and which language that is."""
        for one in (_language(language), "en", *sorted(self.wordings)):
            if one in self.wordings:
                return self.wordings[one], one
        return "", ""


def recommendation(key: int) -> Recommendation:
    """
    Return one recommendation.

    :raises NotVisible: if there is none.
    """
    found = published_rows([key])
    if not found:
        raise NotVisible("There is no such recommendation.")
    return found[0]


def of_state(iso3: str, *, after: int = 0, many: int = AT_ONCE) -> list[Recommendation]:
    """Return recommendations made to a State, in the order of their numbers here, after one."""
    return _page(Published.objects.filter(state=iso3), after, many)


def on_topic(code: str, *, after: int = 0, many: int = AT_ONCE) -> list[Recommendation]:
    """Return recommendations on a topic, in the order of their numbers here, after one."""
    return _page(Published.objects.filter(topics__contains=f"|{code}|"), after, many)


def recommendations_after(
    after: int,
    many: int,
    *,
    state: str = "",
    by_body: str = "",
    by_state: str = "",
    topic: str = "",
    symbol: str = "",
    year: int | None = None,
) -> list[Recommendation]:
    """Return recommendations that fit, in the order of their numbers here, after one."""
    rows = Published.objects.all()
    fitting = {"state": state, "by_body": by_body, "by_state": by_state, "symbol": symbol}
    for column, value in {**fitting, "on__year": year}.items():
        if value:
            rows = rows.filter(**{column: value})
    if topic:
        rows = rows.filter(topics__contains=f"|{topic}|")
    return _page(rows, after, many)


def counts_by_state() -> dict[str, int]:
    """Return how many recommendations were made to each State."""
    with at_public_store():
        rows = Published.objects.values_list("state").annotate(count=Count("pk")).order_by("state")
        return dict(rows)


def digests() -> dict[int, str]:
    """Return the digest of every recommendation in the store."""
    with at_public_store():
        return dict(Published.objects.order_by("pk").values_list("pk", "digest"))


def published_rows(keys: Iterable[int]) -> list[Recommendation]:
    """Return recommendations with their words, in the order of their numbers here."""
    with at_public_store():
        rows = list(Published.objects.filter(pk__in=list(keys)).order_by("pk"))
        return _records(rows)


def topics(language: str) -> dict[str, TopicRecord]:
    """Return every topic by its code, called as in a language."""
    with at_public_store():
        rows = Topic.objects.order_by("code").values_list("code", "parent", "names")
        return {
            code: TopicRecord(code, parent, _name(names, language, code))
            for code, parent, names in rows
        }


def codes_of(topics_kept: str) -> tuple[str, ...]:
    """Return the codes that a row keeps as one text."""
    return tuple(one for one in topics_kept.split("|") if one)


def _page(rows: QuerySet[Published], after: int, many: int) -> list[Recommendation]:
    with at_public_store():
        return _records(list(rows.filter(pk__gt=after).order_by("pk")[:many]))


def _records(rows: list[Published]) -> list[Recommendation]:
    words: dict[int, dict[str, str]] = {}
    found = Wording.objects.filter(recommendation__in=[one.pk for one in rows]).order_by("pk")
    for key, language, text in found.values_list("recommendation_id", "language", "text"):
        words.setdefault(key, {})[language] = text
    return [
        Recommendation(
            one.pk,
            one.source,
            one.number,
            one.state,
            one.by_body,
            one.by_state,
            one.symbol,
            one.paragraph,
            one.on,
            one.precision,
            one.response,
            codes_of(one.topics),
            words.get(one.pk, {}),
        )
        for one in rows
    ]


def _name(names: Mapping[str, str], language: str, code: str) -> str:
    return names.get(_language(language)) or names.get("en") or code


def _language(language: str) -> str:
    return _SITE.get(language, language)
