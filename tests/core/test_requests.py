"""The number of a request: made by us, told to whoever asked, and to whoever looks into a fault."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from amparo.core.logs import REQUEST
from amparo.core.requests import HEADER, RequestMiddleware, named

NUMBER = re.compile(r"[0-9a-f]{16}")


def broken(*_args: object, **_kwargs: object) -> None:
    """Fail as no view should."""
    raise RuntimeError("a word of the cause")


def test_each_request_has_a_number_of_its_own_whatever_it_brings():
    client = Client()
    numbers = [client.get("/health/live", HTTP_X_REQUEST_ID="mine")[HEADER] for _ in range(3)]

    assert len(set(numbers)) == 3
    assert [one for one in numbers if not NUMBER.fullmatch(one)] == []


def test_a_fault_is_shown_with_the_number_that_stands_in_the_log(monkeypatch, caplog):
    monkeypatch.setattr("amparo.upkeep.views.JsonResponse", broken)
    numbers: list[str] = []
    monkeypatch.setattr("amparo.core.refusals.REQUEST", Listening(numbers), raising=True)
    page = Client(raise_request_exception=False).get("/health/live")

    assert page.status_code == 500
    assert numbers == [page[HEADER]]
    assert f"name the number of this request: <bdi>{page[HEADER]}</bdi>" in page.text
    assert "a word of the cause" not in page.text


class Listening:
    """The number as it is read, kept."""

    def __init__(self, numbers: list[str]) -> None:
        self.numbers = numbers

    def get(self) -> str:
        self.numbers.append(REQUEST.get())
        return self.numbers[-1]


def test_a_page_that_is_no_fault_shows_no_number():
    page = Client().get("/nowhere/")

    assert page.status_code == 404
    assert page[HEADER] not in page.text


def test_after_a_request_nothing_has_its_number_any_more():
    seen = []
    RequestMiddleware(lambda _request: seen.append(REQUEST.get()) or HttpResponse())(
        RequestFactory().get("/")
    )

    assert NUMBER.fullmatch(seen[0])
    assert REQUEST.get() == ""


@pytest.mark.parametrize("method", ["GET", "POST", "XIOMARA", ""])
def test_a_request_is_named_in_words_of_ours_only(method: str):
    request = RequestFactory().generic(method, "/xiomara/?q=xiomara")
    request.resolver_match = None

    words = named(request)

    assert words == {
        "face": "none",
        "view": "none",
        "method": method if method in ("GET", "POST") else "other",
    }


def test_a_request_that_leads_somewhere_is_named_by_its_view_and_not_by_its_address():
    request = Client().get("/health/live").wsgi_request

    assert named(request) == {"face": "upkeep", "view": "upkeep:live", "method": "GET"}
