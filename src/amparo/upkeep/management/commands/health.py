"""`amparo health`: whether everything is in order, and what is not."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from rich.console import Console
from rich.table import Table

from amparo.upkeep import health


class Command(BaseCommand):
    """A line for each thing; the exit code says whether all of it is in order."""

    help = gettext_noop("Say whether everything is in order, and what is not.")
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print what was found, and fail if anything stands in the way."""
        found = health.findings(timezone.now())
        words = {True: _("in order"), False: _("not in order"), None: _("to be known")}
        table = Table(box=None)
        for title in (_("What"), _("How it is"), _("Note")):
            table.add_column(title)
        for one in found:
            table.add_row(one.name, words[one.is_well], one.note)
        Console(file=self.stdout, highlight=False, soft_wrap=True).print(table)  # type: ignore[arg-type]  # it writes
        if not health.is_ready(found):
            raise CommandError(_("Not everything is in order."))
