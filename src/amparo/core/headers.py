"""What every answer tells browsers: what no page may do and load, and what may be kept of it."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER as POLICY
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

from .openness import EXPOSED, is_open_data

# Whatever a page could ask a browser for. No page of ours asks for any of it, but for passkeys.
FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "compute-pressure",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "speaker-selection",
    "storage-access",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
ENTRANCE = "entrance"
_OFF = ", ".join(f"{one}=()" for one in FEATURES)
NOTHING = f"{_OFF}, {', '.join(f'{one}=()' for one in PASSKEYS)}"
PASSKEYS_ONLY = f"{_OFF}, {', '.join(f'{one}=(self)' for one in PASSKEYS)}"

# A browser asks each time, and is told in a few bytes when nothing changed; a cache of the operator's
# may answer for a minute. What is withdrawn is gone as soon.
OF_THE_PUBLIC = "public, max-age=0, s-maxage=60, must-revalidate"
UNKEPT = "no-store, private"
_KEPT = frozenset({200, 304})


class HeadersMiddleware:
    """Adds what an answer does not say of itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # The same for every page: none asks for more, and none is exempt.
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(POLICY, self.policy)
        match = getattr(request, "resolver_match", None)
        at_entrance = match is not None and ENTRANCE in match.namespaces
        response.headers.setdefault("Permissions-Policy", PASSKEYS_ONLY if at_entrance else NOTHING)
        _for_others(request, response)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = _kept(request, response)
        return response


def _for_others(request: HttpRequest, response: HttpResponse) -> None:
    """Say whether pages of other sites may read this: open data, which asks nobody who comes."""
    is_open = is_open_data(request.path)
    if is_open:
        response.headers.setdefault("Access-Control-Allow-Origin", "*")
        response.headers.setdefault("Access-Control-Expose-Headers", EXPOSED)
    policy = "cross-origin" if is_open else "same-origin"
    response.headers.setdefault("Cross-Origin-Resource-Policy", policy)


def _kept(request: HttpRequest, response: HttpResponse) -> str:
    match = getattr(request, "resolver_match", None)
    is_public = match is not None and getattr(match.func, "open_to_public", False)
    # What sets a cookie is meant for one browser, whoever may open it.
    if is_public and response.status_code in _KEPT and not response.cookies:
        return OF_THE_PUBLIC
    return UNKEPT
