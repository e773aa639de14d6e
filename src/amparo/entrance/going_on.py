"""Where somebody was going before they were asked who they are: a page of this site, or nowhere."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from amparo.access.accounts.adapters import is_own_path


def asked_for(request: HttpRequest) -> str:
    """Return the path that `next` names, or an empty text if it is not one of ours."""
    path = request.POST.get("next") or request.GET.get("next") or ""
    return path if is_own_path(path) else ""


def going_to(request: HttpRequest) -> str:
    """Return the path that `next` names, or that of one's own account."""
    return asked_for(request) or reverse(settings.LOGIN_REDIRECT_URL)
