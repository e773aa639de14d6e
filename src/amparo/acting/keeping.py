"""
What was typed is not lost when a session is over or a page is old, without any script.

It goes back to the browser that sent it, on a page that nobody keeps. Nothing of it is stored,
logged or put in an address.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from amparo.access.actions import record_refusal
from amparo.access.doors import actor_for
from amparo.core.errors import NotVisible
from amparo.core.refusals import not_found

from .faces import Face
from .sent import LOOK_AGAIN, OLD_PAGE

View = Callable[..., HttpResponse]
NOT_CARRIED = {"csrfmiddlewaretoken", LOOK_AGAIN}


def keeps_what_was_typed(face: Face) -> Callable[[View], View]:
    """Mark a view of acts at a face: a form that is sent to it too late comes back filled."""

    def kept(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not request.user.is_authenticated:
                answer = _signed_out(request, _docket_page(face, kwargs))
            else:
                answer = view(request, *args, **kwargs)
            add_never_cache_headers(answer)
            return answer

        door.keeps_what_was_typed = True  # type: ignore[attr-defined]
        return door

    return kept


def _docket_page(face: Face, places: dict[str, Any]) -> str:
    """Return where the new tab leads to once its reader has signed in: the docket, if there is one."""
    if "reference" not in places:
        return ""
    return reverse(face.docket, kwargs={"reference": places["reference"]})


def shown_again(request: HttpRequest) -> HttpResponse | None:
    """
    Return the form again, filled and not entered, where its mark against forged forms was stale.

    None where it is no form of acts, or was not sent from a page of this site: what another site
    typed is not put before anybody to be sent on.
    """
    match = request.resolver_match
    view = match.func if match is not None else None
    if match is None or not getattr(view, "keeps_what_was_typed", False) or not _is_ours(request):
        return None
    setattr(request, OLD_PAGE, True)
    try:
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except NotVisible as error:
        # Where a form is refused before its view is asked, nobody else answers this.
        record_refusal(actor_for(request), match.view_name, about=error.about)
        return not_found(request)
    return answer


def _signed_out(request: HttpRequest, then: str) -> HttpResponse:
    """Say what happened, and hold what was typed until its writer has signed in."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_CARRIED
        for value in values
    ]
    page = {
        "typed": [*typed, (LOOK_AGAIN, "yes")],
        "path": request.path,
        "then": then,
        "had_files": bool(request.FILES),
    }
    return render(request, "acting/signed_out.html", page, status=401)


def _is_ours(request: HttpRequest) -> bool:
    """Test whether a request says that it comes from a page of this site; without a word, it is not."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    origin = urlsplit(said)
    return f"{origin.scheme}://{origin.netloc}" == f"{request.scheme}://{request.get_host()}"
