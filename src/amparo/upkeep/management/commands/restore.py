"""`amparo restore`: bring a backup back where nothing is yet, or only prove that it can be."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.audit.actions import record
from amparo.audit.queries import count_lines
from amparo.core.progress import progress_bar
from amparo.docket.rebuilding import count_acts
from amparo.upkeep import events
from amparo.upkeep.backing_up import awaiting_keys, checking, elsewhere, recipients
from amparo.upkeep.backing_up.opening import Read
from amparo.upkeep.backing_up.restoring import check_is_empty, restore
from amparo.upkeep.backing_up.taking import BY


class Command(BaseCommand):
    help = gettext_noop("Bring a backup back into an empty installation, and verify it.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=_("the backup"))
        parser.add_argument(
            "--identity",
            type=Path,
            required=True,
            metavar="FILE",
            help=_("the key that opens it, made by `amparo backup --make-key`"),
        )
        where = parser.add_mutually_exclusive_group()
        where.add_argument(
            "--into",
            type=Path,
            metavar="FOLDER",
            help=_("a new home, with SQLite, instead of what the settings name"),
        )
        where.add_argument(
            "--check",
            action="store_true",
            help=_("restore it into a temporary place, verify it there, and throw that away"),
        )
        # Said by `--check` to the process that it starts.
        where.add_argument("--checking", action="store_true", help=SUPPRESS)

    def handle(
        self,
        *_args: Any,
        file: Path,
        identity: Path,
        into: Path | None,
        check: bool,
        checking: bool,
        **_options: Any,
    ) -> None:
        keys = recipients.identities(identity)
        if not file.is_file():
            raise CommandError(_("There is no file {file}.").format(file=file))
        if into or check:
            # What the other process has to say, it has said.
            raise SystemExit(
                elsewhere.restore_into(into, file, identity)
                if into
                else elsewhere.restore_and_throw_away(file, identity)
            )
        if not settings.INSIDE:
            raise CommandError(_("This process is given the public store only."))
        check_is_empty()
        with progress_bar(_("Restoring"), 2 * file.stat().st_size) as advance:
            found = restore(file, keys, advance)
        self._restored(found)
        self._verify(found)
        if not checking:
            self._still_to_do()

    def _restored(self, found: Read) -> None:
        acts, files = found.manifest.heads["acts"], found.manifest.files
        self.stdout.write(
            _("Restored, as at {moment}: {acts}, {files}.").format(
                moment=found.manifest.taken_at.isoformat(timespec="seconds"),
                acts=ngettext("{count} act", "{count} acts", acts).format(count=acts),
                files=ngettext("{count} file", "{count} files", files).format(count=files),
            )
        )
        gone = len(found.manifest.dropped_meanwhile)
        if gone:
            self.stdout.write(
                ngettext(
                    "{count} file was dropped while the backup was taken.",
                    "{count} files were dropped while the backup was taken.",
                    gone,
                ).format(count=gone)
            )

    def _verify(self, found: Read) -> None:
        wrong = 0
        with progress_bar(_("Verifying"), count_acts() + count_lines()) as advance:
            for sentence in checking.findings(found, advance):
                wrong += 1
                self.stdout.write(sentence)
        record(
            events.RESTORED,
            by=BY,
            acts=found.manifest.heads["acts"],
            files=found.manifest.files,
            findings=wrong,
            taken_at=found.manifest.taken_at.isoformat(timespec="seconds"),
        )
        if wrong:
            raise CommandError(
                ngettext(
                    "It is restored, but {count} thing is not as it was written.",
                    "It is restored, but {count} things are not as they were written.",
                    wrong,
                ).format(count=wrong)
            )
        figures = len(found.manifest.figures)
        self.stdout.write(
            ngettext(
                "All is as it was written: dockets, trail, tables, and {count} figure.",
                "All is as it was written: dockets, trail, tables, and {count} figures.",
                figures,
            ).format(count=figures)
        )

    def _still_to_do(self) -> None:
        if awaiting_keys.are_awaited():
            self.stdout.write(
                _(
                    "The keys are not restored yet: names, what is confidential, and files cannot be"
                    " read until they are. Put the master key back where it was, and then:"
                )
            )
            self.stdout.write("  amparo keys restore FILE")
        self.stdout.write(_("Then make what a backup does not hold:"))
        self.stdout.write("  amparo init")
        self.stdout.write("  amparo dispose --finish")
        self.stdout.write("  amparo publish --anew")
