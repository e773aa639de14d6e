"""Each request has a number, by which people can name it, and leaves a line in the log."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .logs import REQUEST

HEADER = "X-Request-ID"
NONE = "none"
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"})
_FACES = frozenset({"public", "api", "desk", "mission", "entrance", "upkeep", "downloads"})

_log = logging.getLogger(__name__)


class RequestMiddleware:
    """Gives each request its number, and says in the log how it was answered and in what time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        # Made here, whatever the visitor sent: a number of theirs could say anything.
        number = secrets.token_hex(8)
        before = REQUEST.set(number)
        try:
            response = self.get_response(request)
            response[HEADER] = number
            ms = round(1_000 * (time.perf_counter() - began), 1)
            _log.info("request", extra={**named(request), "status": response.status_code, "ms": ms})
            return response
        finally:
            REQUEST.reset(before)


def named(request: HttpRequest) -> dict[str, str]:
    """
    Return which face, view and method a request asked for, each one of few words that we know.

    Never the address: it may hold a reference. What leads nowhere has neither face nor view.
    """
    match = getattr(request, "resolver_match", None)
    face = match.namespaces[0] if match is not None and match.namespaces else NONE
    return {
        "face": face if face in _FACES else NONE,
        "view": match.view_name if match is not None and match.view_name else NONE,
        "method": request.method if request.method in _METHODS else "other",
    }
