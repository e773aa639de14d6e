"""The reading log of a matter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.desk.docket.words import faces_in_words
from amparo.desk.pages import show
from amparo.docket import reading
from amparo.docket.readings import PAGE, readings_of


@requires(Permission.TEAM_SEE)
def readings(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who read a matter, its files or its notes, the latest first."""
    actor, at = actor_for(request), timezone.now()
    matter, reader = reading.matter_for(actor, reference, at)
    before = request.GET.get("before", "")
    faces = faces_in_words()
    found = readings_of(matter, reader, before=before, at=at)
    return show(
        request,
        "desk/docket/readings.html",
        reference=reference,
        readings=[(one, faces.get(one.face, one.face)) for one in found],
        is_first=not before,
        later="?" + urlencode({"before": found[-1].cursor}) if len(found) == PAGE else "",
    )
