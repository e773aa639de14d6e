"""Accounts in tests: a quick password hash, and Amina, who has one of each thing."""

import pytest

from amparo.access.models import User
from tests.accounts import person


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Let no test wait for a password."""
    settings.PASSWORD_HASHERS = ["tests.accounts.QuickArgon2"]


@pytest.fixture
def amina(db: None) -> User:
    """Amina, the registrar: an active account with a password."""
    return person()
