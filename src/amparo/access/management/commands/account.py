"""`amparo account`: what an operator does to an account, from the machine itself."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.access.accounts.closing import close
from amparo.access.accounts.digests import sign_in_of
from amparo.access.accounts.second_factor import reset_second_factor
from amparo.access.models import User


class Command(BaseCommand):
    """Close an account, or take a lost second factor away; the trail says it was done here."""

    help = gettext_noop("Close an account, or take away its second factor.")
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account and what is to be done."""
        parser.add_argument("account", metavar="ACCOUNT", help=_("its code or its e-mail address"))
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "--close", action="store_true", help=_("close it for good; its name becomes unreadable")
        )
        what.add_argument(
            "--reset-second-factor",
            action="store_true",
            help=_("take its second factor away and end its sessions"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say so."""
        asked = options["account"]
        user = User.objects.filter(Q(code=asked) | Q(sign_in=sign_in_of(asked))).first()
        if user is None:
            raise CommandError(_("There is no such account."))
        if options["close"]:
            close(user, by=None, at=timezone.now())
            self.stdout.write(_("{code} is closed.").format(code=user.code))
        else:
            reset_second_factor(user, by=None)
            self.stdout.write(_("{code} has no second factor any more.").format(code=user.code))
