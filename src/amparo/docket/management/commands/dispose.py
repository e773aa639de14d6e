"""`amparo dispose`: what is confidential in closed dockets, listed when due, destroyed when asked."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.access.permissions import DISPOSER
from amparo.docket import disposal
from amparo.docket.queries import matter_named


class Command(BaseCommand):
    help = gettext_noop(
        "List the dockets whose confidential content is to be destroyed; destroy that of one."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", nargs="?", help=_("The docket to dispose of."))
        parser.add_argument(
            "--confirm",
            metavar="REFERENCE",
            help=_("The same reference again: what is destroyed cannot be brought back."),
        )
        parser.add_argument(
            "--finish",
            action="store_true",
            help=_("Complete disposals that were recorded and cut short."),
        )

    def handle(
        self,
        *_args: Any,
        reference: str | None,
        confirm: str | None,
        finish: bool,
        **_options: Any,
    ) -> None:
        now = timezone.now()
        if finish:
            count = disposal.finish(by=DISPOSER, at=now)
            self.stdout.write(_("Disposals completed: {count}.").format(count=count))
        elif reference is None:
            self._list()
        elif confirm != reference:
            raise CommandError(
                _(
                    "What is confidential in {reference} will be destroyed, with its files, and"
                    " cannot be brought back by anyone. To go on, add: --confirm {reference}"
                ).format(reference=reference)
            )
        else:
            disposal.dispose(matter_named(reference), by=DISPOSER, at=now)
            self.stdout.write(
                _("The confidential content of {reference} is destroyed.").format(
                    reference=reference
                )
            )

    def _list(self) -> None:
        due = list(disposal.due(timezone.now().date()))
        for one in due:
            self.stdout.write(f"{one.reference}\t{one.since}\t{_(one.schedule)}")
        if not due:
            self.stdout.write(_("Nothing is due."))
