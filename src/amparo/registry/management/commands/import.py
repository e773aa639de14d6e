"""`amparo import`: take in files of the user's own, each whole or not at all."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.core.errors import Refused
from amparo.registry.imports import IMPORTERS, FileRefused


class Command(BaseCommand):
    """
    Import files of one kind, each in a transaction of its own.

    A refused file does not keep the others out; each of its problems is printed as
    `file:line: reason` on the standard error, and the command ends with a non-zero exit.
    """

    help = gettext_noop("Import files of one kind; a file with a problem is not imported at all.")
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the kind and the files."""
        parser.add_argument(
            "kind", metavar="KIND", help=_("what the files hold: acts, treaty-actions")
        )
        parser.add_argument("files", metavar="FILE", nargs="+", help=_("a file in UTF-8"))

    def handle(self, *args: object, **options: object) -> None:
        """Import each file; say what was taken in and what was refused."""
        autodiscover_modules("actions", "importers")
        kind, files = str(options["kind"]), [Path(str(one)) for one in options["files"]]  # type: ignore[attr-defined]
        if kind not in IMPORTERS:
            kinds = ", ".join(sorted(IMPORTERS))
            raise CommandError(
                _("There is nothing called {kind} to import; there is: {kinds}.").format(
                    kind=kind, kinds=kinds
                )
            )
        refused = 0
        for file in files:
            try:
                rows = IMPORTERS[kind].load(file, timezone.now())
            except FileRefused as problems:
                refused += 1
                for line in problems.lines(_):
                    self.stderr.write(line)
            except Refused as reason:
                refused += 1
                self.stderr.write(reason.said(_))
            else:
                self.stdout.write(_("{file}: imported, rows: {rows}.").format(file=file, rows=rows))
        if refused and len(files) == 1:
            raise CommandError(_("The file was refused; nothing of it was imported."))
        if refused:
            raise CommandError(
                ngettext(
                    "{count} of {files} files was refused; nothing of it was imported.",
                    "{count} of {files} files were refused; nothing of them was imported.",
                    refused,
                ).format(count=refused, files=len(files))
            )
