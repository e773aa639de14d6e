"""What the API says of itself: to people as a page, to programs as OpenAPI."""

from __future__ import annotations

import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.core.doors import open_to_public

from . import documenting
from .methods import only_read
from .service import description


@open_to_public
@only_read
def documentation(request: HttpRequest) -> HttpResponse:
    """Show the operations, what they can be asked, and what they answer."""
    return render(request, "api/documentation.html", {"page": documenting.page()})


@open_to_public
@only_read
def described(request: HttpRequest) -> HttpResponse:
    """Return the description of the API."""
    return HttpResponse(_description(), content_type="application/vnd.oai.openapi+json;version=3.1")


@cache
def _description() -> bytes:
    return json.dumps(description(), ensure_ascii=False, indent=1).encode()
