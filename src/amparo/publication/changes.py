"""What changed in the public store: noted for whoever follows, and counted."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import connections
from django.db.models import F

from .models import Change, Stamp, Unseen

_ROWS_AT_ONCE = 1_000
_THE_ONE = 1


def note(changes: Iterable[tuple[str, str]]) -> None:
    """
    Note what is new, different or gone, as pairs of a kind and a key.

    In the transaction that changes the store: called by whoever writes there, never on its own.
    """
    noted = list(changes)
    if not noted:
        return
    # One list for the index, one for the ledger of what is new.
    Change.objects.bulk_create((Change(kind=a, key=b) for a, b in noted), _ROWS_AT_ONCE)
    Unseen.objects.bulk_create((Unseen(kind=a, key=b) for a, b in noted), _ROWS_AT_ONCE)
    count()


def count() -> None:
    """Count one more change of the store, so that no page made before passes for unchanged."""
    stamps = Stamp.objects.using(settings.PUBLIC_STORE)
    stamps.get_or_create(pk=_THE_ONE)
    stamps.filter(pk=_THE_ONE).update(number=F("number") + 1)


def number() -> int:
    """Return how often the store has changed so far."""
    # Plain SQL: with each public page, and ten times as fast.
    with connections[settings.PUBLIC_STORE].cursor() as cursor:
        cursor.execute("SELECT number FROM publication_stamp WHERE id = %s", [_THE_ONE])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
