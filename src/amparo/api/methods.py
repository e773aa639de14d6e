"""What may be sent to an address that is only read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from amparo.core import refusals

METHODS = ("GET", "HEAD", "OPTIONS")
_PREFLIGHT = {
    "Allow": ", ".join(METHODS),
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, If-Match, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}


def only_read(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """
    Mark a view as one that is only read: nothing can be sent there, whatever process answers.

    What is sent is refused for that alone, and not for the mark of a form that no page has.
    """

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=_PREFLIGHT)
        if request.method not in METHODS:
            return refusals.not_allowed(request, METHODS)
        return view(request, *args, **kwargs)

    door.csrf_exempt = True  # type: ignore[attr-defined]
    return door
