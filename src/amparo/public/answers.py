"""One record, two forms: the page, and at the same address with `.json` the same as data."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from amparo.core.records import plain

DATA = ".json"


def both_forms(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """Return the addresses of a page, `states/FRA/`, and of its data, `states/FRA.json`."""
    return [
        path(f"{route or 'index'}{DATA}", view, name=f"{name}{DATA}"),
        path(f"{route}/" if route else "", view, name=name),
    ]


def answer(request: HttpRequest, template: str, record: object, **beside: object) -> HttpResponse:
    """
    Return a record as the page or as the data it was asked for.

    `beside` holds what only a page needs (drawings); templates know the record as `page`.
    """
    if request.path.endswith(DATA):
        return JsonResponse(
            plain(record), safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
    return render(request, template, {"page": record, "as_data": data_address(request), **beside})


def data_address(request: HttpRequest) -> str:
    """Return the address of this page's data, with the same choices."""
    matched = request.resolver_match
    place = request.path
    if matched is not None and matched.url_name == "home":
        place = f"{place}index/"
    query = request.META.get("QUERY_STRING", "")
    return f"{place.rstrip('/')}{DATA}" + (f"?{query}" if query else "")
