"""The queue in the database, which takes identifiers only."""

from __future__ import annotations

from typing import Any

from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend, TaskResult

from amparo.audit.identifiers import check_detail


class Queue(DatabaseBackend):
    """
    Work that waits, entered in the transaction that asks for it.

    Arguments stay in the table in clear: they are references, ids and counts.
    """

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any, Any]:
        """Put work into the queue. :raises ValueError: if an argument is not an identifier."""
        check_arguments(args, kwargs)
        return super().enqueue(task, args, kwargs)

    async def aenqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any, Any]:
        """Put work into the queue. :raises ValueError: if an argument is not an identifier."""
        check_arguments(args, kwargs)
        return await super().aenqueue(task, args, kwargs)


def check_arguments(args: Any, kwargs: Any) -> None:
    """Raise `ValueError` unless every argument, or every one of a list, is an identifier."""
    named = {**{str(number): value for number, value in enumerate(args, 1)}, **kwargs}
    for name, value in named.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            if one is not None:
                check_detail(one, name)
