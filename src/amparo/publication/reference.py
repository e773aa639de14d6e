"""Keeping the reference tables of the public store like those inside. All of them are public."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from . import changes
from .leaving import TABLES

_ROWS_AT_ONCE = 500
_INSIDE = "default"


def copy() -> int:
    """Make every reference table in the store like the one inside; return the rows changed."""
    changed = {model: _differing(model) for model in TABLES}
    with transaction.atomic(using=settings.PUBLIC_STORE):
        changes.note(("reference", one._meta.label) for one, rows in changed.items() if any(rows))
        # What points to others leaves first; what others point to comes first.
        for model in reversed(TABLES):
            rows = model._default_manager.using(settings.PUBLIC_STORE)
            rows.filter(pk__in=changed[model][0])._raw_delete(settings.PUBLIC_STORE)
        for model in TABLES:
            _write(model, changed[model][1])
    return sum(len(left) + len(new) for left, new in changed.values())


def differences() -> int:
    """Return how many rows of the reference tables are not in the store as they are inside."""
    return sum(len(left) + len(new) for left, new in map(_differing, TABLES))


def _differing(model: type[Model]) -> tuple[list[object], list[Model]]:
    """Return the keys of rows that are no longer inside, and the rows that are new or changed."""
    columns = [one.attname for one in model._meta.concrete_fields]
    inside, held = (
        {row[0]: row for row in rows.using(alias).values_list("pk", *columns)}
        for rows, alias in (
            (model._default_manager.all(), _INSIDE),
            (model._default_manager.all(), settings.PUBLIC_STORE),
        )
    )
    gone = [key for key in held if key not in inside]
    new = [
        model(**dict(zip(columns, row[1:], strict=True)))
        for key, row in inside.items()
        if held.get(key) != row
    ]
    return gone, new


def _write(model: type[Model], rows: Sequence[Model]) -> None:
    key = model._meta.pk
    columns = [one.name for one in model._meta.concrete_fields if one is not key]
    model._default_manager.using(settings.PUBLIC_STORE).bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=[key.name] if key is not None else [],
        update_fields=columns,
        batch_size=_ROWS_AT_ONCE,
    )
