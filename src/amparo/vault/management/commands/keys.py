"""`amparo keys`: the master key and the key store; nothing secret is ever printed."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.audit.actions import record
from amparo.core.progress import progress_bar
from amparo.vault import backups, events, keystore, rotation
from amparo.vault.masters import masters

_BY = "keeper of keys"


class Command(BaseCommand):
    help = gettext_noop(
        "Show how data keys are wrapped; put a new master key in use; back the key store up."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what",
            choices=("status", "rotate", "retire", "backup", "restore"),
            help=_(
                "count the keys; wrap all of them by a new master key; drop the master keys that"
                " wrap nothing any more; write the wrapped keys to a file; bring back what is missing"
            ),
        )
        parser.add_argument(
            "file", nargs="?", type=Path, metavar="FILE", help=_("for restore: the backup")
        )
        parser.add_argument(
            "--to",
            type=Path,
            metavar="FOLDER",
            help=_("for backup: where to (backups/keys of the home unless said)"),
        )
        parser.add_argument(
            "--keep-days",
            type=int,
            default=14,
            metavar="DAYS",
            help=_("for backup: remove earlier ones that are older than this (14 days)"),
        )

    def handle(self, *_args: Any, what: str, **options: Any) -> None:
        match what:
            case "status":
                self._status()
            case "rotate":
                self._rotate()
            case "retire":
                self._retire()
            case "backup":
                self._back_up(options["to"] or settings.HOME / "backups/keys", options["keep_days"])
            case _:
                self._restore(options["file"])

    def _status(self) -> None:
        counted = keystore.counted()
        current = masters().current.id
        for master in sorted(
            {*masters().by_id, *counted.by_master}, key=lambda one: one != current
        ):
            self.stdout.write(
                _("{master} ({role}): wraps {keys}.").format(
                    master=master,
                    role=_role(master, current),
                    keys=_keys(counted.by_master.get(master, 0)),
                )
            )
        self.stdout.write(_("Destroyed: {keys}.").format(keys=_keys(counted.destroyed)))
        last = counted.last_rotated_at
        self.stdout.write(
            _("Last wrapped anew: {moment}.").format(moment=last.isoformat(timespec="seconds"))
            if last
            else _("Never wrapped anew.")
        )
        keystore.check()

    def _rotate(self) -> None:
        if rotation.begin():
            self.stdout.write(
                _(
                    "Put a new master key first in {file}. Keep a copy where the database is not."
                ).format(file=settings.MASTER_KEY_FILE)
            )
        with progress_bar(_("Wrapping keys anew"), keystore.left_to_rotate()) as advance:
            done = keystore.rotate(progress=advance)
        record(events.KEYS_ROTATED, by=_BY, keys=done, master=masters().current.id)
        self.stdout.write(
            _("Wrapped anew by master key {master}: {keys}.").format(
                master=masters().current.id, keys=_keys(done)
            )
        )

    def _retire(self) -> None:
        dropped = rotation.retire()
        if not dropped:
            self.stdout.write(_("There is no earlier master key to drop."))
            return
        record(events.MASTERS_RETIRED, by=_BY, masters=len(dropped))
        self.stdout.write(
            _(
                "Dropped: {masters}. Backups of the key store made before the rotation need what was"
                " dropped; make a new one now."
            ).format(masters=", ".join(dropped))
        )

    def _back_up(self, folder: Path, keep_days: int) -> None:
        if keep_days < 1:
            raise CommandError(_("A backup is kept for at least one day."))
        now = timezone.now()
        file, count = backups.back_up(folder, at=now)
        record(events.KEYS_BACKED_UP, by=_BY, keys=count)
        self.stdout.write(_("Wrote {file}: {keys}.").format(file=file, keys=_keys(count)))
        for old in backups.remove_old(folder, keep_days=keep_days, at=now):
            self.stdout.write(_("Removed {file}, which was too old.").format(file=old))

    def _restore(self, file: Path | None) -> None:
        if file is None:
            raise CommandError(_("Say which backup: amparo keys restore FILE"))
        done = backups.restore(file, at=timezone.now())
        record(
            events.KEYS_RESTORED,
            by=_BY,
            restored=done.restored,
            kept_destroyed=done.kept_destroyed,
        )
        self.stdout.write(
            _(
                "Restored: {restored}. There already: {there_already}. Kept destroyed:"
                " {kept_destroyed}."
            ).format(
                restored=_keys(done.restored),
                there_already=_keys(done.there_already),
                kept_destroyed=_keys(done.kept_destroyed),
            )
        )


def _role(master: str, current: str) -> str:
    if master == current:
        return _("current")
    return _("earlier") if master in masters().by_id else _("missing")


def _keys(count: int) -> str:
    return ngettext("{count} key", "{count} keys", count).format(count=count)
