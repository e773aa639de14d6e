"""`amparo publish`: let out what is due, take back what is public no more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.core.progress import progress_bar
from amparo.docket.rebuilding import count_matters
from amparo.publication import gate, reference, wholes
from amparo.publication.gate import Passed


class Command(BaseCommand):
    help = gettext_noop(
        "Write what is public by now into the public store, and take out of it what no longer is."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--everything",
            action="store_true",
            help=_("Look at everything, not only at what is due."),
        )
        how.add_argument(
            "--anew", action="store_true", help=_("Empty the public store first and fill it again.")
        )
        how.add_argument(
            "--check",
            action="store_true",
            help=_("Compare and change nothing; fail if they differ."),
        )

    def handle(
        self, *_args: Any, everything: bool, anew: bool, check: bool, **_options: Any
    ) -> None:
        if check:
            self._check()
            return
        with progress_bar(_("Publishing"), count_matters() + wholes.count_due()) as advance:
            if anew:
                passed = gate.make_anew(progress=advance)
            elif everything:
                passed = gate.release_everything(progress=advance)
            else:
                reference.copy()
                wholes.copy(progress=advance)
                passed = gate.release(progress=advance)
        self.stdout.write(_said(passed))
        if passed.failed:
            raise CommandError(
                ngettext(
                    "{count} docket could not be published; it is tried again in an hour.",
                    "{count} dockets could not be published; they are tried again in an hour.",
                    passed.failed,
                ).format(count=passed.failed)
            )

    def _check(self) -> None:
        differing, others = list(gate.differences()), list(wholes.differences())
        for one in (*differing, *others):
            self.stdout.write(one)
        rows = reference.differences()
        if differing or others or rows:
            raise CommandError(
                _(
                    "The public store is not as it should be: dockets {dockets}, documents and"
                    " recommendations {others}, other rows {rows}."
                    " `amparo publish --everything` mends it."
                ).format(dockets=len(differing), others=len(others), rows=rows)
            )
        self.stdout.write(_("The public store holds what is public, and nothing else."))


def _said(passed: Passed) -> str:
    released = ngettext(
        "{count} act was let out", "{count} acts were let out", passed.released
    ).format(count=passed.released)
    withdrawn = ngettext(
        "{count} act was taken back", "{count} acts were taken back", passed.withdrawn
    ).format(count=passed.withdrawn)
    return ngettext(
        "Looked at {count} docket: {released}, {withdrawn}.",
        "Looked at {count} dockets: {released}, {withdrawn}.",
        passed.dockets,
    ).format(count=passed.dockets, released=released, withdrawn=withdrawn)
