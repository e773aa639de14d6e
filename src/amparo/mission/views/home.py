"""The first page: what is asked of the reader and by when, what changed, what is done."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.docket.asking import asked
from amparo.docket.sharing import shared_dockets
from amparo.mission.lines import ask, changes, shared_matter
from amparo.mission.pages import show, spoken_names

SHOWN = 10
FEW = 6
LATELY = timedelta(days=60)


@requires(Permission.MATTERS_SEE)
def home(request: HttpRequest) -> HttpResponse:
    """Show what is asked of the reader, that which is late first, and what happened lately."""
    at, names = timezone.now(), spoken_names()
    dockets = shared_dockets(actor_for(request), at)
    every = sorted(
        (one for docket in dockets for one in asked(docket)),
        key=lambda one: (one.clock.due_on, one.docket.reference),
    )
    ours = [one for one in every if one.of_reader and one.clock.runs]
    others = [one for one in every if not one.of_reader and one.clock.runs]
    done = [one for one in reversed(every) if one.of_reader and not one.clock.runs]
    named = {one.docket.reference for one in ours}
    open_to = [one for one in dockets if one.next_acts and one.reference not in named]
    return show(
        request,
        "mission/home.html",
        today=at.date(),
        ours=[ask(one, names) for one in ours[:SHOWN]],
        more=len(ours[SHOWN:]),
        others=[ask(one, names) for one in others[:FEW]],
        may_enter=[shared_matter(one, names) for one in open_to[:FEW]],
        changed=changes(dockets, names, since=at - LATELY)[:FEW],
        done=[ask(one, names) for one in done[:FEW]],
        has_matters=bool(dockets),
    )
