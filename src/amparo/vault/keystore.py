"""
The key store: one data key for each holder, wrapped by a master key, in a database of its own.

Nothing is cached here: a key that was destroyed is destroyed for every process at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Count, Max, QuerySet, UUIDField
from django.utils import timezone

from amparo.core.errors import Refused
from amparo.core.questions import Question, given, several
from amparo.core.words import gettext_noop

from .envelope import Unreadable, new_key, open_sealed, seal
from .masters import Master, Masters, masters
from .models import WrappedKey
from .routing import KEYS

_log = logging.getLogger(__name__)
_AT_ONCE = 1000
_TABLE = WrappedKey._meta.db_table


class KeyDestroyed(Exception):
    """The key of this holder was destroyed, and what it sealed with it."""


class KeyMissing(Exception):
    """This holder never had a key, or its key was lost."""


def make_key(holder: UUID) -> bytes:
    """
    Return the data key of a holder, made now if there is none.

    The key is on the disk when this returns, whatever becomes of the caller's transaction: a key
    without data is harmless, data without its key is lost.

    :raises KeyDestroyed: if there was one; it is never made again.
    """
    try:
        return key_of(holder)
    except KeyMissing:
        pass
    with writing():
        # Asked under the lock, so that no master key is retired between here and the commit.
        current = masters().current
        wrapped = wrap(current, holder, new_key())
        row = WrappedKey(holder=holder, master=current.id, wrapped=wrapped, made_at=timezone.now())
        # Of two that make it at once, the first to come makes it for both.
        WrappedKey.objects.bulk_create([row], ignore_conflicts=True)
    return key_of(holder)


def make_keys(holders: Iterable[UUID]) -> None:
    """
    Make the data keys of many holders that have none yet, in one transaction.

    For records that are loaded: made one by one, each key would wait for the disk.
    """
    for some in in_batches(set(holders), _AT_ONCE):
        with writing():
            current, now = masters().current, timezone.now()
            known = set(WrappedKey.objects.filter(holder__in=some).values_list("holder", flat=True))
            WrappedKey.objects.bulk_create(
                [
                    WrappedKey(
                        holder=one,
                        master=current.id,
                        wrapped=wrap(current, one, new_key()),
                        made_at=now,
                    )
                    for one in some
                    if one not in known
                ],
                ignore_conflicts=True,
            )


def holders() -> Iterator[UUID]:
    """Yield everyone who has a key that lives."""
    living = WrappedKey.objects.filter(destroyed_at__isnull=True)
    yield from living.values_list("holder", flat=True).iterator(_AT_ONCE)


def key_of(holder: UUID) -> bytes:
    """
    Return the data key of a holder, as the store has it now.

    :raises KeyDestroyed: if it was destroyed.
    :raises KeyMissing: if there is none.
    """
    found = _ROW.first(holder=holder)
    if found is None:
        raise KeyMissing(str(holder))
    _holder, master, wrapped, destroyed_at = found
    if destroyed_at is not None:
        raise KeyDestroyed(str(holder))
    return unwrap(masters(), holder, master, wrapped)


def keys_of(holders: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the data keys of many holders; those destroyed or missing are left out."""
    found = {}
    for some in in_batches(set(holders), _AT_ONCE):
        for holder, master, wrapped, _at in _LIVING_ROWS.answers(holders=some):
            found[holder] = unwrap(masters(), holder, master, wrapped)
    return found


def destroyed(holders: Iterable[UUID]) -> set[UUID]:
    """Return those of `holders` whose key was destroyed."""
    found: set[UUID] = set()
    for some in in_batches(set(holders), _AT_ONCE):
        found.update(
            WrappedKey.objects.filter(holder__in=some, destroyed_at__isnull=False).values_list(
                "holder", flat=True
            )
        )
    return found


def destroy(holder: UUID, *, at: datetime) -> bool:
    """
    Destroy the key of a holder for good, and return whether it was this call that did.

    What the key sealed is unreadable from now on, here and in every copy of the data. A copy of
    the key store made before still holds the wrapped key; such copies are not kept for long.
    """
    with writing():
        done = WrappedKey.objects.filter(holder=holder, destroyed_at__isnull=True).update(
            wrapped=b"", destroyed_at=at
        )
    if done:
        scrub()
    return bool(done)


def rotate(*, batch: int = _AT_ONCE, progress: Callable[[int], object] = lambda _done: None) -> int:
    """
    Wrap every key anew that is not wrapped by the current master key, and return how many.

    Each batch is a short transaction, and readers are never kept waiting. Stopped at any point, it
    can be run again. The data keys stay what they are, so nothing that they sealed changes.

    :raises Refused: if a key cannot be unwrapped; all others have been wrapped anew by then.
    """
    total = 0
    while True:
        # Once more from the start, for keys that were made under the old master key meanwhile.
        done, damaged = _wrap_anew(batch, progress)
        total += done
        if not done:
            break
    if total:
        scrub()
    if damaged:
        raise Refused(
            gettext_noop("Wrapped keys that are damaged: {count}. Restore them from a backup."),
            count=damaged,
        )
    return total


def wrapped_by(master: str) -> int:
    """Return how many living keys are wrapped by the master key with this fingerprint."""
    return WrappedKey.objects.filter(master=master, destroyed_at__isnull=True).count()


@dataclass(frozen=True)
class Counted:
    """How many keys there are, by what became of them."""

    by_master: Mapping[str, int]
    destroyed: int
    last_rotated_at: datetime | None


def counted() -> Counted:
    """Count the keys of the store."""
    living = WrappedKey.objects.filter(destroyed_at__isnull=True)
    by_master = living.values_list("master").annotate(Count("holder")).order_by("master")
    return Counted(
        dict(by_master),
        WrappedKey.objects.filter(destroyed_at__isnull=False).count(),
        WrappedKey.objects.aggregate(last=Max("rotated_at"))["last"],
    )


def left_to_rotate() -> int:
    """Return how many living keys are not wrapped by the current master key."""
    return _not_wrapped_by(masters().current).count()


def check() -> None:
    """
    Raise unless there is a master key, and every master key that keys are wrapped by unwraps.

    :raises Refused: with a sentence that says what is missing.
    """
    now = masters()
    living = WrappedKey.objects.filter(destroyed_at__isnull=True)
    for master in living.values_list("master", flat=True).distinct().order_by("master"):
        holder, master, wrapped, _at = _rows().filter(master=master, destroyed_at__isnull=True)[0]
        try:
            unwrap(now, holder, master, wrapped)
        except Unreadable:
            raise Refused(
                gettext_noop(
                    "Master key {master} does not open the key store; restore the store's backup."
                ),
                master=master,
            ) from None


def check_holds_nothing() -> None:
    """
    Raise unless the key store is empty, or not made yet: a new master key would open nothing in it.

    :raises Refused: if there are keys, living or destroyed.
    """
    is_made = _TABLE in connections[KEYS].introspection.table_names()
    if is_made and WrappedKey.objects.exists():
        raise Refused(
            gettext_noop(
                "The master key is missing, but there are keys wrapped by it. Put the file back"
                " where it was, or set AMPARO_MASTER_KEY; a new one would open nothing."
            )
        )


def wrap(master: Master, holder: UUID, key: bytes) -> bytes:
    """Return a data key sealed by a master key, bound to its holder."""
    return seal(master.key, key, bound_to=("data key", str(holder), master.id))


def unwrap(now: Masters, holder: UUID, master: str, wrapped: bytes | memoryview[int]) -> bytes:
    """
    Return the data key that was wrapped.

    :raises Unreadable: if it was wrapped for another holder, or changed.
    :raises MasterMissing: if the master key that wrapped it is not at hand.
    """
    return open_sealed(now.key(master), bytes(wrapped), bound_to=("data key", str(holder), master))


@contextmanager
def writing(*, alone: bool = False) -> Iterator[None]:
    """
    Write to the key store in a transaction that is on the disk when the body has ended.

    With `alone`, nobody else writes meanwhile: what is changed outside of the store (the file of
    master keys) then fits what is in it.
    """
    with transaction.atomic(using=KEYS, durable=True):
        connection = connections[KEYS]
        if connection.vendor == "postgresql":
            mode = "SHARE ROW EXCLUSIVE" if alone else "ROW EXCLUSIVE"
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {_TABLE} IN {mode} MODE")
        # SQLite lets one write at a time (BEGIN IMMEDIATE), so each is alone.
        yield


def scrub() -> bool:
    """
    Clear the store's own files of what was overwritten, and return whether that could be done.

    SQLite has overwritten the row itself (`secure_delete`); its log, which holds pages as they were,
    is emptied as soon as nobody reads from it. PostgreSQL: dead rows are given free,
    which leaves their bytes until they are written over, in the write-ahead log and its archive
    until they expire, and on replicas likewise; long-running transactions put it off.
    """
    connection = connections[KEYS]
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"VACUUM {_TABLE}")
            return True
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _log_pages, _moved = cursor.fetchone()
    if busy:
        _log.warning("keys.scrub_put_off: the key store's log is in use and was not emptied")
    return not busy


def in_batches(holders: Iterable[UUID], size: int) -> Iterator[list[UUID]]:
    """Yield the holders in lists of at most `size`."""
    remaining = iter(holders)
    while some := list(islice(remaining, size)):
        yield some


_Row = tuple[UUID, str, "bytes | memoryview[int]", datetime | None]


def _rows() -> QuerySet[WrappedKey, _Row]:
    return WrappedKey.objects.values_list("holder", "master", "wrapped", "destroyed_at")


_ROW = Question(lambda: _rows().filter(holder=given("holder", UUIDField())))
_LIVING_ROWS = Question(
    lambda: _rows().filter(holder__in=several("holders", UUIDField()), destroyed_at__isnull=True)
)


def _not_wrapped_by(current: Master) -> QuerySet[WrappedKey, WrappedKey]:
    return WrappedKey.objects.filter(destroyed_at__isnull=True).exclude(master=current.id)


def _wrap_anew(batch: int, progress: Callable[[int], object]) -> tuple[int, int]:
    """Go through the store once; return how many keys were wrapped anew, and how many cannot be."""
    done = 0
    damaged: set[UUID] = set()
    while True:
        now = masters()
        rows = _wrapped_before(now, batch, damaged)
        if not rows:
            return done, len(damaged)
        anew = []
        for holder, master, wrapped, _at in rows:
            try:
                key = unwrap(now, holder, master, wrapped)
            except Unreadable:
                damaged.add(holder)
            else:
                anew.append((wrap(now.current, holder, key), holder, master))
        done += _replace(anew, now.current.id, timezone.now())
        progress(len(anew))


def _wrapped_before(now: Masters, batch: int, damaged: Collection[UUID]) -> list[_Row]:
    """Return keys that another master key than the current one wraps, one master key at a time."""
    others = WrappedKey.objects.exclude(master=now.current.id).filter(destroyed_at__isnull=True)
    for master in others.order_by("master").values_list("master", flat=True).distinct():
        # Not by holder: holders are random, and each row would touch a page of its own.
        waiting = _rows().filter(master=master, destroyed_at__isnull=True)
        rows = list(waiting.exclude(holder__in=damaged)[:batch])
        if rows:
            return rows
    return []


def _replace(anew: Sequence[tuple[bytes, UUID, str]], master: str, at: datetime) -> int:
    """Replace each wrapped key that is still as it was read; a key destroyed meanwhile is left."""
    with writing():
        connection = connections[KEYS]
        fields = [_FIELDS[name] for name in _REPLACED]
        with connection.cursor() as cursor:
            cursor.executemany(
                _REPLACE,
                [
                    [
                        field.get_db_prep_value(value, connection)
                        for field, value in zip(
                            fields, (wrapped, master, at, holder, before), strict=True
                        )
                    ]
                    for wrapped, holder, before in anew
                ],
            )
            return int(cursor.rowcount)


# One statement for each row, sent together: many times as fast as one update for all of them.
_FIELDS = {field.name: field for field in WrappedKey._meta.fields}
_REPLACED = ("wrapped", "master", "rotated_at", "holder", "master")
_REPLACE = (
    f"UPDATE {_TABLE} SET wrapped = %s, master = %s, rotated_at = %s"  # noqa: S608
    " WHERE holder = %s AND master = %s AND destroyed_at IS NULL"
)
