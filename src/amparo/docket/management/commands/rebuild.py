"""`amparo rebuild`: make the projections again from the acts; `--check` only compares."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.core.progress import progress_bar
from amparo.docket.rebuilding import count_matters, rebuild


class Command(BaseCommand):
    help = gettext_noop("Make the tables that lists need again from the acts.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help=_("Compare and change nothing; fail if they differ."),
        )

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        differences = 0
        with progress_bar(_("Rebuilding dockets"), count_matters()) as advance:
            for difference in rebuild(write=not check, progress=advance):
                differences += 1
                self.stdout.write(difference)
        if check and differences:
            raise CommandError(_("The tables differ from the acts; `amparo rebuild` mends them."))
        self.stdout.write(_compared() if check else _rebuilt(differences))


def _compared() -> str:
    dockets = count_matters()
    return ngettext(
        "Compared {count} docket; 0 differences.",
        "Compared {count} dockets; 0 differences.",
        dockets,
    ).format(count=dockets)


def _rebuilt(differences: int) -> str:
    dockets = count_matters()
    mended = ngettext(
        "{count} difference was mended", "{count} differences were mended", differences
    ).format(count=differences)
    return ngettext(
        "Rebuilt {count} docket; {differences_mended}.",
        "Rebuilt {count} dockets; {differences_mended}.",
        dockets,
    ).format(count=dockets, differences_mended=mended)
