"""`amparo verify`: are the dockets and the trail as they were written?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.audit.queries import count_lines
from amparo.core.progress import progress_bar
from amparo.docket.rebuilding import count_acts, count_matters
from amparo.docket.verification import remember, verify

# Whoever sits at the machine has no account to act under.
_BY = "command line"


class Command(BaseCommand):
    help = gettext_noop("Check every docket, the trail and every checkpoint, digest by digest.")
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        findings, read = 0, count_acts() + count_lines()
        with progress_bar(_("Verifying"), read) as advance:
            for finding in verify(advance):
                findings += 1
                self.stdout.write(
                    f"{finding.reference}: {_(finding.sentence).format(number=finding.number)}"
                )
        acts, dockets, lines = count_acts(), count_matters(), count_lines()
        remember(by=_BY, read=read, findings=findings)
        if findings:
            raise CommandError(
                ngettext(
                    "{count} thing is not as it was written.",
                    "{count} things are not as they were written.",
                    findings,
                ).format(count=findings)
            )
        self.stdout.write(
            ngettext(
                "All is as it was written: {acts} in {count} docket.",
                "All is as it was written: {acts} in {count} dockets.",
                dockets,
            ).format(
                acts=ngettext("{count} act", "{count} acts", acts).format(count=acts),
                count=dockets,
            )
        )
        self.stdout.write(
            ngettext(
                "The trail is as it was written: {count} line.",
                "The trail is as it was written: {count} lines.",
                lines,
            ).format(count=lines)
        )
