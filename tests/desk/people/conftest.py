"""Dora's room: the administrator and her browser."""

import pytest
from django.test import Client

from amparo.access.models import User
from tests import people


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Let no test wait for a password."""
    settings.PASSWORD_HASHERS = ["tests.accounts.QuickArgon2"]


@pytest.fixture
def dora(db: None) -> User:
    """Dora, the administrator."""
    return people.dora()


@pytest.fixture
def desk(dora: User) -> Client:
    """The administrator's browser."""
    return people.browser_of(dora)
