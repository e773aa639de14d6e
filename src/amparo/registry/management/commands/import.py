"""`amparo import`: take in files of the user's own, each whole or not at all."""

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.core.errors import Refused
from amparo.core.progress import progress_bar
from amparo.registry.imports import BATCHES, IMPORTERS, FileRefused, Importer, Job


class Command(BaseCommand):
    """
    Import files of one kind, each in a transaction of its own.

    A refused file does not keep the others out; each of its problems is printed as
    `file:line: reason` on the standard error, and the command ends with a non-zero exit.
    """

    help = gettext_noop("Import files of one kind; a file with a problem is not imported at all.")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the kind and the files, and what the kinds ask for besides."""
        autodiscover_modules("actions", "importers")
        kinds = ", ".join(sorted((*IMPORTERS, *BATCHES)))
        parser.add_argument(
            "kind", metavar="KIND", help=_("what the files hold: {kinds}").format(kinds=kinds)
        )
        parser.add_argument(
            "files",
            metavar="FILE",
            nargs="+",
            help=_("a file, or a folder where many are taken in"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say what would be done, and do nothing")
        )
        for kind in sorted(BATCHES):
            BATCHES[kind].add_options(parser.add_argument_group(kind))  # type: ignore[arg-type]

    def handle(
        self, *_args: Any, kind: str, files: list[str], dry_run: bool, **options: Any
    ) -> None:
        """Import each file; say what was taken in and what was refused."""
        paths = [Path(one) for one in files]
        if kind not in IMPORTERS and kind not in BATCHES:
            kinds = ", ".join(sorted((*IMPORTERS, *BATCHES)))
            raise CommandError(
                _("There is nothing called {kind} to import; there is: {kinds}.").format(
                    kind=kind, kinds=kinds
                )
            )
        if dry_run:
            with transaction.atomic():
                refused, count = self._take_in(kind, paths, options)
                transaction.set_rollback(True)
        else:
            refused, count = self._take_in(kind, paths, options)
        self._end(refused, count)

    def _take_in(
        self, kind: str, paths: Sequence[Path], options: Mapping[str, Any]
    ) -> tuple[int, int]:
        """Take in what there is; return how many were refused, of how many."""
        if kind in IMPORTERS:
            return sum(not self._load(IMPORTERS[kind], one) for one in paths), len(paths)
        try:
            jobs = BATCHES[kind].jobs(paths, options)
        except Refused as reason:
            raise CommandError(reason.said(_)) from None
        with progress_bar(_(BATCHES[kind].title), len(jobs)) as advance:
            done = []
            for job in jobs:
                done.append(self._run(job))
                advance(1)
        for one in BATCHES[kind].closing(paths, options):
            self.stdout.write(one.said(_))
        return done.count(False), len(jobs)

    def _load(self, importer: Importer, file: Path) -> bool:
        try:
            rows = importer.load(file, timezone.now())
        except FileRefused as problems:
            for line in problems.lines(_):
                self.stderr.write(line)
            return False
        except Refused as reason:
            self.stderr.write(reason.said(_))
            return False
        self.stdout.write(_("{file}: imported, rows: {rows}.").format(file=file, rows=rows))
        return True

    def _run(self, job: Job) -> bool:
        try:
            said = list(job.run())
        except FileRefused as problems:
            for line in problems.lines(_):
                self.stderr.write(line)
            return False
        except Refused as reason:
            self.stderr.write(f"{job.name}: {reason.said(_)}")
            return False
        for one in said:
            self.stdout.write(f"{job.name}: {one.said(_)}")
        return True

    def _end(self, refused: int, count: int) -> None:
        if refused and count == 1:
            raise CommandError(_("The file was refused; nothing of it was imported."))
        if refused:
            raise CommandError(
                ngettext(
                    "{count} of {files} files was refused; nothing of it was imported.",
                    "{count} of {files} files were refused; nothing of them was imported.",
                    refused,
                ).format(count=refused, files=count)
            )
