"""What is new: the public acts that took effect last, and how to go on to those before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from amparo.core.doors import open_to_public
from amparo.docket import published as dockets
from amparo.docket.published import PublicAct
from amparo.documents import published as documents
from amparo.public.answers import answer
from amparo.public.asking import Asked, asked
from amparo.public.docket.words import docket_path, title_of
from amparo.public.search.asked import reader
from amparo.registry.published import states

AT_ONCE, ENOUGH = 60, 20
# For how long back documents are looked for where nothing else is new.
YEARS = 3


@dataclass(frozen=True, slots=True)
class New:
    """Something public, on the day on which it took effect or came out."""

    on: date
    precision: str
    what: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class NewPage:
    """What is new as at a day, the latest first; `before` is the day to go on from."""

    on: date
    news: tuple[New, ...]
    before: date | None


@open_to_public
def new(request: HttpRequest) -> HttpResponse:
    """Show what was new as at a day, today unless the address says another."""
    dates = asked(request)
    names = {one.iso3: one.name for one in states(dates.on, language=get_language() or "en")}
    acts, before = _latest(dates, names)
    papers, until = in_whole_days(_documents(before or date.min, dates.on))
    before = max(filter(None, (before, until)), default=None)
    news = [one for one in (*acts, *papers) if before is None or one.on > before]
    news.sort(key=lambda one: one.on, reverse=True)
    return answer(
        request,
        "public/home/new.html",
        NewPage(dates.on, tuple(news), before),
        asked=dates,
        days=[(on, list(them)) for on, them in groupby(news, key=lambda one: one.on)],
    )


def _latest(dates: Asked, names: Mapping[str, str]) -> tuple[list[New], date | None]:
    """Return the latest news in whole days, some at least, and the day to go on from."""
    limit = AT_ONCE
    while True:
        acts = dockets.latest_acts(limit, today=dates.today, on=dates.on, known_at=dates.known_at)
        news = [_act(act, title_of(docket, names), docket_path(docket)) for docket, act in acts]
        if len(news) < limit:
            return news, None
        # The last day may be cut off.
        whole = [one for one in news if one.on > news[-1].on]
        if len(whole) >= ENOUGH:
            return whole, news[-1].on
        limit *= 4


def _documents(after: date, on: date) -> list[New]:
    """Return the documents of the days after one up to another, the latest."""
    first = max(after, date(max(on.year - YEARS - 1, 1), 12, 31))
    return [
        New(one.on, one.precision, one.kind_title, one.title, one.path)
        for one in documents.latest_documents(AT_ONCE, after=first, on=on, spoken=reader())
        if one.on is not None
    ]


def in_whole_days(papers: list[New], most: int = AT_ONCE) -> tuple[list[New], date | None]:
    """
    Return the documents of whole days, the latest first as they come, and the day to go on from.

    Of a day with more than a page can hold, as many as it holds: the list of documents has them all.
    """
    if len(papers) < most:
        return papers, None
    last = papers[-1].on
    whole = [one for one in papers if one.on > last]
    return (whole, last) if whole else (papers, last - timedelta(days=1))


def _act(act: PublicAct, title: str, path: str) -> New:
    return New(act.on, act.precision.value, act.title, title, path)
