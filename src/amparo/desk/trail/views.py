"""The trail as the auditor reads it: who did, saw or was refused what; taken away; verified."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.access import emergencies as access
from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Permission
from amparo.audit import exporting, queries
from amparo.audit.events import VERIFIED
from amparo.audit.exporting import Form
from amparo.audit.queries import Row
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop
from amparo.desk.pages import show
from amparo.docket.rebuilding import count_acts, count_matters
from amparo.docket.verification import remember
from amparo.docket.verification import verify as verified

from .forms import ExportForm, FilterForm
from .words import sentence_of

_DAYS_TOLD = 7
# So much is read within seven seconds, on a busy machine. What is larger is verified from the machine itself, where it
# may take its time; a page that waits for minutes would be cut off on its way.
READ_AT_MOST = 100_000
_FINDINGS_SHOWN = 200
_PAGES_AT_MOST = 10_000
_TYPES = {Form.CSV: "text/csv", Form.JSON_LINES: "application/x-ndjson"}


@requires(Permission.TRAIL_READ)
def trail(request: HttpRequest) -> HttpResponse:
    """Show the newest lines that are asked for, a page at a time."""
    return _shown(request, FilterForm(request.GET), before=request.GET.get("before", ""))


def _shown(request: HttpRequest, form: FilterForm, before: str = "") -> HttpResponse:
    rows: list[Row] = []
    if form.is_valid():
        try:
            rows = queries.lines(before=before, **form.filters())
        except Refused as refusal:
            form.add_error(None, refusal.said(_))
    asked = form.asked() if form.is_valid() else {}
    further = {**asked, "before": rows[-1].cursor} if len(rows) == queries.PAGE else {}
    since = timezone.now().date() - timedelta(days=_DAYS_TOLD)
    return show(
        request,
        "desk/trail/list.html",
        status=200 if form.is_valid() else 400,
        form=form,
        asked=asked,
        lines=[sentence_of(one) for one in rows],
        later=urlencode(further),
        is_first=not before,
        since=since,
        alerts=queries.alerts(datetime.combine(since, time.min, UTC)),
        verified=queries.last_of(VERIFIED.name),
    )


@requires(Permission.TRAIL_EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """Send the lines that are asked for as a file, as they are read; nobody keeps it on the way."""
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    wanted = Form(form.cleaned_data["form"])
    text = exporting.export(
        wanted,
        form.filters(),
        by=actor_for(request).name,
        permission=Permission.TRAIL_EXPORT,
    )
    name = f"trail-{timezone.now():%Y-%m-%d}.{wanted.value}"
    return StreamingHttpResponse(
        text,
        content_type=f"{_TYPES[wanted]}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store, private",
            "X-Content-Type-Options": "nosniff",
        },
    )


@requires(Permission.TRAIL_VERIFY)
def verify(request: HttpRequest) -> HttpResponse:
    """Check dockets, trail and checkpoints, digest by digest, and say whether all is as written."""
    acts, lines = count_acts(), queries.count_lines()
    too_much = acts + lines > READ_AT_MOST
    findings: list[tuple[str, str]] | None = None
    if request.method == "POST" and not too_much:
        findings = [
            (one.reference, _(one.sentence).format(number=one.number)) for one in verified()
        ]
        remember(
            by=actor_for(request).name,
            read=acts + lines,
            findings=len(findings),
            permission=Permission.TRAIL_VERIFY,
        )
    return show(
        request,
        "desk/trail/verify.html",
        acts=acts,
        dockets=count_matters(),
        lines=lines,
        too_much=too_much,
        findings=None if findings is None else findings[:_FINDINGS_SHOWN],
        found=len(findings or []),
        last=queries.last_of(VERIFIED.name),
    )


@requires(Permission.TRAIL_READ)
def emergencies(request: HttpRequest) -> HttpResponse:
    """Show who asked for access in an emergency, why, who decided, until when."""
    page = _page_in(request)
    skip = (page - 1) * access.PAGE
    found = access.emergencies(by=actor_for(request), at=timezone.now(), skip=skip)
    return show(
        request,
        "desk/trail/emergencies.html",
        emergencies=found,
        earlier=page - 1 if page > 1 else 0,
        later=page + 1 if len(found) == access.PAGE else 0,
    )


def _page_in(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    if text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) <= _PAGES_AT_MOST:
        return int(text)
    raise Refused(gettext_noop("This is not a page of the list."))
