"""What the tests of the vault share: holders, masters of a test's own, a model with a sealed text."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from amparo.vault import masters

from .names import Named


@pytest.fixture
def holder() -> UUID:
    return uuid4()


@pytest.fixture
def master_file(tmp_path: Path, settings: Any) -> Path:
    """A file of master keys of the test's own, with one key in it."""
    file = tmp_path / "master.key"
    file.touch(mode=0o600)
    file.write_text(masters.new_line())
    settings.MASTER_KEY = ""
    settings.MASTER_KEY_FILE = file
    return file


@pytest.fixture
def rotated(master_file: Path) -> Callable[[], str]:
    """Put a new master key before the others, and return its fingerprint."""

    def put() -> str:
        master_file.write_text(masters.new_line() + master_file.read_text())
        return masters.masters().current.id

    return put


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tests' database, and in it a table with sealed texts."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Named)


@pytest.fixture
def named(db: None) -> Callable[..., Named]:
    """Somebody named under a matter, saved and read again as another request would."""

    def make(name: str = "Rosa Quispe", note: str | None = None, **values: object) -> Named:
        made = Named(**{"holder": uuid4(), **values}, name=name, note=note)
        made.save()
        return Named.objects.get(pk=made.pk)

    return make
