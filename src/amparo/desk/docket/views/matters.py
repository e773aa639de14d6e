"""The list of matters: narrowed, in an order, a page at a time, or all of it as a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.http import urlencode

from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.bodies.queries import mechanism_names
from amparo.core.spreadsheets import as_csv
from amparo.desk.docket.forms import NarrowForm
from amparo.desk.docket.lines import spoken_names
from amparo.desk.docket.rows import Row, Rows, titled
from amparo.desk.pages import show
from amparo.docket import listing
from amparo.docket.listing import Listed

PAGE = 50
COLUMNS = (
    "reference",
    "title",
    "procedure",
    "standing",
    "body",
    "state",
    "opened_on",
    "last_act_on",
    "next_due_on",
    "content_destroyed_on",
)


@requires(Permission.MATTERS_SEE)
def matters(request: HttpRequest) -> HttpResponse:
    """List the matters of which the reader may know."""
    actor, at = actor_for(request), timezone.now()
    rows = Rows(at.date())
    form = _form(request, rows.names)
    if not form.is_valid():
        return _listed(request, form, [], status=400)
    narrowed, after = form.narrowed, form.cleaned_data["after"]
    found, count = listing.page_for(
        actor, at, narrowed, order=form.in_order, after=after, limit=PAGE + 1
    )
    return _listed(
        request,
        form,
        rows.of(found[:PAGE]),
        later=_later(form, found[PAGE - 1]) if len(found) > PAGE else "",
        count=count,
    )


@requires(Permission.MATTERS_SEE)
def export(request: HttpRequest) -> HttpResponseBase:
    """Send the list as a file, as it is read; nobody keeps it on the way."""
    at, names = timezone.now(), spoken_names()
    form = _form(request, names)
    if not form.is_valid():
        return _listed(request, form, [], status=400)
    found = listing.export(actor_for(request), at, form.narrowed)
    spoken = translation.get_language() or "en"
    lines = as_csv(COLUMNS, (_cells(one, names) for one in found))
    return StreamingHttpResponse(
        _in_language(lines, spoken),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="matters-{at:%Y-%m-%d}.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _form(request: HttpRequest, names: dict[str, str]) -> NarrowForm:
    bodies = mechanism_names(translation.get_language() or "en")
    return NarrowForm(request.GET, names=names, bodies=bodies)


def _listed(
    request: HttpRequest,
    form: NarrowForm,
    page: list[Row],
    *,
    later: str = "",
    count: int = 0,
    status: int = 200,
) -> HttpResponse:
    chosen = form.chosen() if form.is_valid() else {}
    return show(
        request,
        "desk/docket/list.html",
        status,
        form=form,
        rows=page,
        later=later,
        count=count,
        counted_at_most=listing.COUNTED_AT_MOST,
        chosen=urlencode(chosen),
        narrowed=bool(set(chosen) - {"order"}),
        is_first=not request.GET.get("after"),
    )


def _later(form: NarrowForm, last: Listed) -> str:
    place = listing.place_of(last, form.in_order)
    return "?" + urlencode({**form.chosen(), "after": f"{place.day or ''},{place.reference}"})


def _in_language(lines: Iterator[str], language: str) -> Iterator[str]:
    """Yield what is sent in the language it was asked in: it is made after the request is over."""
    while True:
        with translation.override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line


def _cells(one: Listed, names: dict[str, str]) -> tuple[object, ...]:
    return (
        one.reference,
        titled(one, names),
        translation.gettext(one.procedure.title),
        translation.gettext(one.standing_title) if one.standing_title else "",
        one.body,
        one.state,
        one.opened_on,
        one.last_on,
        one.next_due_on,
        one.disposed_on,
    )
