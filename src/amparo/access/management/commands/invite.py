"""`amparo invite`: invite a person, from the machine itself."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.access import actions
from amparo.access.accounts.invitations import Sent, invite
from amparo.access.models import Appointment, User
from amparo.access.permissions import Role


class Command(BaseCommand):
    """
    Invite a person by a letter, or print the link.

    The first administrator is made here; every other role is given on the pages of the desk, by
    somebody who answers for it.
    """

    help = gettext_noop("Invite a person to an account; the first administrator, too.")
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who is invited, and how."""
        parser.add_argument("address", nargs="?", metavar="ADDRESS", help=_("their e-mail address"))
        parser.add_argument("--name", default="", help=_("their name"))
        parser.add_argument(
            "--nationality", action="append", default=[], metavar="FRA", help=_("of which State")
        )
        parser.add_argument("--language", default="en", help=_("the language of letters and pages"))
        parser.add_argument(
            "--role", choices=[Role.ADMINISTRATOR.value], help=_("the role of the first account")
        )
        parser.add_argument(
            "--print", action="store_true", help=_("print the link instead of sending a letter")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, or say how the first administrator is made."""
        if not options["address"]:
            self._say_how()
            return
        if not options["name"]:
            raise CommandError(_("Say who it is: --name NAME."))
        sent = self._invite(options)
        code = sent.invitation.user.code
        if options["print"]:
            said = _("{code} is invited. This link works once, for seven days:")
            self.stdout.write(said.format(code=code))
            self.stdout.write(sent.link)
        else:
            self.stdout.write(_("{code} is invited by a letter.").format(code=code))

    @transaction.atomic
    def _invite(self, options: dict[str, Any]) -> Sent:
        sent = invite(
            email=options["address"],
            name=options["name"],
            nationalities=options["nationality"],
            language=options["language"],
            by=None,
            by_letter=not options["print"],
        )
        user = sent.invitation.user
        if options["role"] and not _holds(user, options["role"]):
            actions.appoint(user, Role(options["role"]), by=None, at=timezone.now())
        return sent

    def _say_how(self) -> None:
        if not User.objects.exists():
            self.stdout.write(
                _("Nobody can sign in yet. `amparo init --admin ADDRESS --name NAME` lets you.")
            )


def _holds(user: User, role: str) -> bool:
    return Appointment.objects.running(timezone.now()).filter(user=user, role=role).exists()
