"""`amparo report`: write an annual report from the record."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.stats.report import forms, spt


class Command(BaseCommand):
    help = gettext_noop("Write the annual report of a year: every figure counted from the record.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("report", choices=("spt",), help=_("whose annual report"))
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--format", choices=tuple(forms.FORMS), default="json")
        parser.add_argument(
            "--out", help=_("the file to write; - for standard output"), required=True
        )
        parser.add_argument(
            "--known-at",
            type=_day,
            help=_("as known by the end of this day, or today; the day of issue unless said"),
        )
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default="en"
        )
        parser.add_argument(
            "--site",
            default="",
            help=_("where the site is found (https://…): figures then lead there"),
        )

    def handle(self, **options: Any) -> None:
        today = timezone.now().date()
        report = spt.build(
            options["year"],
            today=today,
            known_on=options["known_at"],
            language=options["language"],
        )
        content = forms.render(report, options["format"], root=options["site"].rstrip("/"))
        if options["out"] == "-":
            sys.stdout.buffer.write(content)
            return
        path = Path(options["out"])
        path.write_bytes(content)
        if options["verbosity"]:
            self.stdout.write(
                _("Wrote {path}: {title}, {size} KB.").format(
                    path=path, title=report.title, size=round(len(content) / 1024)
                )
            )


def _day(text: str) -> date:
    if text == "today":
        return timezone.now().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            _("There is no such day: {text}. Write 2026-03-11, or today.").format(text=text)
        ) from None
