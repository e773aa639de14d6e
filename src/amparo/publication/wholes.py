"""
Documents and recommendations, which go out whole: each with all its rows, in one transaction.

What is in the store is compared by digest with what is due inside; what differs is written anew,
what is due no more is taken out. Everything here may be killed at any point and done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Model
from django.utils import timezone

from amparo.core.stores import at_public_store

from . import changes
from .leaving import WHOLES, Table, Whole

_INSIDE = "default"
_ROWS_AT_ONCE = 2_000
_PIECES_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Copied:
    """How many were written into the store, and how many taken out of it."""

    written: int = 0
    taken_out: int = 0

    def __add__(self, other: Copied) -> Copied:
        """Return both together."""
        return Copied(self.written + other.written, self.taken_out + other.taken_out)


Progress = Callable[[int], None]
T = TypeVar("T")


def is_any_due(now: datetime | None = None) -> bool:
    """
    Test, at little cost, whether something seems to have changed; `copy` looks at everything.

    What is missed here, for two changes crossed each other, is found when everything is compared.
    """
    today = (now or timezone.now()).date()
    return any(_summary(one, _INSIDE, today) != _summary(one, _store()) for one in WHOLES)


def copy(now: datetime | None = None, *, progress: Progress = lambda _count: None) -> Copied:
    """Make the store hold what is due at a moment, and nothing else; return what was changed."""
    today = (now or timezone.now()).date()
    done = Copied()
    for whole in WHOLES:
        gone, new = _differing(whole, today)
        for some in _some(gone, whole.at_once):
            done += Copied(taken_out=_take_out(whole, some))
            progress(len(some))
        for some in _some(new, whole.at_once):
            done += Copied(written=_write(whole, some, today))
            progress(len(some))
    return done


def count_due(now: datetime | None = None) -> int:
    """Return how many differ between inside and store, for a progress bar."""
    today = (now or timezone.now()).date()
    return sum(len(gone) + len(new) for gone, new in (_differing(one, today) for one in WHOLES))


def empty() -> None:
    """Take all of them out of the store."""
    for whole in WHOLES:
        keys = list(_rows(whole.model, _store()).values_list("pk", flat=True))
        for some in _some(keys, whole.at_once):
            _take_out(whole, some)


def differences(now: datetime | None = None) -> Iterator[str]:
    """Yield what the store does not hold as it is due at a moment, by kind and key."""
    today = (now or timezone.now()).date()
    for whole in WHOLES:
        gone, new = _differing(whole, today)
        for alias, keys in ((_store(), gone), (_INSIDE, new)):
            for key in _keys(whole, keys, alias):
                yield f"{whole.kind} {key}"
        yield from _spoiled(whole, {*gone, *new})


def _spoiled(whole: Whole, known: set[int]) -> Iterator[str]:
    """Yield what stands in the store with a digest that its rows do not have."""
    rows = _rows(whole.model, _store()).order_by("pk").prefetch_related(*whole.beside)
    with at_public_store():
        for row in rows.iterator(chunk_size=whole.at_once):
            if row.pk not in known and whole.digest_of(row) != row.digest:
                yield f"{whole.kind} {getattr(row, whole.key)}"


def _differing(whole: Whole, today: date) -> tuple[list[int], list[int]]:
    """Return the keys of those that are due no more, and of those that are new or changed."""
    due = _rows(whole.model, _INSIDE).filter(whole.due(today))
    inside = dict(due.values_list("pk", "digest"))
    held = dict(_rows(whole.model, _store()).values_list("pk", "digest"))
    gone = sorted(key for key in held if key not in inside)
    return gone, sorted(key for key, digest in inside.items() if held.get(key) != digest)


def _summary(whole: Whole, alias: str, today: date | None = None) -> tuple[Any, ...]:
    rows = _rows(whole.model, alias)
    if today is not None:
        rows = rows.filter(whole.due(today))
    found = rows.aggregate(count=Count("pk"), latest=Max("changed_at"))
    return found["count"], found["latest"]


def _keys(whole: Whole, keys: Iterable[int], alias: str) -> list[str]:
    rows = _rows(whole.model, alias).filter(pk__in=list(keys)).order_by(whole.key)
    return [str(one) for one in rows.values_list(whole.key, flat=True)]


def _take_out(whole: Whole, keys: Sequence[int]) -> int:
    with transaction.atomic(using=_store()):
        changes.note((whole.kind, one) for one in _keys(whole, keys, _store()))
        _delete(whole, keys)
    return len(keys)


def _write(whole: Whole, keys: Sequence[int], today: date) -> int:
    """Write some, as they are inside now: locked, or an import would be copied by halves."""
    with transaction.atomic(using=_INSIDE):
        due = _rows(whole.model, _INSIDE).filter(whole.due(today), pk__in=keys)
        rows = list(due.select_for_update().order_by("pk"))
        with transaction.atomic(using=_store()):
            # Noted first: it makes another gate that writes wait.
            changes.note((whole.kind, str(getattr(one, whole.key))) for one in rows)
            _delete(whole, [one.pk for one in rows])
            _delete(whole, _in_the_way(whole, rows))
            _rows(whole.model, _store()).bulk_create(rows, batch_size=_ROWS_AT_ONCE)
            _write_tables(whole, {one.pk: one.pk for one in rows})
    return len(rows)


def _in_the_way(whole: Whole, rows: Iterable[Any]) -> list[int]:
    """
    Return the keys of others in the store that have what names these.

    They were there before a backup was restored inside, and are written or taken out in their turn.
    """
    names = {tuple(getattr(one, column) for column in whole.unique) for one in rows}
    first = whole.unique[-1]
    held = _rows(whole.model, _store()).filter(**{f"{first}__in": {one[-1] for one in names}})
    return [key for key, *name in held.values_list("pk", *whole.unique) if tuple(name) in names]


def _write_tables(whole: Whole, keys: dict[int, int]) -> None:
    """Copy what hangs from wholes; in the store the rows have keys of their own."""
    known: dict[type[Model], dict[int, int]] = {whole.model: keys}
    for table in whole.tables:
        known[table.model] = _copy_table(table, known[table.hangs_from])


def _copy_table(table: Table, parents: dict[int, int]) -> dict[int, int]:
    columns = [one.attname for one in table.model._meta.concrete_fields if not one.primary_key]
    link = f"{table.link}_id"
    rows = _rows(table.model, _INSIDE).filter(**{f"{table.link}__in": list(parents)})
    at_once = _PIECES_AT_ONCE if table.is_heavy else _ROWS_AT_ONCE
    keys: dict[int, int] = {}
    found = rows.order_by("pk").values_list("pk", *columns).iterator(chunk_size=at_once)
    for some in _some(found, at_once):
        copies = [table.model(**dict(zip(columns, row[1:], strict=True))) for row in some]
        for one in copies:
            setattr(one, link, parents[getattr(one, link)])
        made = _rows(table.model, _store()).bulk_create(copies, batch_size=at_once)
        keys |= {row[0]: one.pk for row, one in zip(some, made, strict=True)}
    return keys


def _delete(whole: Whole, keys: Sequence[int]) -> None:
    if not keys:
        return
    for table in reversed(whole.tables):
        rows = _rows(table.model, _store()).filter(**{f"{table.path}__in": list(keys)})
        rows._raw_delete(_store())
    _rows(whole.model, _store()).filter(pk__in=list(keys))._raw_delete(_store())


def _some(things: Iterable[T], at_once: int) -> Iterator[list[T]]:
    rest = iter(things)
    while some := list(islice(rest, at_once)):
        yield some


def _rows(model: type[Model], alias: str) -> Any:
    return model._default_manager.using(alias)


def _store() -> str:
    return settings.PUBLIC_STORE
