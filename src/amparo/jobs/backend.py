"""The queue in the database, which takes identifiers only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django_tasks_db.backend import DatabaseBackend

from amparo.audit.identifiers import check_detail


class Queue(DatabaseBackend):
    """
    Work that waits, entered in the transaction that asks for it.

    Arguments stay in the table in clear: they are references, ids and counts.
    """

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Put work into the queue. :raises ValueError: if an argument is not an identifier."""
        check_arguments([*enumerate(args, 1), *kwargs.items()])
        return super().enqueue(task, args, kwargs)

    async def aenqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Put work into the queue. :raises ValueError: if an argument is not an identifier."""
        check_arguments([*enumerate(args, 1), *kwargs.items()])
        return await super().aenqueue(task, args, kwargs)


def check_arguments(given: Iterable[tuple[object, object]]) -> None:
    """Raise `ValueError` unless every argument, or every one of a list, is an identifier."""
    for name, value in given:
        for one in value if isinstance(value, list | tuple) else [value]:
            if one is not None:
                check_detail(one, str(name))
