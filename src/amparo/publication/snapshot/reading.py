"""Reading the public store as it was at one moment, while the gate goes on writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connections, transaction

from amparo.publication.tables import OpenTable

from .columns import Column, model_of

ROWS_AT_ONCE = 5_000


@contextmanager
def at_one_moment() -> Iterator[None]:
    """
    Show the body the store as it is now, whatever is written meanwhile; nobody waits for the body.

    Whoever is in a transaction there already reads what that one sees.
    """
    connection = connections[settings.PUBLIC_STORE]
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(using=settings.PUBLIC_STORE):
            _execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # A transaction of the house takes the lock for writing at once; this one must never hold it.
    mode = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic(using=settings.PUBLIC_STORE):
            # The first read settles what is seen.
            _execute("SELECT 1 FROM django_migrations LIMIT 1")
            yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]


def rows_of(table: OpenTable, columns: Sequence[Column]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a table by their key, some at a time."""
    rows = model_of(table)._default_manager.using(settings.PUBLIC_STORE).order_by("pk")
    left = rows.values_list(*(one.name for one in columns)).iterator(ROWS_AT_ONCE)
    while some := list(islice(left, ROWS_AT_ONCE)):
        yield some


def _execute(statement: str) -> None:
    with connections[settings.PUBLIC_STORE].cursor() as cursor:
        cursor.execute(statement)
        if cursor.description:
            cursor.fetchall()
