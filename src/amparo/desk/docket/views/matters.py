"""The list of matters, and the docket of one."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.access.rules.need_to_know import is_outsider
from amparo.desk.docket.forms import NarrowForm
from amparo.desk.docket.lines import Row, lines_of, rows, running, spoken_names, title_of
from amparo.desk.pages import show
from amparo.docket import attachments, reading, team

PAGE = 50


@requires(Permission.MATTERS_SEE)
def matters(request: HttpRequest) -> HttpResponse:
    """List the matters of which the reader may know, those with the latest act first."""
    at, names = timezone.now(), spoken_names()
    form = NarrowForm(request.GET, names=names)
    if not form.is_valid():
        return _listed(request, form, [], at.date(), status=400)
    wanted = form.cleaned_data
    found = reading.dockets_for(actor_for(request), at, **wanted, limit=PAGE + 1)
    kept = {name: wanted[name] for name in form.fields if wanted[name] and name != "after"}
    page = rows(found[:PAGE], names, at.date())
    later = _later(kept, page[-1]) if len(found) > PAGE else ""
    return _listed(request, form, page, at.date(), later)


def _listed(
    request: HttpRequest,
    form: NarrowForm,
    page: list[Row],
    today: date,
    later: str = "",
    status: int = 200,
) -> HttpResponse:
    return show(
        request,
        "desk/docket/list.html",
        status,
        form=form,
        rows=page,
        later=later,
        today=today,
        narrowed=any(request.GET.values()),
    )


def _later(kept: dict[str, str], last: Row) -> str:
    day = last.matter.last_on
    return "?" + urlencode({**kept, "after": f"{day},{last.matter.reference}"}) if day else ""


@requires(Permission.MATTERS_SEE)
def matter(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a docket as far as the reader may know it."""
    actor, at, names = actor_for(request), timezone.now(), spoken_names()
    seen = reading.docket_for(actor, reference, at=at)
    outside = is_outsider(seen.reader.roles)
    return show(
        request,
        "desk/docket/matter.html",
        docket=seen,
        title=title_of(seen, names),
        state_name=names.get(seen.state, ""),
        lines=lines_of(seen, names, at.date()),
        titles={act.number: act.title for act in seen.acts},
        running=running(seen),
        files=attachments.attached(actor, reference, at=at),
        may_add=seen.disposed_on is None and seen.reader.may(Permission.FILES_ADD),
        accesses=None if outside else team.accesses(reference, actor=actor, at=at),
        today=at.date(),
    )
