"""What upkeep does at its time: a backup every night, where it was said whom for and where to."""

from __future__ import annotations

from datetime import datetime, time

from django.conf import settings

from amparo.jobs.schedule import daily

from .backing_up import recipients, taking


@daily("backup", at=time(2, 10))
def back_up(now: datetime) -> str | None:
    """
    Back up database and files, and keep the last ones.

    Before the key store, so that the copy of the keys has all that this copy of the data needs.
    """
    if not (settings.BACKUP_FOLDER and settings.BACKUP_RECIPIENTS):
        return None
    taken = taking.back_up(
        settings.BACKUP_FOLDER, recipients.recipients(), at=now, keep=taking.KEPT
    )
    said = taken.manifest
    lost = f", lost {len(said.lost)}" if said.lost else ""
    return f"acts {said.heads['acts']}, files {said.files}, bytes {taken.size}{lost}"
