"""Annual reports: the list, each as a page, and each as a file."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.core import wording
from amparo.core.doors import open_to_public
from amparo.core.errors import NotVisible
from amparo.public.answers import answer
from amparo.public.asking import Asked, asked
from amparo.stats.keeping import kept
from amparo.stats.report import spt
from amparo.stats.report.document import Report
from amparo.stats.report.forms import FORMS
from amparo.stats.report.issue import Issue, issue_of, issues

FILES = ("docx", "pdf", "json")


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """The annual reports that the record knows."""

    reports: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A report as known on some day: what to call it, where it is, whether it is shown."""

    words: str
    path: str
    current: bool


@open_to_public
def reports(request: HttpRequest) -> HttpResponse:
    """List the annual reports."""
    dates = asked(request)
    page = ReportsPage(tuple(issues(today=dates.on, known_at=dates.known_at)))
    return answer(request, "public/stats/reports.html", page)


@open_to_public
def report(request: HttpRequest, year: int) -> HttpResponse:
    """Show the annual report of a year, as known when it was issued or on the day asked for."""
    dates = asked(request)
    found = _report(year, dates)
    query = request.META.get("QUERY_STRING", "")
    files = [
        (
            FORMS[form].name,
            reverse("public:report.file", args=[year, form]) + f"?{query}".rstrip("?"),
        )
        for form in FILES
    ]
    versions = _versions(year, found, dates)
    return render(
        request, "stats/report.html", {"report": found, "versions": versions, "forms": files}
    )


@open_to_public
def report_file(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """Return the annual report of a year as a file."""
    if form not in FILES:
        raise NotVisible(form)
    dates = asked(request)
    found = _report(year, dates)
    root = f"{request.scheme}://{request.get_host()}"
    content = kept(
        lambda: FORMS[form].render(found, root),
        "file",
        form,
        root,
        *_version(year, dates),
    )
    response = HttpResponse(content, content_type=FORMS[form].content_type)
    if form != "json":
        response["Content-Disposition"] = f'attachment; filename="{found.name}.{form}"'
    return response


def _report(year: int, dates: Asked) -> Report:
    """Return the report. :raises NotVisible: if there can be none of that year."""
    if not spt.FIRST_YEAR <= year <= dates.today.year:
        raise NotVisible(str(year))
    spoken = get_language() or "en"
    return kept(
        lambda: spt.build(year, today=dates.today, known_on=dates.known_on, language=spoken),
        "report",
        *_version(year, dates),
    )


def _version(year: int, dates: Asked) -> tuple[object, ...]:
    """Return what tells one report from another, besides the record itself."""
    return (year, dates.today, dates.known_on, get_language())


def _versions(year: int, found: Report, dates: Asked) -> list[Version]:
    """Return the report as issued, if it was, and as known today."""
    here = reverse("public:report", args=[year])
    today = f"{here}?known_at={dates.today.isoformat()}"
    versions = [Version(_("As known today"), today, found.known_on == dates.today)]
    issue = issue_of(year, today=dates.today, known_at=dates.now)
    if issue and issue.distributed_on:
        words = _("As known when it was issued, %(day)s") % {
            "day": wording.day(issue.distributed_on)
        }
        versions.insert(0, Version(words, here, found.known_at_issue))
    return versions
