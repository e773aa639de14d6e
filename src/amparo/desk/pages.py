"""The pages of the desk: each is told what the reader may do, and none is kept by a browser."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from amparo.access.doors import actor_for
from amparo.access.permissions import Permission


def show(request: HttpRequest, template: str, status: int = 200, **page: object) -> HttpResponse:
    """
    Return a page of the desk.

    Beside what it is given, its template may ask `may("matters.see")`, by which the rooms that are
    not the reader's are absent; of several permissions, one is enough.
    """
    actor = actor_for(request)

    def may(*permissions: str) -> bool:
        return any(actor.may(Permission(one), as_outsider=False) for one in permissions)

    return render(request, template, {"may": may, **page}, status=status)


class UnkeptMiddleware:
    """Marks every answer of the desk and the entrance, refusals too, as one that nobody keeps."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and not {"desk", "mission", "entrance"}.isdisjoint(match.namespaces):
            add_never_cache_headers(response)
        return response
