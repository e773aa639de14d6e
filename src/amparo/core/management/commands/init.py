"""`amparo init`: make what an installation needs and does not have yet."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from amparo.core.keys import SECRET_KEY, make_keys


class Command(BaseCommand):
    """Keys, database, public record, static files: made where missing, never overwritten."""

    help = "Make the keys and the database, load the public record that ships, gather the pages' files."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Do each step that is still to be done, and say so."""
        settings.HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in make_keys(settings.KEYS):
            self.stdout.write(f"Made {file}. Keep a copy where the database is not.")
            if file.name == SECRET_KEY:
                # The settings were read before there was one.
                settings.SECRET_KEY = file.read_text()

        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_record")
        self.stdout.write("Amparo is ready.")
