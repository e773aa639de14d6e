"""`amparo init`: make what an installation needs and does not have yet."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.core.home import prepare


class Command(BaseCommand):
    """Keys, database, public record, static files: made where missing, never overwritten."""

    help = gettext_noop(
        "Make the keys and the database, load the public record that ships, gather the pages' files."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Do each step that is still to be done, and say so."""
        prepare(self.stdout.write)
        call_command("load_record")
        self.stdout.write(_("Amparo is ready."))
