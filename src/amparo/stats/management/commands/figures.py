"""`amparo figures`: the published figures beside the system's own, and any measure by name."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from rich.console import Console
from rich.table import Table

from amparo.core.errors import Refused
from amparo.core.measures import AsAt
from amparo.core.progress import progress_bar
from amparo.core.records import plain
from amparo.docket.records import end_of
from amparo.stats import figures, published
from amparo.stats.figures import Checked, Outcome

_WORDS = {
    Outcome.EQUAL: gettext_noop("computed and equal"),
    Outcome.EXPLAINED: gettext_noop("computed and different, with the reason"),
    Outcome.AGGREGATE: gettext_noop("stored as published aggregate"),
    Outcome.NOT_COVERED: gettext_noop("not covered yet"),
    Outcome.UNEXPLAINED: gettext_noop("different without a reason"),
}


class Command(BaseCommand):
    help = gettext_noop(
        "Compare the published figures with the record, list the measures, show one with its rows."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what",
            choices=("check", "list", "show"),
            help=_("compare every published figure with the record; list the measures; show one"),
        )
        parser.add_argument(
            "terms",
            nargs="*",
            metavar="MEASURE choice=value",
            help=_("for show: the measure, and its choices (region=africa)"),
        )
        parser.add_argument("--json", action="store_true", help=_("for machines"))
        parser.add_argument(
            "--seed", choices=figures.SEEDS, help=_("check only one report's figures")
        )
        parser.add_argument("--verbose", action="store_true", help=_("print every figure compared"))
        parser.add_argument("--on", type=_day, help=_("as at this day (today unless said)"))
        parser.add_argument("--since", type=_day, help=_("first day of the period"))
        parser.add_argument("--known-at", type=_day, help=_("as known by the end of this day"))

    def handle(self, **options: Any) -> None:
        match options["what"]:
            case "check":
                self._check(options)
            case "list":
                self._list(options)
            case "show":
                self._show(options)

    def _check(self, options: dict[str, Any]) -> None:
        total = len(figures.published_figures())
        with progress_bar(_("Comparing figures"), total) as advance:
            checked = figures.check(seed=options["seed"], progress=lambda: advance(1))
        if options["json"]:
            self.stdout.write(json.dumps(_check_as_data(checked), ensure_ascii=False, indent=1))
        else:
            self._print_check(checked, every=options["verbose"])
        wrong = figures.faults(checked)
        if wrong:
            raise CommandError(
                ngettext(
                    "{count} figure is not as it should be: {names}",
                    "{count} figures are not as they should be: {names}",
                    len(wrong),
                ).format(
                    count=len(wrong),
                    names=", ".join(one.figure.id for one in wrong[:12])
                    + (" …" if wrong[12:] else ""),
                )
            )

    def _print_check(self, checked: list[Checked], *, every: bool) -> None:
        for seed, counts in figures.tally(checked).items():
            self.stdout.write(
                ngettext(
                    "{report}: {count} figure", "{report}: {count} figures", counts.total()
                ).format(report=seed, count=counts.total())
            )
            for outcome, words in _WORDS.items():
                if counts[outcome]:
                    self.stdout.write(f"  {counts[outcome]:4} {_(words)}")
        computed, numbers = figures.numeric_computed(checked)
        if numbers:
            self.stdout.write(
                _(
                    "Computed of the numbers in the two annual reports:"
                    " {computed} of {numbers} ({share} %)"
                ).format(
                    computed=computed,
                    numbers=numbers,
                    share=f"{100 * computed / numbers:.1f}",
                )
            )
        told = {Outcome.EXPLAINED, Outcome.UNEXPLAINED}
        for one in checked:
            if every or one.outcome in told or one in figures.faults([one]):
                self.stdout.write(_line(one))

    def _list(self, options: dict[str, Any]) -> None:
        found = published.measures()
        if options["json"]:
            self.stdout.write(json.dumps(plain(found), ensure_ascii=False, indent=1))
            return
        for one in found:
            choices = "".join(f" {name}=…" for name in one.choices)
            self.stdout.write(f"{one.name}{choices}")
            self.stdout.write(f"    {_(one.title)} ({_(one.unit)})")

    def _show(self, options: dict[str, Any]) -> None:
        if not options["terms"]:
            raise CommandError(_("Say which measure: amparo figures show participation.parties"))
        name, *choices = options["terms"]
        on = options["on"] or timezone.now().date()
        known_at = _moment(options["known_at"])
        record = published.figure(name, AsAt(on, known_at, options["since"]), **_choices(choices))
        if options["json"]:
            self.stdout.write(json.dumps(plain(record), ensure_ascii=False, indent=1))
            return
        self.stdout.write(
            _("{title}: {value}").format(
                title=_(record.measure.title), value=figures.as_text(record.value)
            )
        )
        if record.denominator is not None:
            self.stdout.write(
                "  "
                + _("{numerator} of {denominator}").format(
                    numerator=record.numerator, denominator=record.denominator
                )
            )
        self.stdout.write("  " + _("Counts: {what}").format(what=_(record.measure.counts)))
        if record.measure.leaves_out:
            self.stdout.write(
                "  " + _("Leaves out: {what}").format(what=_(record.measure.leaves_out))
            )
        self.stdout.write("  " + _("Rule: {rule}").format(rule=record.measure.rule))
        self._print_rows(record)

    def _print_rows(self, record: published.FigureRecord) -> None:
        table = Table(box=None, header_style="bold")
        for head in (_("Reference"), _("What"), _("Day"), _("Amount"), _("Source")):
            table.add_column(head, overflow="fold")
        for row in record.rows:
            day = row.on.isoformat() if row.on else ""
            table.add_row(row.reference, row.label, day, str(row.amount), row.source)
        console = Console(width=None if sys.stdout.isatty() else 160)
        with console.capture() as printed:
            console.print(table, highlight=False)
        self.stdout.write(printed.get())


def _line(one: Checked) -> str:
    bound = "≥ " if one.figure.at_least else ""
    parts = [
        one.figure.id,
        _("{outcome}: {title}: published {value}").format(
            outcome=_(_WORDS[one.outcome]),
            title=one.figure.title,
            value=f"{bound}{one.figure.value}",
        ),
        _("counted {value}").format(value=one.counted) if one.counted else "",
        one.reason,
    ]
    return "".join(f"  {part}" for part in parts if part)


def _check_as_data(checked: list[Checked]) -> dict[str, object]:
    computed, numbers = figures.numeric_computed(checked)
    return {
        "reports": {
            seed: {outcome.value: counts[outcome] for outcome in Outcome}
            for seed, counts in figures.tally(checked).items()
        },
        "total": {
            outcome.value: Counter(one.outcome for one in checked)[outcome] for outcome in Outcome
        },
        "numbers_in_the_annual_reports": {"computed": computed, "all": numbers},
        "figures": [
            {
                "id": one.figure.id,
                "title": one.figure.title,
                "unit": one.figure.unit,
                "published": one.figure.value,
                "at_least": one.figure.at_least,
                "outcome": one.outcome.value,
                "measure": one.mapped.measure if one.mapped else "",
                "counted": one.counted,
                "reason": one.reason,
            }
            for one in checked
        ],
    }


def _choices(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Refused(gettext_noop("A choice is written name=value, not {pair}."), pair=pair)
        found[name] = value
    return found


def _day(text: str) -> date:
    if text == "today":
        return timezone.now().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            _("There is no such day: {text}. Days are written 2025-12-31.").format(text=text)
        ) from None


def _moment(day: date | None) -> datetime:
    return end_of(day) if day else timezone.now()
