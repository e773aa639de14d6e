"""What keeps something from being saved is told apart from a fault, and said in a sentence."""

import errno
import sqlite3
from contextlib import closing

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.test import Client, override_settings
from django.urls import path

from amparo.core import refusals
from amparo.core.doors import open_to_anyone
from amparo.core.unsaved import Trouble, trouble_with
from amparo.jobs.models import Turn
from tests.jobs.moments import NOON

WRITTEN, REACHED = Trouble.CANNOT_BE_WRITTEN, Trouble.CANNOT_BE_REACHED


def of_sqlite(*statements: str) -> Exception:
    """Return the error that the last of these statements ends with."""
    *before, last = statements
    with closing(sqlite3.connect(":memory:")) as memory:
        for statement in before:
            memory.execute(statement)
        with pytest.raises(sqlite3.Error) as caught:
            memory.execute(last)
    return caught.value


def as_django_raises(error: Exception, kind: type[DatabaseError]) -> DatabaseError:
    """Return an error of a driver as it comes out of Django."""
    raised = kind(*error.args)
    raised.__cause__ = error
    return raised


FULL = of_sqlite(
    "CREATE TABLE one (text)",
    "PRAGMA max_page_count=3",
    "INSERT INTO one VALUES (randomblob(20000))",
)
READ_ONLY = of_sqlite(
    "CREATE TABLE one (text)", "PRAGMA query_only=ON", "INSERT INTO one VALUES (1)"
)
NO_TABLE = of_sqlite("SELECT * FROM nothing")


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        pytest.param(as_django_raises(FULL, OperationalError), WRITTEN, id="SQLite, full"),
        pytest.param(
            as_django_raises(READ_ONLY, OperationalError), WRITTEN, id="SQLite, read-only"
        ),
        pytest.param(
            as_django_raises(NO_TABLE, OperationalError), None, id="SQLite, no such table"
        ),
        pytest.param(
            as_django_raises(psycopg.errors.DiskFull(), OperationalError), WRITTEN, id="PG, full"
        ),
        pytest.param(
            as_django_raises(psycopg.errors.ReadOnlySqlTransaction(), DatabaseError),
            WRITTEN,
            id="PG, read-only",
        ),
        pytest.param(
            as_django_raises(psycopg.errors.AdminShutdown(), OperationalError),
            REACHED,
            id="PG, shut down",
        ),
        pytest.param(
            as_django_raises(psycopg.OperationalError("refused"), OperationalError),
            REACHED,
            id="PG, no connection",
        ),
        pytest.param(
            as_django_raises(psycopg.errors.UniqueViolation(), IntegrityError), None, id="PG, twice"
        ),
        pytest.param(OSError(errno.ENOSPC, "full"), WRITTEN, id="a file, full"),
        pytest.param(OSError(errno.EROFS, "read-only"), WRITTEN, id="a file, read-only"),
        pytest.param(OSError(errno.ENOENT, "not there"), None, id="a file that is not there"),
        pytest.param(ValueError("full"), None, id="another error"),
        pytest.param(None, None, id="no error"),
    ],
)
def test_trouble_is_told_from_other_errors(error, trouble):
    assert trouble_with(error) is trouble


@open_to_anyone
def saving(request):
    with transaction.atomic():
        Turn.objects.create(name="first", next_at=NOON)
        with connection.cursor() as cursor:
            cursor.execute(
                "SET TRANSACTION READ ONLY"
                if connection.vendor == "postgresql"
                else "PRAGMA query_only=ON"
            )
        Turn.objects.create(name="second", next_at=NOON)


class FailsAfterwards:
    """A middleware that cannot save what it has to, once the page is made."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        self.get_response(request)
        raise as_django_raises(FULL, OperationalError)


urlpatterns = [path("saving.json", saving)]
handler404 = refusals.not_found
handler500 = refusals.fault


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def writable_again(transactional_db):
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only=OFF")


@override_settings(ROOT_URLCONF=__name__)
def test_what_cannot_be_saved_is_said_and_nothing_is_half_written(
    client: Client, writable_again, caplog
):
    answer = client.get("/saving.json")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert answer.json()["error"] == "This cannot be saved or recorded now; nothing was changed."
    assert "core.unsaved: cannot_be_written" in [one.getMessage() for one in caplog.records]
    assert not Turn.objects.exists()


@override_settings(
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[f"{__name__}.FailsAfterwards", "amparo.core.refusals.RefusalsMiddleware"],
)
def test_what_fails_outside_of_a_view_is_said_too(client: Client):
    assert client.get("/absent.json").status_code == 503
