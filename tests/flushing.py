"""Emptying the tests' databases on PostgreSQL, where Django rewrites every table and index, full or not."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations

# What Django fills again after each emptying, with the same rows.
_FILLED_AGAIN = {"django_content_type", "auth_permission"}


def empty_what_is_full() -> None:
    """Let emptying a database touch only the tables that hold something, from now on."""
    DatabaseOperations.sql_flush = _sql_flush  # type: ignore[method-assign]


def _sql_flush(
    self: DatabaseOperations,
    style: Any,
    tables: Any,
    *,
    reset_sequences: bool = False,
    allow_cascade: bool = False,
) -> list[str]:
    full = [self.quote_name(one) for one in _full(self, {*tables} - _FILLED_AGAIN)]
    if not full:
        return []
    if reset_sequences:
        # With those that refer to them, which are emptied too.
        return [f"TRUNCATE {', '.join(full)} RESTART IDENTITY CASCADE;"]
    # A table that may only be added to is emptied too, and in whichever order.
    return [
        "SET LOCAL session_replication_role = replica;",
        *(f"DELETE FROM {one};" for one in full),
    ]


def _full(operations: DatabaseOperations, tables: set[str]) -> list[str]:
    asked = " UNION ALL ".join(
        f"(SELECT '{one}' FROM {operations.quote_name(one)} LIMIT 1)" for one in sorted(tables)
    )
    with operations.connection.cursor() as cursor:
        cursor.execute(asked)
        return [one for (one,) in cursor.fetchall()]
