"""The first page: what is asked of the reader and by when, what changed, what is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.docket.asking import Asked, asked
from amparo.docket.reading import SeenDocket
from amparo.docket.sharing import shared_day
from amparo.mission.lines import ask, changes, shared_matter
from amparo.mission.pages import show, spoken_names

SHOWN = 10
FEW = 6
LATELY = timedelta(days=60)


@requires(Permission.MATTERS_SEE)
def home(request: HttpRequest) -> HttpResponse:
    """Show what is asked of the reader, that which is late first, and what happened lately."""
    actor, at, names = actor_for(request), timezone.now(), spoken_names()
    since = at - LATELY
    day = shared_day(actor, at, since=since, limit=SHOWN, limit_of_rest=FEW)
    ours = [one for one in _asked(day.ours) if one.of_reader and one.clock.runs]
    others = [one for one in _asked(day.others) if not one.of_reader and one.clock.runs]
    done = [one for one in reversed(_asked(day.done)) if one.of_reader and not one.clock.runs]
    return show(
        request,
        "mission/home.html",
        today=at.date(),
        ours=[ask(one, names) for one in ours[:SHOWN]],
        more=max(day.asks - SHOWN, 0),
        others=[ask(one, names) for one in others[:FEW]],
        may_enter=[shared_matter(one, names) for one in day.open_to],
        changed=changes(day.changed, names, since=since, limit=FEW),
        done=[ask(one, names) for one in done[:FEW]],
        has_matters=day.has_matters,
    )


def _asked(dockets: Iterable[SeenDocket]) -> list[Asked]:
    """Return what these dockets ask of anybody, the first due first."""
    every = (one for docket in dockets for one in asked(docket))
    return sorted(every, key=lambda one: (one.clock.due_on, one.docket.reference))
