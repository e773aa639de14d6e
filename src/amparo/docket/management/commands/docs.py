"""`manage.py docs`: write the generated part of docs/reference/; `--check` only compares."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amparo.access.addresses import doors
from amparo.access.describing import doors_page, roles_page
from amparo.audit.describing import events_page
from amparo.audit.events import EVENTS
from amparo.core.measures import MEASURES
from amparo.docket import describing
from amparo.docket.procedure import PROCEDURES


class Command(BaseCommand):
    help = gettext_noop("Write the generated part of docs/reference/ again.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("Compare and change nothing."))

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        folder = settings.ROOT / "docs" / "reference"
        pages = dict(_pages(folder))
        stale = [path for path, text in pages.items() if _held(path) != text]
        left = sorted(set((folder / "procedures").glob("*.md")) - set(pages))
        if check and (stale or left):
            names = ", ".join(str(path.relative_to(settings.ROOT)) for path in [*stale, *left])
            raise CommandError(
                _("These pages are stale; `make docs` writes them again: {names}.").format(
                    names=names
                )
            )
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages[path], encoding="utf-8")
        for path in left:
            path.unlink()
        self.stdout.write(
            ngettext(
                "{count} page, {stale} of them stale.",
                "{count} pages, {stale} of them stale.",
                len(pages),
            ).format(count=len(pages), stale=len(stale) + len(left))
        )


def _pages(folder: Path) -> Iterator[tuple[Path, str]]:
    procedures = sorted(PROCEDURES.values(), key=lambda one: one.name)
    yield folder / "procedures" / "README.md", describing.procedures_index(procedures)
    for one in procedures:
        yield folder / "procedures" / f"{one.name}.md", describing.procedure_page(one)
    measures = sorted(MEASURES.values(), key=lambda one: one.name)
    yield folder / "figures.md", describing.figures_page(measures)
    yield folder / "events.md", events_page(EVENTS.values())
    yield folder / "roles.md", roles_page()
    yield folder / "doors.md", doors_page(doors())
    yield folder / "retention.md", describing.retention_page(procedures)


def _held(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
