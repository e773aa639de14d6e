"""`amparo init`: make what an installation needs and does not have yet."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.core.home import prepare


class Command(BaseCommand):
    """Keys, database, public record, static files: made where missing, never overwritten."""

    help = gettext_noop(
        "Make the keys and the databases, load the public record that ships, gather the pages' files."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who administers; nobody does until somebody is named."""
        parser.add_argument("--admin", metavar="ADDRESS", help=_("invite a first administrator"))
        parser.add_argument("--name", default="", help=_("the administrator's name"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Do each step that is still to be done, and say so."""
        prepare(self.stdout.write)
        call_command("load_record")
        call_command("publish", stdout=self.stdout)
        call_command("index", stdout=self.stdout)
        # By its name: who may sign in is no affair of what knows no subject.
        if options["admin"]:
            admin = {"name": options["name"], "role": "administrator", "print": True}
            call_command("invite", options["admin"], stdout=self.stdout, **admin)
        else:
            call_command("invite", stdout=self.stdout)
        self.stdout.write(_("Amparo is ready."))
