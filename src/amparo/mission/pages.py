"""The pages of the mission face: what every one of them needs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from amparo.access.doors import actor_for
from amparo.access.permissions import Permission
from amparo.registry.queries import state_names


def show(request: HttpRequest, template: str, status: int = 200, **page: object) -> HttpResponse:
    """
    Return a page of the mission face.

    Beside what it is given, its template may ask `may("files.add")`; of several, one is enough.
    """
    actor = actor_for(request)

    def may(*permissions: str) -> bool:
        return any(actor.may(Permission(one), as_outsider=True) for one in permissions)

    return render(request, template, {"may": may, **page}, status=status)


def spoken_names() -> dict[str, str]:
    """Return the names of the States in the language being spoken."""
    return state_names(get_language() or "en")
