"""
Backups of the key store: wrapped keys only, as JSON Lines, not kept for long.

Without the master key a backup reads nothing. But it brings a key back that is destroyed after it
was made: that is why it is kept apart from the data, and only for days.
"""

from __future__ import annotations

import json
import os
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop

from . import keystore
from .envelope import Unreadable
from .masters import masters
from .models import WrappedKey

_HEAD = {"amparo": "wrapped keys", "version": 1}
_NAME = "keys-%Y%m%dT%H%M%SZ.jsonl"
_AT_ONCE = 1000

# Each returns holders whose disposal is recorded in the data, so that their keys stay destroyed even
# when the key store was lost. The room that records disposals adds its own.
destroyed_elsewhere: list[Callable[[], set[UUID]]] = []


@dataclass(frozen=True)
class Restored:
    """What a restoration did."""

    restored: int
    there_already: int
    kept_destroyed: int


def back_up(folder: Path, *, at: datetime) -> tuple[Path, int]:
    """Write every row of the key store to a new file, whole or not at all; return it and the count."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder)  # mode 0600
    draft, file = Path(name), folder / at.strftime(_NAME)
    try:
        with os.fdopen(descriptor, "w") as stream:
            stream.write(_line({**_HEAD, "made_at": at.isoformat()}))
            count = 0
            for row in WrappedKey.objects.order_by("holder").iterator(chunk_size=_AT_ONCE):
                stream.write(_line(_as_data(row)))
                count += 1
            # Says that the file is whole.
            stream.write(_line({"keys": count}))
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return file, count


def remove_old(folder: Path, *, keep_days: int, at: datetime) -> list[Path]:
    """Remove the backups in `folder` that are older, by their names; nothing else is touched."""
    oldest = (at - timedelta(days=keep_days)).strftime(_NAME)
    old = [file for file in sorted(folder.glob("keys-*Z.jsonl")) if _is_ours(file, oldest)]
    for file in old:
        file.unlink()
    return old


def restore(file: Path, *, at: datetime) -> Restored:
    """
    Bring back the keys that are missing, and none that was destroyed.

    Every line is read and every key is unwrapped before the first is written.

    :raises Refused: if the file is not whole, or a key in it does not open.
    """
    rows = list(_read(file))
    gone: set[UUID] = set().union(*(ask() for ask in destroyed_elsewhere))
    held = {
        holder
        for some in keystore.in_batches((row.holder for row in rows), _AT_ONCE)
        for holder in WrappedKey.objects.filter(holder__in=some).values_list("holder", flat=True)
    }
    missing = [row for row in rows if row.holder not in held]
    for row in missing:
        if row.holder in gone and row.destroyed_at is None:
            row.wrapped, row.destroyed_at = b"", at
    with keystore.writing():
        WrappedKey.objects.bulk_create(missing, batch_size=_AT_ONCE, ignore_conflicts=True)
    living = sum(row.destroyed_at is None for row in missing)
    return Restored(living, len(held), len(missing) - living)


def _as_data(row: WrappedKey) -> dict[str, object]:
    return {
        "holder": str(row.holder),
        "master": row.master,
        "wrapped": b64encode(bytes(row.wrapped)).decode(),
        "made_at": row.made_at.isoformat(),
        "rotated_at": row.rotated_at and row.rotated_at.isoformat(),
        "destroyed_at": row.destroyed_at and row.destroyed_at.isoformat(),
    }


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data, separators=(",", ":")) + "\n"


def _read(file: Path) -> Iterator[WrappedKey]:
    try:
        head, *lines = (json.loads(line) for line in file.read_text().splitlines())
        *keys, end = lines
        if {key: head.get(key) for key in _HEAD} != _HEAD or end != {"keys": len(keys)}:
            raise ValueError
        rows = [_row(one) for one in keys]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused(
            gettext_noop("{file} is not a whole backup of the key store; nothing was restored."),
            file=file,
        ) from None
    for row in rows:
        _check_opens(row)
        yield row


def _row(data: dict[str, Any]) -> WrappedKey:
    return WrappedKey(
        holder=UUID(data["holder"]),
        master=str(data["master"]),
        wrapped=b64decode(data["wrapped"], validate=True),
        made_at=datetime.fromisoformat(data["made_at"]),
        rotated_at=_moment(data["rotated_at"]),
        destroyed_at=_moment(data["destroyed_at"]),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _check_opens(row: WrappedKey) -> None:
    if row.destroyed_at is not None:
        return
    try:
        keystore.unwrap(masters(), row.holder, row.master, row.wrapped)
    except Unreadable:
        raise Refused(
            gettext_noop("The key of {holder} in the backup is damaged; nothing was restored."),
            holder=row.holder,
        ) from None


def _is_ours(file: Path, oldest: str) -> bool:
    try:
        datetime.strptime(file.name, _NAME)  # noqa: DTZ007  (only whether it is such a name)
    except ValueError:
        return False
    return file.name < oldest
