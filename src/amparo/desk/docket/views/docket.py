"""The docket of a matter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.bodies.queries import mechanism_names
from amparo.desk.docket.lines import lines_of, next_acts, running, spoken_names, title_of
from amparo.desk.docket.words import accesses_in_words
from amparo.desk.pages import show
from amparo.docket import reading
from amparo.docket.attachments import attached_to
from amparo.docket.notes import count_notes
from amparo.docket.team import accesses_to


@requires(Permission.MATTERS_SEE)
def matter(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a docket as far as the reader may know it."""
    at, names = timezone.now(), spoken_names()
    found, reader = reading.matter_for(actor_for(request), reference, at)
    seen = reading.read(found, reader, at=at)
    titles = {act.number: act.title for act in seen.acts}
    newest_first = request.GET.get("order") == "newest"
    body, _short = mechanism_names(translation.get_language() or "en").get(
        seen.body, (seen.body, "")
    )
    return show(
        request,
        "desk/docket/matter.html",
        docket=seen,
        title=title_of(seen, names),
        state_name=names.get(seen.state, ""),
        body=body,
        lines=lines_of(seen, names, newest_first=newest_first),
        newest_first=newest_first,
        titles=titles,
        running=running(seen),
        next_acts=next_acts(seen),
        entered=titles.get(_number(request.GET.get("entered", ""))),
        files=attached_to(found, reader),
        may_add=seen.disposed_on is None and reader.may(Permission.FILES_ADD),
        accesses=accesses_in_words(accesses_to(found, reader, at)),
        may_see_team=reader.may(Permission.TEAM_SEE),
        notes=count_notes(found, reader),
        today=at.date(),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
