"""`amparo load_record`: load the public record that ships. `amparo init` calls it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from amparo.core.progress import progress_bar
from amparo.docket.actions import RecordRefused
from amparo.stats import loading


class Command(BaseCommand):
    help = "Load the public record that ships; what is there already stays as it is."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        rows = loading.rows_that_ship()
        with progress_bar("Loading the record", rows) as advance:
            try:
                held = loading.load_everything(now=timezone.now(), progress=advance)
            except RecordRefused as refused:
                for where, refusal in refused.problems:
                    self.stderr.write(f"{where}: {refusal}")
                raise CommandError(str(refused)) from None
        if options["verbosity"]:
            self.stdout.write(
                f"The record holds {held.states} States, {held.treaties} treaties with "
                f"{held.treaty_actions} actions, {held.dockets} dockets with {held.acts} acts, "
                f"and {held.aggregates} figures known only as published."
            )
