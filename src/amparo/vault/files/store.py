"""
The file store: sealed bytes under their holder's name, and a row for each.

The bytes are written before the row, so a row always has its bytes. What a killed process or an
undone transaction leaves behind has no row, and `sweep` removes it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import QuerySet

from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import NotVisible
from amparo.vault import keystore
from amparo.vault.envelope import Unreadable
from amparo.vault.models import File

from .intake import Accepted, accept
from .limits import MIB, Limits
from .scanning import Scan, scan
from .sealing import CHUNK_BYTES, open_stream, seal_stream, sealed_size

_A_DAY = timedelta(days=1)


def keep(
    holder: UUID,
    name: str,
    content: bytes,
    *,
    by: str,
    at: datetime,
    level: Confidentiality = Confidentiality.CONFIDENTIAL,
) -> File:
    """
    Take a file in, seal it with its holder's key, and keep it.

    It is scanned as it arrived, before anything else opens it.

    :raises Refused: if it is not fit to keep, or a virus was found.
    :raises KeyDestroyed: if the holder was disposed of.
    """
    limits = Limits(bytes=settings.FILE_LIMIT_MB * MIB)
    scanned = scan(content) if 0 < len(content) <= limits.bytes else Scan.NOT_SCANNED
    accepted = accept(name, content, limits=limits)
    file = File(
        holder=holder,
        media_type=accepted.media_type,
        size=len(accepted.content),
        stored_size=sealed_size(len(accepted.content)),
        scanned=scanned.value,
        stripped=accepted.stripped,
        added_at=at,
        added_by=by,
        level=level.value,
    )
    file.name = accepted.name
    _write(file, accepted)
    return file


def open_file(file: File) -> Iterator[bytes]:
    """
    Yield the clear content, chunk by chunk, each proved whole before it is given out.

    :raises NotVisible: if it was dropped.
    :raises KeyDestroyed: if its holder was disposed of.
    :raises Unreadable: if the sealed bytes are not those that were kept, or are gone.
    """
    if file.dropped_at is not None:
        raise NotVisible
    # Asked before the first byte, so that who asks can still say what is wrong.
    return _opened(file, keystore.key_of(file.holder))


def files_of(holder: UUID) -> QuerySet[File]:
    """Return the files of a holder that are still kept."""
    return File.objects.filter(holder=holder, dropped_at=None)


def drop(holder: UUID, *, at: datetime) -> int:
    """
    Drop every file of a holder, and return how many: the rows stay, their bytes are removed.

    The bytes go once the rows are committed; what is left of them then, `sweep` removes.
    """
    with transaction.atomic():
        dropped = files_of(holder).update(dropped_at=at)
        transaction.on_commit(lambda: _remove_all(str(holder)))
    return dropped


def sweep(*, now: datetime, older_than: timedelta = _A_DAY) -> int:
    """
    Remove bytes that no row names, or the row of a dropped file, and return how many files.

    Those younger than a day are left: their row may be on its way.
    """
    store = _store()
    removed = 0
    for holder in _listed(store, "")[0]:
        kept = _kept_paths(holder)
        for name in _listed(store, holder)[1]:
            path = f"{holder}/{name}"
            if path not in kept and store.get_modified_time(path) <= now - older_than:
                store.delete(path)
                removed += 1
        _remove_empty(store, holder)
    return removed


def _store() -> Storage:
    return storages["files"]


def _write(file: File, accepted: Accepted) -> None:
    key = keystore.make_key(file.holder)
    sealed = _SealedFile(seal_stream([accepted.content], key, file.place))
    path = file.path
    try:
        # A path of two random numbers is free; one that is not would be another file's.
        saved = _store().save(path, sealed)  # type: ignore[arg-type]  # it reads like a file
        if saved != path:
            path = saved
            raise FileExistsError(path)
        with transaction.atomic():
            file.save(force_insert=True)
    except BaseException:
        _store().delete(path)
        raise


def _opened(file: File, key: bytes) -> Iterator[bytes]:
    try:
        with _store().open(file.path, "rb") as stream:
            yield from open_stream(stream.chunks(CHUNK_BYTES), key, file.place)
    except FileNotFoundError:
        raise Unreadable from None


def _remove_all(holder: str) -> None:
    store = _store()
    for name in _listed(store, holder)[1]:
        store.delete(f"{holder}/{name}")
    _remove_empty(store, holder)


def _remove_empty(store: Storage, folder: str) -> None:
    if not any(_listed(store, folder)) and store.exists(folder):
        store.delete(folder)


def _listed(store: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        return store.listdir(folder)
    except FileNotFoundError:
        return [], []


def _kept_paths(holder: str) -> set[str]:
    try:
        found = files_of(UUID(holder)).values_list("id", flat=True)
    except ValueError:
        return set()  # no folder of ours
    return {f"{holder}/{one}" for one in found}


class _SealedFile(io.RawIOBase):
    """A stream of sealed bytes, read once, in the shape that file stores take."""

    def __init__(self, sealed: Iterator[bytes]) -> None:
        self._sealed = sealed
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._held:
            self._held = next(self._sealed, b"")
            if not self._held:
                return 0
        taken = self._held[: len(buffer)]
        buffer[: len(taken)] = taken
        self._held = self._held[len(taken) :]
        return len(taken)

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield from self._sealed
