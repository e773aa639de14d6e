"""What an answer tells browsers where the view says nothing of it."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from amparo.core.doors import open_to_anyone, open_to_public
from amparo.core.headers import (
    FEATURES,
    OF_THE_PUBLIC,
    PASSKEYS,
    UNKEPT,
    HeadersMiddleware,
)


class Match:
    """Where a request was led."""

    def __init__(self, view: object, *namespaces: str) -> None:
        self.func, self.namespaces = view, list(namespaces)


@open_to_public
def public(request):
    raise NotImplementedError


@open_to_anyone
def entrance(request):
    raise NotImplementedError


def closed(request):
    raise NotImplementedError


def answered(view: object, *namespaces: str, response: HttpResponse | None = None) -> HttpResponse:
    request = RequestFactory().get("/")
    request.resolver_match = Match(view, *namespaces) if view else None
    return HeadersMiddleware(lambda _request: response or HttpResponse())(request)


def with_cookie() -> HttpResponse:
    response = HttpResponse()
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    ("view", "response", "expected"),
    [
        pytest.param(public, HttpResponse(), OF_THE_PUBLIC, id="a public page"),
        pytest.param(public, HttpResponse(status=304), OF_THE_PUBLIC, id="one that is unchanged"),
        pytest.param(public, HttpResponse(status=404), UNKEPT, id="one that is not there yet"),
        pytest.param(public, HttpResponse(status=500), UNKEPT, id="one that broke"),
        pytest.param(public, HttpResponse(status=302), UNKEPT, id="one that is elsewhere"),
        pytest.param(public, with_cookie(), UNKEPT, id="one with a cookie, meant for one browser"),
        pytest.param(entrance, HttpResponse(), UNKEPT, id="the entrance"),
        pytest.param(closed, HttpResponse(), UNKEPT, id="a closed page"),
        pytest.param(None, HttpResponse(status=404), UNKEPT, id="nothing at all"),
        pytest.param(
            closed,
            HttpResponse(headers={"Cache-Control": "max-age=60"}),
            "max-age=60",
            id="what says so itself",
        ),
    ],
)
def test_only_what_is_public_may_be_kept(view: object, response: HttpResponse, expected: str):
    assert answered(view, response=response)["Cache-Control"] == expected


def policy(*namespaces: str) -> dict[str, str]:
    """Return which feature is open to whom."""
    said = answered(entrance, *namespaces)["Permissions-Policy"]
    return dict(one.split("=", 1) for one in said.split(", "))


def test_a_page_may_ask_a_browser_for_nothing():
    assert policy("public") == dict.fromkeys((*FEATURES, *PASSKEYS), "()")
    assert policy("desk", "docket") == dict.fromkeys((*FEATURES, *PASSKEYS), "()")


def test_the_entrance_may_ask_for_passkeys():
    assert {name for name, who in policy("entrance").items() if who != "()"} == set(PASSKEYS)
    assert policy("entrance")[PASSKEYS[0]] == "(self)"


def test_files_of_the_pages_are_for_this_site_only(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "a.css").write_text("p {}")

    answer = Client().get("/static/a.css")

    assert answer.getvalue() == b"p {}"
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
