"""A refusal on a page: the status, the sentence, and what it does not give away."""

import json

import pytest
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from amparo.core import refusals
from amparo.core.doors import open_to_public
from amparo.core.errors import NotVisible, Refused

# A public page is marked with the number of changes of the store.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@open_to_public
def refusing(request):
    raise Refused("There is no State {code}.", rule="OPCAT-27-1", code="PEU")


@open_to_public
def hiding(request):
    raise NotVisible


urlpatterns = [path("refusing.json", refusing), path("hiding.json", hiding)]
handler404 = refusals.not_found
handler500 = refusals.fault


@pytest.fixture
def client():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


def test_a_refusal_says_what_was_not_done_and_by_which_rule(client: Client):
    answer = client.get("/refusing.json")

    assert answer.status_code == 400
    assert answer.json() == {"error": "There is no State PEU.", "rule": "OPCAT-27-1"}


def test_what_is_hidden_and_what_is_not_there_are_answered_alike(client: Client):
    hidden, absent = client.get("/hiding.json"), client.get("/absent.json")

    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
    assert hidden.status_code == 404
    assert hidden.json() == {"error": "There is no page at this address, or none that is public."}


def test_a_fault_says_nothing_of_its_cause():
    answer = refusals.fault(RequestFactory().get("/breaking.json"))

    assert answer.status_code == 500
    assert json.loads(answer.content) == {
        "error": "The page could not be made. This is not your doing; nothing was changed."
    }


def test_a_fault_is_not_taken_for_a_refusal():
    middleware = refusals.RefusalsMiddleware(lambda request: None)

    assert middleware.process_exception(RequestFactory().get("/"), ZeroDivisionError()) is None
