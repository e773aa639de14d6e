"""`amparo backup`: a copy of database and files while the site is served, sealed for others."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.core.progress import progress_bar
from amparo.upkeep.backing_up import recipients, taking


class Command(BaseCommand):
    help = gettext_noop("Copy the database and its files, as they are now, into a sealed file.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "to",
            nargs="?",
            type=Path,
            metavar="FILE or FOLDER",
            help=_("where to (AMPARO_BACKUP_FOLDER, or else backups/data of the home)"),
        )
        parser.add_argument(
            "--for",
            dest="recipients",
            action="append",
            default=[],
            metavar="RECIPIENT",
            help=_("whom it is sealed for, a public key of age (AMPARO_BACKUP_RECIPIENTS)"),
        )
        parser.add_argument(
            "--keep",
            type=int,
            default=taking.KEPT,
            metavar="COUNT",
            help=_("in a folder: remove all but so many (14)"),
        )
        parser.add_argument(
            "--make-key",
            type=Path,
            metavar="FILE",
            help=_("make no backup, but a key that opens backups, to be kept elsewhere"),
        )

    def handle(self, *_args: Any, make_key: Path | None, **options: Any) -> None:
        if make_key:
            self._make_key(make_key)
        else:
            self._back_up(options["to"], options["recipients"], options["keep"])

    def _make_key(self, file: Path) -> None:
        try:
            recipient = recipients.make_key(file, at=timezone.now())
        except FileExistsError:
            raise CommandError(
                _("{file} is there already; a key is never written over.").format(file=file)
            ) from None
        self.stdout.write(
            _("Made {file}. Keep it away from this machine: it opens every backup.").format(
                file=file
            )
        )
        self.stdout.write(_("Its public half, for AMPARO_BACKUP_RECIPIENTS:"))
        self.stdout.write(recipient)

    def _back_up(self, to: Path | None, named: list[str], keep: int) -> None:
        if not settings.INSIDE:
            raise CommandError(_("This process is given the public store only."))
        if keep < 1:
            raise CommandError(_("At least one backup is kept."))
        sealed_for = recipients.recipients(named)
        with ExitStack() as shown:
            taken = taking.back_up(
                to or settings.BACKUP_FOLDER or settings.HOME / "backups/data",
                sealed_for,
                at=timezone.now(),
                keep=keep,
                watch=_watching(shown),
            )
        self._say(taken)
        if taken.manifest.lost:
            raise CommandError(
                _(
                    "These files are not in the file store any more, nor in the backup: {files}"
                ).format(files=", ".join(taken.manifest.lost))
            )

    def _say(self, taken: taking.Taken) -> None:
        acts, files = taken.manifest.heads["acts"], taken.manifest.files
        self.stdout.write(
            _("Wrote {file}: {acts}, {files}, {size} MB.").format(
                file=taken.file,
                acts=ngettext("{count} act", "{count} acts", acts).format(count=acts),
                files=ngettext("{count} file", "{count} files", files).format(count=files),
                size=f"{taken.size / 1_000_000:.1f}",
            )
        )
        for old in taken.removed:
            self.stdout.write(_("Removed {file}, an older one.").format(file=old))
        last = taking.keys_backed_up_at()
        self.stdout.write(
            _("The keys are not in it. The key store was last backed up at {moment}.").format(
                moment=last.isoformat(timespec="seconds")
            )
            if last
            else _("The keys are not in it. The key store was never backed up by this command:")
        )
        self.stdout.write("  amparo keys backup --to FOLDER")


def _watching(shown: ExitStack) -> taking.Watch:
    """Return what shows a bar, once it is known how much there is to do."""

    def watch(total: int) -> Callable[[int], None]:
        return shown.enter_context(progress_bar(_("Backing up"), total))

    return watch
