"""A State along time: its treaties, and everything that any mechanism and it did in public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from amparo.core import wording
from amparo.core.doors import made_of, open_to_public
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop
from amparo.docket import published as dockets
from amparo.docket.published import PublicDocket
from amparo.documents import published as documents
from amparo.public.answers import answer
from amparo.public.asking import asked, day_in
from amparo.public.docket.words import docket_path, title_of
from amparo.public.search.asked import reader, state_of_index
from amparo.public.search.words import names
from amparo.registry import published
from amparo.registry.published import ParticipationRecord, StateRecord
from amparo.search import finding
from amparo.search.questions import Count, Question
from amparo.stats import charts

from . import drawings
from .state import LANES

SHAPES = ("circle", "diamond", "triangle", "square", "ring")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, in the lane of its kind; words are in the reader's language."""

    on: date
    precision: str
    lane: str
    what: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A State between two days: what happened, the latest first."""

    since: date | None
    on: date
    state: StateRecord
    events: tuple[Event, ...]


@made_of(state_of_index)
@open_to_public
def timeline(request: HttpRequest, iso3: str) -> HttpResponse:
    """Show a State along time, between two days or from the first, as known at a day."""
    dates, spoken, since = asked(request), get_language() or "en", day_in(request, "since")
    if since is not None and since > dates.on:
        raise Refused(gettext_noop("The last day lies before the first day."))
    record = published.state(iso3, dates.on, dates.known_at, language=spoken)
    called = {record.iso3: record.name}
    found = dockets.public_dockets(
        dockets.public_references(state=record.iso3),
        today=dates.today,
        on=dates.on,
        known_at=dates.known_at,
    )
    titles = {one.reference: title_of(one, called) for one in found}
    events = [
        *_of_dockets(found, titles),
        *_of_documents(record.iso3, dates.on),
        *_of_recommendations(record.iso3, dates.on),
        *_of_treaties(record.participation),
    ]
    kept = [one for one in events if since is None or one.on >= since]
    kept.sort(key=lambda one: (one.on, one.title), reverse=True)
    first = since or min((one.on for one in kept), default=dates.on)
    lanes = lanes_of(kept, record.participation, first=first)
    return answer(
        request,
        "public/registry/timeline.html",
        TimelinePage(since, dates.on, record, tuple(kept)),
        asked=dates,
        strips=drawings.strips_of(lanes, first=first, last=dates.on),
        years=drawings.years_of(first=first, last=dates.on) if lanes else "",
    )


def lanes_of(
    events: Iterable[Event], participation: Iterable[ParticipationRecord], *, first: date
) -> list[charts.Lane]:
    """Return a lane for each kind of event, then one for each treaty."""
    by_lane: dict[str, list[Event]] = defaultdict(list)
    for one in reversed(list(events)):
        if one.lane != _(TREATIES):
            by_lane[one.lane].append(one)
    lanes = [
        charts.Lane(
            name,
            wording.number(len(them)),
            marks=tuple(
                charts.Mark(
                    one.on,
                    f"{one.what}: {wording.dated(one.on, one.precision)}",
                    SHAPES[place % len(SHAPES)],
                )
                for one in them
            ),
        )
        for place, (name, them) in enumerate(sorted(by_lane.items()))
    ]
    return [*lanes, *drawings.bars_of(participation)]


TREATIES = gettext_noop("Treaties")
DOCUMENTS, RECOMMENDATIONS = gettext_noop("Documents"), gettext_noop("Recommendations")
MOST_DOCUMENTS = 1_000
# What the Subcommittee's dockets say is told apart by what was done.
_OWN_LANES = {(procedure, kind): name for name, procedure, kinds, _shape in LANES for kind in kinds}


def _of_dockets(found: Iterable[PublicDocket], titles: dict[str, str]) -> Iterator[Event]:
    for docket in found:
        for act in docket.acts:
            if act.counts:
                own = _OWN_LANES.get((docket.procedure, act.kind))
                yield Event(
                    act.on,
                    act.precision.value,
                    _(own or docket.procedure_title),
                    _(act.title),
                    titles[docket.reference],
                    f"{docket_path(docket)}#act-{act.number}",
                )


def _of_documents(iso3: str, on: date) -> Iterator[Event]:
    for one in documents.documents(state=iso3, spoken=reader(), size=MOST_DOCUMENTS).documents:
        if one.on is not None and one.on <= on:
            yield Event(one.on, one.precision, _(DOCUMENTS), _(one.kind_title), one.title, one.path)


def _of_recommendations(iso3: str, on: date) -> Iterator[Event]:
    """Yield how many recommendations were made to a State in each year, by each body."""
    chosen = {"state": (iso3,), "kind": ("recommendation",)}
    try:
        called = names(state_of_index(), get_language() or "en")
        for body in _counts(chosen, "body"):
            for year in _counts({**chosen, "body": (body.value,)}, "year"):
                day = date(int(year.value), 1, 1)
                if day <= on:
                    said = ngettext(
                        "%(num)s recommendation", "%(count)s recommendations", year.count
                    )
                    query = {"state": iso3, "kind": "recommendation", "body": body.value}
                    yield Event(
                        day,
                        "year",
                        _(RECOMMENDATIONS),
                        said % {"num": year.count, "count": wording.number(year.count)},
                        called.of("body", body.value),
                        f"/search/?{urlencode({**query, 'year': year.value})}",
                    )
    except Refused:
        return  # nothing can be found yet


def _counts(chosen: Mapping[str, tuple[str, ...]], facet: str) -> tuple[Count, ...]:
    found = finding.find(Question(chosen=chosen, reader=reader(), size=1), (facet,))
    return next((one.counts for one in found.facets if one.name == facet), ())


def _of_treaties(participation: Iterable[ParticipationRecord]) -> Iterator[Event]:
    for treaty in participation:
        for act in treaty.actions:
            yield Event(act.on, "day", _(TREATIES), act.kind.value, treaty.short, treaty.path)
