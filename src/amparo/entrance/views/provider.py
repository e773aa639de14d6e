"""Signing in through an identity provider."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.access.accounts import oidc
from amparo.core.errors import Refused
from amparo.entrance.doors import at_the_door
from amparo.entrance.going_on import asked_for


@at_the_door
def go(request: HttpRequest, provider: str) -> HttpResponse:
    """Send somebody to their organization's sign-in."""
    try:
        return oidc.go(request, provider, then=asked_for(request))
    except Refused as refusal:
        return _refused(request, refusal)


@at_the_door
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Sign in whoever comes back with a proof of who they are."""
    try:
        return oidc.come_back(request, provider)
    except Refused as refusal:
        return _refused(request, refusal)


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    page = {"sentence": refusal.said(_)}
    return render(request, "entrance/provider_refused.html", page, status=403)
