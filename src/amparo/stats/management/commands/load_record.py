"""`amparo load_record`: load the public record that ships. `amparo init` calls it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.core.progress import progress_bar
from amparo.docket.actions import RecordRefused
from amparo.stats import loading


class Command(BaseCommand):
    help = gettext_noop("Load the public record that ships; what is there already stays as it is.")
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        rows = loading.rows_that_ship()
        with progress_bar(_("Loading the record"), rows) as advance:
            try:
                held = loading.load_everything(now=timezone.now(), progress=advance)
            except RecordRefused as refused:
                for where, refusal in refused.problems:
                    self.stderr.write(f"{where}: {refusal.said(_)}")
                raise CommandError(refused.said(_)) from None
        if options["verbosity"]:
            self.stdout.write(
                # What ships is many of each; a language with more forms lists them: "acts: 820".
                _(
                    "The record holds {states} States, {treaties} treaties with {treaty_actions}"
                    " actions, {dockets} dockets with {acts} acts, and {aggregates} figures known"
                    " only as published."
                ).format(
                    states=held.states,
                    treaties=held.treaties,
                    treaty_actions=held.treaty_actions,
                    dockets=held.dockets,
                    acts=held.acts,
                    aggregates=held.aggregates,
                )
            )
