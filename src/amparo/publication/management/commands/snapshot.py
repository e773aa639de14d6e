"""`amparo snapshot`: the public store as files that anybody may take home."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.core.progress import progress_bar
from amparo.publication import snapshot
from amparo.publication.tables import TABLES


class Command(BaseCommand):
    help = gettext_noop(
        "Write the public store as one SQLite file and as Parquet, for everybody to take home."
    )
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            with progress_bar(_("Writing tables"), len(TABLES)) as advance:
                taken = snapshot.take(timezone.now(), progress=advance)
        except OSError as error:
            raise CommandError(
                _("The snapshot cannot be written to {folder}: {why}.").format(
                    folder=error.filename or "", why=error.strerror or error
                )
            ) from None
        self.stdout.write(
            _("Snapshot {version}: tables {tables}, rows {rows}, {size}.").format(
                version=taken.version,
                tables=taken.tables,
                rows=taken.rows,
                size=filesizeformat(taken.size),
            )
        )
