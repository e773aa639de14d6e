"""Annual reports, made from the record when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.core import wording
from amparo.core.doors import open_to_public
from amparo.core.errors import NotVisible
from amparo.public.asking import day_in
from amparo.stats.report import forms, spt
from amparo.stats.report.document import Report
from amparo.stats.report.issue import Issue, issue_of, issues

TODAY = "today"


@dataclass(frozen=True, slots=True)
class Version:
    """The same report as known at another time."""

    words: str
    path: str
    current: bool


@open_to_public
def reports(request: HttpRequest) -> HttpResponse:
    """List the annual reports that can be made: every year since the first members were elected."""
    now = timezone.now()
    issued = {one.year: one for one in issues(today=now.date(), known_at=now)}
    years = [(year, issued.get(year)) for year in range(now.year, spt.FIRST_YEAR - 1, -1)]
    return render(request, "public/reports/reports.html", {"years": years})


@open_to_public
def report(request: HttpRequest, year: int) -> HttpResponse:
    """Show the annual report of a year."""
    made = _report(request, year)
    address = reverse("public:report", kwargs={"year": year})
    context = {
        "report": made,
        "versions": _versions(made, address, _issue(year)),
        "forms": _forms(made, year),
    }
    return render(request, "stats/report.html", context)


@open_to_public
def report_file(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """Return the annual report of a year as a file."""
    if form not in forms.FORMS:
        raise NotVisible(form)
    made = _report(request, year)
    root = request.build_absolute_uri("/").rstrip("/")
    response = HttpResponse(
        forms.render(made, form, root=root), content_type=forms.FORMS[form].content_type
    )
    if form == "docx":
        response["Content-Disposition"] = f'attachment; filename="{made.name}.docx"'
    return response


def _report(request: HttpRequest, year: int) -> Report:
    today = timezone.now().date()
    if not spt.FIRST_YEAR <= year <= today.year:
        raise NotVisible(str(year))
    known_on = today if request.GET.get("known_at") == TODAY else day_in(request, "known_at")
    return spt.build(year, today=today, known_on=known_on, language=get_language() or "en")


def _issue(year: int) -> Issue | None:
    now = timezone.now()
    return issue_of(year, today=now.date(), known_at=now)


def _versions(made: Report, address: str, issue: Issue | None) -> list[Version]:
    """Return the report as known when it was issued, and as known today."""
    today = timezone.now().date()
    issued_on = issue.distributed_on if issue else None
    found = []
    if issued_on is not None:
        words = _("As known when issued, %(day)s") % {"day": wording.day(issued_on)}
        found.append(Version(words, _known(address, issued_on), made.known_on == issued_on))
    found.append(
        Version(_("As known today"), f"{address}?known_at={TODAY}", made.known_on == today)
    )
    return found


def _forms(made: Report, year: int) -> list[tuple[str, str]]:
    return [
        (form.name, _known(reverse("public:report-file", args=[year, name]), made.known_on))
        for name, form in forms.FORMS.items()
        if name != "html"
    ]


def _known(address: str, known_on: date) -> str:
    return f"{address}?{urlencode({'known_at': known_on.isoformat()})}"
