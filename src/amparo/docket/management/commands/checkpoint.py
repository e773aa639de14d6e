"""`amparo checkpoint`: sign how far every docket has come."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.docket import checkpoints


class Command(BaseCommand):
    help = gettext_noop("Sign how far every docket has come; keep the printed line elsewhere.")
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        checkpoint = checkpoints.take(at=timezone.now())
        if checkpoint is None:
            self.stdout.write(_("Nothing has changed since the last checkpoint."))
        else:
            self.stdout.write(
                f"{checkpoint.number} {checkpoint.taken_at.isoformat()} "
                f"{checkpoint.digest} {checkpoint.signature}"
            )
