"""`amparo import`: take in files of the user's own, each whole or not at all."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from amparo.core.errors import Refused
from amparo.registry.imports import IMPORTERS, FileRefused


class Command(BaseCommand):
    """
    Import files of one kind, each in a transaction of its own.

    A refused file does not keep the others out; each of its problems is printed as
    `file:line: reason` on the standard error, and the command ends with a non-zero exit.
    """

    help = "Import files of one kind; a file with a problem is not imported at all."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the kind and the files."""
        parser.add_argument("kind", metavar="KIND", help="what the files hold: acts, treaty-actions")
        parser.add_argument("files", metavar="FILE", nargs="+", help="a file in UTF-8")

    def handle(self, *args: object, **options: object) -> None:
        """Import each file; say what was taken in and what was refused."""
        autodiscover_modules("actions", "importers")
        kind, files = str(options["kind"]), [Path(str(one)) for one in options["files"]]  # type: ignore[attr-defined]
        if kind not in IMPORTERS:
            kinds = ", ".join(sorted(IMPORTERS))
            raise CommandError(f"There is nothing called {kind} to import; there is: {kinds}.")
        refused = 0
        for file in files:
            try:
                rows = IMPORTERS[kind].load(file, timezone.now())
            except FileRefused as problems:
                refused += 1
                for line in problems.lines():
                    self.stderr.write(line)
            except Refused as reason:
                refused += 1
                self.stderr.write(str(reason))
            else:
                self.stdout.write(f"{file}: imported, rows: {rows}.")
        if refused:
            which = "The file was" if len(files) == 1 else f"{refused} of {len(files)} files were"
            them = "it" if len(files) == 1 or refused == 1 else "them"
            raise CommandError(f"{which} refused; nothing of {them} was imported.")
