"""The first page of the desk: what is due and late, what waits for the reader, what happened last."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.desk.docket.lines import rows, spoken_names
from amparo.desk.pages import show
from amparo.docket import reading, team

SHOWN = 6


@requires(Permission.MATTERS_SEE, Permission.ACCOUNTS_MANAGE, Permission.TRAIL_READ)
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is to do; who runs or audits the system finds the way to their rooms."""
    actor, at = actor_for(request), timezone.now()
    today = at.date()
    if not actor.may(Permission.MATTERS_SEE):
        return show(request, "desk/home_apart.html")
    names = spoken_names()
    return show(
        request,
        "desk/home.html",
        today=today,
        due=rows(reading.dockets_due_for(actor, at, limit=SHOWN), names, today),
        late=rows(reading.dockets_late_for(actor, at, limit=SHOWN), names, today),
        latest=rows(reading.dockets_for(actor, at, limit=SHOWN), names, today),
        waiting=team.emergencies(actor, at) if actor.may(Permission.EMERGENCY_DECIDE) else [],
    )
