"""`amparo index`: bring the index up to what changed in the public store."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.core.errors import Refused
from amparo.core.progress import progress_bar
from amparo.search import checking, indexing


class Command(BaseCommand):
    help = gettext_noop("Bring the index of what is public up to what changed in the public store.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--anew",
            action="store_true",
            help=_("Throw entries and index away and make them again from the whole store."),
        )
        how.add_argument(
            "--check",
            action="store_true",
            help=_("Compare and change nothing; fail if they differ."),
        )

    def handle(self, *_args: Any, anew: bool, check: bool, **_options: Any) -> None:
        if check:
            self._check()
            return
        make = indexing.make_anew if anew else indexing.follow
        try:
            with progress_bar(_("Making entries"), indexing.expected(anew=anew)) as advance:
                done = make(advance)
        except Refused as refusal:
            if anew:
                raise CommandError(refusal.said(_)) from None
            # Whoever is at it follows what this was asked to follow.
            self.stdout.write(refusal.said(_))
            return
        self.stdout.write(
            ngettext(
                "The index is up to date: {count} entry written.",
                "The index is up to date: {count} entries written.",
                done.entries,
            ).format(count=done.entries)
        )

    def _check(self) -> None:
        found = checking.compared()
        if found.is_alike:
            self.stdout.write(
                _("The index holds what is public, and nothing else: {count} things.").format(
                    count=found.things
                )
            )
            return
        raise CommandError(
            _(
                "The index is not as it should be: {missing} entries are missing, {left} are left"
                " over, {different} are different, and {lost} are not in the index."
                " `amparo index --anew` mends it."
            ).format(
                missing=found.missing,
                left=found.left,
                different=found.different,
                lost=found.lost,
            )
        )
