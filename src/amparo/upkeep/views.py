"""What programs that watch over a site ask: does it live, is it well, what does it count."""

from __future__ import annotations

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from amparo.core.doors import open_to_anyone
from amparo.core.errors import NotVisible
from amparo.core.networks import is_from_this_machine

from . import health, metrics

# Whoever asks more often than this is told what was found last: anybody may ask, and it costs.
_KEPT_SECONDS = 5.0
_last: tuple[float, bool] | None = None


@open_to_anyone
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer: that is all there is to know."""
    return JsonResponse({"live": True})


@open_to_anyone
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether everything is in order, and to whoever holds the token, what is not."""
    if not holds_token(request):
        is_ready = _lately_ready()
        return JsonResponse({"ready": is_ready}, status=200 if is_ready else 503)
    found = health.findings(timezone.now())
    is_ready = health.is_ready(found)
    told = [{"name": one.name, "well": one.is_well, "note": one.note} for one in found]
    return JsonResponse(
        {"ready": is_ready, "findings": told},
        status=200 if is_ready else 503,
        json_dumps_params={"ensure_ascii": False},
    )


@open_to_anyone
@require_safe
def measured(request: HttpRequest) -> HttpResponse:
    """
    Return what is measured, to a program on this machine or one that holds the token.

    For anybody else there is nothing here.
    """
    if not (holds_token(request) or _asks_on_this_machine(request)):
        raise NotVisible("Metrics are not for everybody.")
    return HttpResponse(metrics.as_text(), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def holds_token(request: HttpRequest) -> bool:
    """Test whether a request carries the token of those who watch; without one set, none does."""
    scheme, _space, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    expected = settings.METRICS_TOKEN
    return bool(expected) and scheme.lower() == "bearer" and constant_time_compare(token, expected)


def _asks_on_this_machine(request: HttpRequest) -> bool:
    # With https a proxy stands before the site. Where it is not named, nothing tells it apart.
    is_told_apart = settings.PROXIES or not settings.IN_SECRET
    return bool(is_told_apart) and is_from_this_machine(request)


def _lately_ready() -> bool:
    global _last
    now = time.monotonic()
    if _last is None or now - _last[0] >= _KEPT_SECONDS:
        _last = (now, health.is_ready(health.findings(timezone.now())))
    return _last[1]
