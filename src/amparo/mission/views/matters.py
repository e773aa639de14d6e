"""The list of what is shared with the reader, and the docket of one matter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Actor, Permission
from amparo.docket import reading
from amparo.docket.asking import asked
from amparo.docket.attachments import attached_to
from amparo.docket.reading import SeenDocket
from amparo.docket.sharing import shared_matter_for, shared_page, shared_procedures
from amparo.mission.forms import NarrowForm
from amparo.mission.lines import ask, lines_of, shared_matter, title_of
from amparo.mission.pages import show, spoken_names

PAGE = 25


@requires(Permission.MATTERS_SEE)
def matters(request: HttpRequest) -> HttpResponse:
    """List the matters that are shared with the reader, those with the latest act first."""
    actor, at, names = actor_for(request), timezone.now(), spoken_names()
    form = NarrowForm(request.GET, procedures=shared_procedures(actor, at))
    wanted = form.cleaned_data if form.is_valid() else {}
    page = wanted.get("page") or 1
    found = _found(actor, at, wanted, page) if wanted else []
    return show(
        request,
        "mission/list.html",
        200 if wanted else 400,
        form=form,
        rows=[shared_matter(one, names) for one in found[:PAGE]],
        earlier=_page(wanted, page - 1) if page > 1 else "",
        later=_page(wanted, page + 1) if len(found) > PAGE else "",
        today=at.date(),
        narrowed=any(request.GET.values()),
    )


def _found(actor: Actor, at: datetime, wanted: dict[str, Any], page: int) -> list[SeenDocket]:
    """Return a page of the list, and one more if there is one."""
    return shared_page(
        actor,
        at,
        procedure=wanted["procedure"],
        status=wanted["status"],
        asked=wanted["asked"],
        skip=(page - 1) * PAGE,
        limit=PAGE + 1,
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
