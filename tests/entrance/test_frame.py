"""The frame of the entrance: whoever is signed in finds the way back to the desk."""

import pytest
from django.test import Client

from amparo.access.permissions import Post, Role
from tests.people import browser_of, make_person

pytestmark = pytest.mark.django_db
DESK, SIGN_IN = '<a href="/desk/">', '<a href="/sign-in/">'


def test_the_own_account_leads_back_to_the_desk():
    page = browser_of(make_person("amina", Post(Role.REGISTRAR))).get("/account/")

    assert (DESK in page.content.decode(), SIGN_IN in page.content.decode()) == (True, False)


def test_whoever_is_not_signed_in_is_shown_the_way_in():
    page = Client().get("/sign-in/")

    assert (DESK in page.content.decode(), SIGN_IN in page.content.decode()) == (False, True)
