"""`amparo trail`: who did, saw or was refused what; as a table, or exported as a file."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.audit import exporting, queries
from amparo.audit.events import Outcome
from amparo.audit.exporting import Form
from amparo.audit.queries import Filters, Row
from amparo.core.errors import Refused

# Whoever sits at the machine has no account to act under.
BY = "command line"
_TABLE = "table"
_LENGTH_OF_A_DAY = len("2026-01-31")


class Command(BaseCommand):
    help = gettext_noop("Print who did, saw or was refused what, or export it as a file.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", help=_("pseudonym of an account, or name of a service"))
        parser.add_argument("--about", help=_("reference of what it concerns"))
        parser.add_argument("--event", help=_("name of an event, such as docket.act_entered"))
        parser.add_argument("--area", help=_("area of the event, such as docket"))
        parser.add_argument("--face", help=_("from where it was done, such as desk"))
        parser.add_argument("--outcome", choices=[one.value for one in Outcome])
        parser.add_argument("--since", metavar="DATE", help=_("from this day or moment on"))
        parser.add_argument("--until", metavar="DATE", help=_("to the end of this day or moment"))
        parser.add_argument(
            "--format", choices=[_TABLE, *(one.value for one in Form)], default=_TABLE
        )
        parser.add_argument(
            "--limit", type=int, default=queries.PAGE, help=_("lines of the table, the newest")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        filters = _filters(options)
        if options["format"] == _TABLE:
            for row in queries.lines(limit=max(options["limit"], 0), **filters):
                self.stdout.write(_shown(row))
            return
        for text in exporting.export(Form(options["format"]), filters, by=BY):
            self.stdout.write(text, ending="")


def _filters(options: dict[str, Any]) -> Filters:
    return Filters(
        by=options["by"],
        about=options["about"],
        event=options["event"],
        area=options["area"],
        face=options["face"],
        outcome=Outcome(options["outcome"]) if options["outcome"] else None,
        since=_moment(options["since"]) if options["since"] else None,
        until=_after(options["until"]) if options["until"] else None,
    )


def _moment(text: str) -> datetime:
    """Return the moment written, or the beginning of the day written; UTC without a zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(
            gettext_noop("“{text}” is not a day or a moment (2019-12-31 or 2019-12-31T12:00)."),
            text=text,
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _after(text: str) -> datetime:
    """Return the end of the day written, or the moment written."""
    moment = _moment(text)
    try:
        return moment + timedelta(days=1) if len(text) == _LENGTH_OF_A_DAY else moment
    except OverflowError:
        raise Refused(gettext_noop("The day lies outside the years 1 to 9999.")) from None


def _shown(row: Row) -> str:
    details = " ".join(f"{name}={value}" for name, value in row.details.items())
    columns = (f"{row.at:%Y-%m-%d %H:%M:%S}", f"{row.by:<16}", f"{row.face:<8}")
    said = (f"{row.event:<28}", f"{row.outcome:<7}", row.about, details)
    return "  ".join((*columns, *said)).rstrip()
