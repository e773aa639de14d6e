"""
Refusals as pages: a sentence, in the reader's language, with the right status.

What does not exist and what may not be known are answered alike.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .doors import open_to_anyone
from .errors import NotVisible, Refused
from .logs import REQUEST
from .openness import is_of_the_api
from .unsaved import Trouble, trouble_with

_log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]


class RefusalsMiddleware:
    """Answers `Refused` with 400, `NotVisible` with 404, a disk or database in trouble with 503."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "TRACE":
            # What it echoes, a script of another site could read.
            return HttpResponseNotAllowed(["GET", "HEAD", "POST", "OPTIONS"])
        # No address of ours holds a zero byte, and not every database takes one.
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page that says what was not done, or None for a fault."""
        match error:
            case Refused():
                return refused(request, error)
            case NotVisible():
                return not_found(request, error)
        return unsaved(request, error)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Say what was not done, why, and by which rule."""
    return _said(
        request,
        400,
        title=_("This could not be shown"),
        sentence=refusal.said(_),
        rule=refusal.rule,
        instead=_("Go back and change what was asked, or begin again."),
    )


@open_to_anyone
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer alike what does not exist and what may not be known."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return _said(
            request,
            404,
            title=_("There is nothing here"),
            sentence=_("There is no page at this address, or none that you may know of."),
            instead=_("If you followed a link from another page of this site, the link is wrong."),
        )
    return _said(
        request,
        404,
        title=_("There is nothing public here"),
        sentence=_("There is no page at this address, or none that is public."),
        instead=_("If you followed a link from another page of this site, the link is wrong."),
    )


@open_to_anyone
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that could not be read."""
    return _said(
        request,
        400,
        title=_("This could not be shown"),
        sentence=_("The request could not be read."),
        instead=_("Go back and change what was asked, or begin again."),
    )


def not_allowed(request: HttpRequest, methods: Sequence[str]) -> HttpResponse:
    """Say that this address is only read."""
    answer = _said(
        request,
        405,
        title=_("This was not done"),
        sentence=_("What is here can be read, and nothing else."),
        instead=_("Go back and change what was asked, or begin again."),
    )
    answer["Allow"] = ", ".join(methods)
    return answer


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """Say that this was asked too often, and how many seconds to wait."""
    return _said(
        request,
        429,
        title=_("One moment, please"),
        sentence=_("Too much was asked from here in a short time."),
        instead=ngettext(
            "Please try again in {count} second.", "Please try again in {count} seconds.", wait
        ).format(count=wait),
    )


def unsaved(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """Say that the disk or the database is in trouble, where that is so; return None where not."""
    trouble = trouble_with(error)
    if trouble is None:
        return None
    _log.error("core.unsaved: %s", trouble.name.lower(), exc_info=error)
    cut_off = trouble is Trouble.CANNOT_BE_REACHED
    answer = _said(
        request,
        503,
        title=_("Not now"),
        sentence=_("The records cannot be reached now.")
        if cut_off
        else _("This cannot be saved or recorded now; nothing was changed."),
        instead=_("Please try again in a moment; what you send twice counts once.")
        if cut_off
        else _("Please try again later, and keep what you wrote until then."),
    )
    answer["Retry-After"] = "60"
    return answer


@open_to_anyone
def fault(request: HttpRequest) -> HttpResponse:
    """Say that something broke, and that it is not the reader's doing."""
    # What fails outside of a view, a session that cannot be saved perhaps, comes here too.
    said = unsaved(request, sys.exception())
    if said is not None:
        return said
    return _said(
        request,
        500,
        title=_("Something broke here"),
        sentence=_("The page could not be made. This is not your doing; nothing was changed."),
        instead=_("Please try again in a moment."),
    )


def _said(
    request: HttpRequest, status: int, *, title: str, sentence: str, instead: str, rule: str = ""
) -> HttpResponse:
    # A fault has a number, by which whoever met it and whoever looks into it can speak of it.
    number = REQUEST.get() if status >= 500 else ""
    if is_of_the_api(request.path):
        return _problem(status, title=title, detail=sentence, rule=rule, request=number)
    if request.path.endswith((".json", ".csv")):
        told = {"error": sentence, "rule": rule, "request": number}
        error = {name: said for name, said in told.items() if said}
        return JsonResponse(error, status=status, json_dumps_params={"ensure_ascii": False})
    words = {
        "title": title,
        "sentence": sentence,
        "rule": rule,
        "instead": instead,
        "number": number,
    }
    return render(request, "core/refused.html", words, status=status)


def _problem(status: int, *, title: str, **more: str) -> JsonResponse:
    """Return a refusal as problem details. Source: RFC 9457."""
    said = {name: text for name, text in more.items() if text}
    return JsonResponse(
        {"type": "about:blank", "title": title, "status": status, **said},
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
