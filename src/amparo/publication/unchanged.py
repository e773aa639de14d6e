"""
Saying that a public page is as it was, without making it again.

A page is made of the store, of the edition of the system, of the day, and of its address. While none
of them changed, whoever has it is told so for the price of reading one row, and whoever has not is
given the page that was made for somebody else.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from amparo.core.edition import edition
from amparo.core.stores import at_public_store

from . import changes

_READING = frozenset({"GET", "HEAD"})
_LARGEST = 100_000  # bytes of a page that is kept


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it was made, before anything is added for one reader."""

    content: bytes
    headers: dict[str, str]


class UnchangedMiddleware:
    """Marks public pages with what they are made of, and answers whoever has them already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Where people sign in, a page may hold what is meant for one of them: none is kept there.
        self.most = 0 if settings.INSIDE else settings.PAGES_KEPT
        self._pages: OrderedDict[str, _Page] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        mark = getattr(request, "made_of", None)
        if mark and response.status_code == 200 and not response.cookies:
            response.headers.setdefault("ETag", mark)
            if self.most:
                self._keep(mark, request, response)
        return response

    def _keep(self, mark: str, request: HttpRequest, response: HttpResponse) -> None:
        if request.method != "GET" or response.streaming or mark in self._pages:
            return
        if len(response.content) <= _LARGEST:
            self._pages[mark] = _Page(response.content, dict(response.headers))
            if len(self._pages) > self.most:
                self._pages.popitem(last=False)

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
        page = self._pages.get(mark)
        return None if page is None else HttpResponse(page.content, headers=page.headers)


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
