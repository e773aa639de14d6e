"""Recommendations as they were published, each in the languages it was published in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.recommendations.models import Published, Wording

from . import spoken
from .drafts import Draft, unlisted

CHANGES = "recommendation"
SOURCES = ("recommendation/",)
_AT_ONCE = 500


class _Published(NamedTuple):
    key: int
    number: str
    state: str
    by_body: str
    by_state: str
    symbol: str
    paragraph: str
    on: date | None
    precision: str
    topics: tuple[str, ...]


_COLUMNS = ("pk", *_Published._fields[1:])


def source_of(key: str) -> str:
    """Return the source that a change of a recommendation is about."""
    return f"recommendation/{key}"


def everything() -> Iterator[Draft]:
    """Yield what is made of every recommendation."""
    after = 0
    rows = Published.objects.using(settings.PUBLIC_STORE).order_by("pk")
    while some := list(rows.filter(pk__gt=after).values_list("pk", flat=True)[:_AT_ONCE]):
        yield from _made(some)
        after = some[-1]


def drafts(sources: Iterable[str]) -> Iterator[Draft]:
    """Yield what is made of some recommendations."""
    keys = [int(one.removeprefix("recommendation/")) for one in sources]
    for start in range(0, len(keys), _AT_ONCE):
        yield from _made(keys[start : start + _AT_ONCE])


def _made(keys: Sequence[int]) -> Iterator[Draft]:
    found = {one.key: one for one in _read(keys)}
    rows = Wording.objects.using(settings.PUBLIC_STORE).filter(recommendation__in=keys)
    titles = {one: partial(_title, spoken.names(one)) for one in spoken.LANGUAGES}
    for key, language, text in rows.order_by("recommendation", "pk").values_list(
        "recommendation_id", "language", "text"
    ):
        one = found[key]
        with override(spoken.LANGUAGES[language]):
            title = titles[language](one)
        yield Draft(
            source=source_of(str(key)),
            key=f"recommendation/{key}/{language}",
            kind="recommendation",
            language=language,
            title=title,
            text=text,
            address=f"/recommendations/{key}/",
            citation=_cited(one),
            symbol=one.symbol,
            body=one.by_body,
            states=(one.state,),
            topics=one.topics,
            on=one.on,
            precision=one.precision,
        )


def _read(keys: Sequence[int]) -> Iterator[_Published]:
    rows = Published.objects.using(settings.PUBLIC_STORE).filter(pk__in=keys)
    for row in rows.values_list(*_COLUMNS):
        yield _Published._make((*row[:-1], unlisted(row[-1])))


def _title(names: Mapping[str, str], one: _Published) -> str:
    state = names.get(one.state, one.state)
    if one.by_state:
        return _("Recommendation to {state} by {other}").format(
            state=state, other=names.get(one.by_state, one.by_state)
        )
    return _("Recommendation to {state}").format(state=state)


def _cited(one: _Published) -> str:
    """Return a citation as lawyers write it. Source: DOC-11."""
    if not one.symbol:
        return one.number
    return f"{one.symbol}, para. {one.paragraph}" if one.paragraph else one.symbol
