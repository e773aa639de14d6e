"""
Where a reader stands: inside, or at the public store.

What is read at the public store is read there and nowhere else: `publication.routing` refuses
every table that is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_AT_PUBLIC_STORE: ContextVar[bool] = ContextVar("at the public store", default=False)


@contextmanager
def at_public_store() -> Iterator[None]:
    """Read only what is public in the body, from the store that holds nothing else."""
    before = _AT_PUBLIC_STORE.set(True)
    try:
        yield
    finally:
        _AT_PUBLIC_STORE.reset(before)


def is_at_public_store() -> bool:
    """Test whether what is read now comes from the public store."""
    return _AT_PUBLIC_STORE.get()
