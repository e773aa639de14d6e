"""Reading the whole database as it was at one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone


@contextmanager
def at_one_moment() -> Iterator[datetime]:
    """
    Show the body the database as it is now, whatever is written meanwhile, and give the moment.

    Nobody waits for the body, and the body writes nothing. What was committed before is in it.
    """
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True):
            _execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield _begun()
        return
    # A transaction of the house takes the lock for writing at once; this one must never hold it.
    mode = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic(durable=True):
            _execute("PRAGMA query_only=ON")
            yield _begun()
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]
        _execute("PRAGMA query_only=OFF")


def _begun() -> datetime:
    # The first read settles what the transaction sees, so the moment is taken after it.
    _execute("SELECT 1 FROM django_migrations LIMIT 1")
    return timezone.now()


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        if cursor.description:
            cursor.fetchall()
