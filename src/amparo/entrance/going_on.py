"""Where somebody was going before they were asked who they are: a page of this site, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from amparo.access.accounts.adapters import is_own_path
from amparo.access.doors import actor_for, faces_of
from amparo.core.words import gettext_noop as _


def asked_for(request: HttpRequest) -> str:
    """Return the path that `next` names, or an empty text if it is not one of ours."""
    path = request.POST.get("next") or request.GET.get("next") or ""
    return path if is_own_path(path) else ""


def going_to(request: HttpRequest) -> str:
    """Return the path that `next` names, or that of one's own account."""
    return asked_for(request) or reverse(settings.LOGIN_REDIRECT_URL)


@dataclass(frozen=True, slots=True)
class Way:
    """The way to a face, in words."""

    page: str
    words: str


def ways_of(request: HttpRequest) -> list[Way]:
    """Return the ways to the faces of this process that are for whoever is signed in."""
    if not request.user.is_authenticated:
        return []
    return [Way(f"{one}:home", _WORDS[one]) for one in faces_of(actor_for(request))]


_WORDS = {"desk": _("Desk"), "mission": _("What is asked of you")}
