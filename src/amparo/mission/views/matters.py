"""The list of what is shared with the reader, and the docket of one matter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.docket import reading
from amparo.docket.asking import asked
from amparo.docket.attachments import attached_to
from amparo.docket.reading import SeenDocket
from amparo.docket.sharing import shared_dockets, shared_matter_for
from amparo.mission.forms import NarrowForm
from amparo.mission.lines import ask, lines_of, next_due, shared_matter, title_of
from amparo.mission.pages import show, spoken_names

PAGE = 25


@requires(Permission.MATTERS_SEE)
def matters(request: HttpRequest) -> HttpResponse:
    """List the matters that are shared with the reader, those with the latest act first."""
    at, names = timezone.now(), spoken_names()
    dockets = shared_dockets(actor_for(request), at)
    known = {one.procedure.name: one.procedure for one in dockets}
    form = NarrowForm(request.GET, procedures=known.values())
    wanted = form.cleaned_data if form.is_valid() else {}
    found = [one for one in dockets if _is_wanted(one, wanted)] if wanted else []
    if wanted.get("asked"):
        found.sort(key=lambda one: (next_due(one), one.reference))
    page = wanted.get("page") or 1
    last = page * PAGE
    return show(
        request,
        "mission/list.html",
        200 if wanted else 400,
        form=form,
        rows=[shared_matter(one, names) for one in found[last - PAGE : last]],
        earlier=_page(wanted, page - 1) if page > 1 else "",
        later=_page(wanted, page + 1) if len(found) > last else "",
        today=at.date(),
        narrowed=any(request.GET.values()),
    )


def _is_wanted(docket: SeenDocket, wanted: dict[str, Any]) -> bool:
    return (
        wanted["procedure"] in ("", docket.procedure.name)
        and wanted["status"] in ("", docket.standing)
        and (not wanted["asked"] or next_due(docket) is not None)
    )


def _page(wanted: dict[str, Any], page: int) -> str:
    kept = {name: value for name, value in wanted.items() if value and name != "page"}
    return "?" + urlencode({**kept, "page": page})


@requires(Permission.MATTERS_SEE)
def matter(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a docket as far as it is shared with the reader."""
    actor, at, names = actor_for(request), timezone.now(), spoken_names()
    found, reader = shared_matter_for(actor, reference, at)
    seen = reading.docket_for(actor, reference, at=at)
    files = attached_to(found, reader, at=at)
    return show(
        request,
        "mission/matter.html",
        docket=seen,
        title=title_of(seen, names),
        state_name=names.get(seen.state, ""),
        lines=lines_of(seen, names, at.date(), {one.id for one in files}),
        titles={act.number: act.title for act in seen.acts},
        entered=_entered(request, seen),
        running=[ask(one, names) for one in asked(seen) if one.clock.runs],
        files=files,
        may_add=seen.disposed_on is None and seen.reader.may(Permission.FILES_ADD),
        today=at.date(),
    )


def _entered(request: HttpRequest, docket: SeenDocket) -> str:
    """Return the title of the act that was entered a moment ago, as the address says."""
    number = request.GET.get("entered", "")
    return next((act.title for act in docket.acts if act.by and str(act.number) == number), "")
