"""`amparo following`: how following stands; letters sent again; somebody forgotten; letters that came back."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as marked
from amparo.following import bounces, opening, queries, receiving, sealing, telling
from amparo.following.enums import Channel, Standing
from amparo.following.models import Asking, Follower


class Command(BaseCommand):
    help = gettext_noop(
        "Say how many follow what becomes public, and mend what went wrong with it."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--key",
            action="store_true",
            help=_("Print the public key that a public face on another machine seals for."),
        )
        how.add_argument(
            "--resend",
            action="store_true",
            help=_("Send the letters again that ask for a confirmation and were not answered."),
        )
        how.add_argument(
            "--forget",
            action="store_true",
            help=_("Erase the address that is read from the standard input, and what it follows."),
        )
        how.add_argument(
            "--bounced",
            action="store_true",
            help=_("Read from the standard input the report of a letter that came back."),
        )

    def handle(self, *_args: Any, **options: bool) -> None:
        if options["key"]:
            self.stdout.write(opening.public_key_text())
        elif options["resend"]:
            self._resend()
        elif options["forget"]:
            self._forget()
        elif options["bounced"]:
            self._take_back()
        else:
            self._say()

    def _say(self) -> None:
        state = queries.state(timezone.now())
        rows = (
            (_("Addresses that follow"), state.followers),
            (_("Searches followed by letter"), state.by_channel[Channel.LETTER]),
            (_("Searches followed by webhook"), state.by_channel[Channel.WEBHOOK]),
            (_("Webhooks that have not answered yet"), state.by_standing[Standing.PROVING]),
            (_("Paused"), state.by_standing[Standing.PAUSED]),
            (_("Requests that were not confirmed yet"), state.unconfirmed),
            (_("Waiting to be taken in"), state.waiting),
        )
        for label, count in rows:
            self.stdout.write(f"{count:>7}  {label}")
        if not sealing.is_possible():
            self.stdout.write(_("There is no key to seal for: `amparo init` makes it."))

    def _resend(self) -> None:
        now = timezone.now()
        Asking.objects.filter(ends_at__gt=now).update(told_at=None, next_at=now)
        sent = telling.confirm_requests(now)
        self.stdout.write(
            ngettext("{count} letter went out.", "{count} letters went out.", sent).format(
                count=sent
            )
        )

    def _forget(self) -> None:
        # Not as an argument: those stand in the list of processes, and in the shell's history.
        address = sys.stdin.readline().strip()
        if not address:
            raise CommandError(_("No address was read from the standard input."))
        who = opening.who(address)
        asked = Asking.objects.filter(who=who).delete()[0]
        follower = Follower.objects.filter(who=who).first()
        if follower is not None:
            receiving.erase(follower, timezone.now())
        elif not asked:
            raise Refused(marked("Nothing is followed by this address."))
        self.stdout.write(_("The address is erased, and what it followed."))

    def _take_back(self) -> None:
        if not bounces.take_back(sys.stdin.buffer.read(), timezone.now()):
            raise Refused(marked("This is no report of a letter of ours that came back for good."))
        self.stdout.write(_("What the letter was sent for is paused."))
