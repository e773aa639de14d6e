"""`amparo demo`: a demonstration with States that do not exist, in a home of its own."""

from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.access.permissions import RECORD_LOADER
from amparo.bodies import actions as bodies
from amparo.core.home import prepare
from amparo.docket import actions as docket
from amparo.docket import checkpoints
from amparo.docket.models import Matter
from amparo.registry import actions as registry
from amparo.stats import demo


class Command(BaseCommand):
    help = gettext_noop(
        "Fill an empty home with demonstration data: three States that do not exist."
    )
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        prepare(self.stdout.write)
        if Matter.objects.exclude(reference__startswith="DEMO/").exists():
            raise CommandError(
                _(
                    "This home holds a real record. Demonstration data goes into a home of its own:"
                    " set AMPARO_HOME to an empty folder."
                )
            )
        if Matter.objects.exists():
            self.stdout.write(_("The demonstration is there already."))
            return
        now = timezone.now()
        registry.load_shipped()
        bodies.load_shipped()
        registry.load_fictitious_states(settings.DATA / "demo")
        acts = docket.load(demo.drafts(now.date()), by=RECORD_LOADER, at=now)
        call_command("publish", stdout=StringIO())
        call_command("index", stdout=StringIO())
        checkpoints.take(at=timezone.now())
        self.stdout.write(
            ngettext(
                "The demonstration is ready: {acts} invented act.",
                "The demonstration is ready: {acts} invented acts.",
                acts,
            ).format(acts=acts)
        )
