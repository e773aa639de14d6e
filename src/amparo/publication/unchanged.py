"""
Saying that a public page is as it was, without making it again.

A page is made of the store, of the edition of the system, of the day, and of its address. While none
of them changed, whoever has it is told so for the price of reading one row.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from amparo.core.edition import edition
from amparo.core.stores import at_public_store

from . import changes

_READING = frozenset({"GET", "HEAD"})


class UnchangedMiddleware:
    """Marks public pages with what they are made of, and answers whoever has them already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        mark = getattr(request, "made_of", None)
        if mark and response.status_code == 200 and not response.cookies:
            response.headers.setdefault("ETag", mark)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Answer 304 where the reader holds the page as it would be made now."""
        if request.method not in _READING or not getattr(view, "open_to_public", False):
            return None
        # Before the page is made: what changes while it is made must not pass for part of it.
        mark = _mark(request, view)
        request.made_of = mark  # type: ignore[attr-defined]
        if mark in parse_etags(request.headers.get("If-None-Match", "")):
            return HttpResponseNotModified(headers={"ETag": mark})
        return None


def _mark(request: HttpRequest, view: Callable[..., Any]) -> str:
    with at_public_store():
        number = changes.number()
    besides = getattr(view, "made_of", None)
    parts = (
        edition(),
        str(number),
        datetime.now(UTC).date().isoformat(),
        request.get_full_path(),
        request.headers.get("Accept", "") if getattr(view, "has_forms", False) else "",
        besides() if besides else "",
    )
    # Weak: compressed or not, it is the same page.
    return f'W/"{sha256("|".join(parts).encode()).hexdigest()[:32]}"'
