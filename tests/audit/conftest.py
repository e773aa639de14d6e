from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from amparo.audit import events
from amparo.audit.models import Line

from .example import EVENTS

Guard = Callable[[], None]


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The events of the tests' own area are declared, and forgotten afterwards."""
    for one in EVENTS:
        monkeypatch.setitem(events.EVENTS, one.name, one)


@pytest.fixture
def unguarded(db: None) -> Iterator[None]:
    """The database lets lines be changed and removed: behind the system's back, all is possible."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_line_only_added_to'")
            (guard,) = cursor.fetchone()
            cursor.execute("DROP TRIGGER audit_line_only_added_to")
        else:
            guard = "ALTER TABLE audit_line ENABLE TRIGGER audit_line_only_added_to"
            cursor.execute("ALTER TABLE audit_line DISABLE TRIGGER audit_line_only_added_to")
    yield
    with connection.cursor() as cursor:
        cursor.execute(guard)


def tamper(statement: str, *values: object) -> None:
    """Run a statement on the table of lines as someone does who is inside the database."""
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("LINES", Line._meta.db_table), values)
