"""What the vault needs at its time: the bytes of files that nobody keeps, and backups of keys."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

from django.conf import settings

from amparo.audit.actions import record
from amparo.jobs.schedule import daily

from . import backups, events
from .files import store

KEPT_DAYS = 14


@daily("files-sweep", at=time(2, 40))
def sweep_files(now: datetime) -> str | None:
    """Remove sealed bytes that no row names any more."""
    removed = store.sweep(now=now)
    return f"removed {removed}" if removed else None


@daily("keys-backup", at=time(2, 50))
def back_up_keys(now: datetime) -> str | None:
    """Back the key store up to the folder that was set, and remove copies that are too old."""
    if not settings.KEY_BACKUPS:
        return None
    folder = Path(settings.KEY_BACKUPS)
    _file, count = backups.back_up(folder, at=now)
    record(events.KEYS_BACKED_UP, by="keeper of keys", keys=count)
    removed = backups.remove_old(folder, keep_days=KEPT_DAYS, at=now)
    return f"keys {count}, removed {len(removed)}"
