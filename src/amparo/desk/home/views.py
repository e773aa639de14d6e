"""The first page of the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amparo.access.doors import requires
from amparo.access.permissions import Permission
from amparo.desk.pages import show


@requires(Permission.MATTERS_SEE)
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is to do."""
    return show(request, "desk/home.html")
