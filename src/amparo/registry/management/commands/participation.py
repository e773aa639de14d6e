"""`amparo participation`: who takes part in a treaty on a day, as known at a moment."""

import json
from datetime import UTC, datetime, time, timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.core.errors import Refused
from amparo.registry import queries
from amparo.registry.enums import ACTION_NAMES, GROUP_NAMES, RegionalGroup
from amparo.registry.imports import day_of
from amparo.registry.queries import Participant, Participation

NO_GROUP = gettext_noop("No regional group")


class Command(BaseCommand):
    """Print the parties and signatories of a treaty, by regional group."""

    help = gettext_noop(
        "Print how many States are parties to a treaty, and signatories only, on any day."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the treaty, the day, the moment, and what to print."""
        parser.add_argument("treaty", metavar="TREATY", help=_("code of the treaty, such as OPCAT"))
        parser.add_argument(
            "--on", metavar="DATE", help=_("the day (2019-12-31); today by default")
        )
        parser.add_argument(
            "--known-at",
            metavar="MOMENT",
            help=_("what was known by the end of this day, or at this moment; now by default"),
        )
        parser.add_argument("--names", action="store_true", help=_("name the States"))
        parser.add_argument("--json", action="store_true", help=_("print data for a machine"))

    def handle(self, *args: object, **options: object) -> None:
        """Answer, or say in a sentence what could not be understood."""
        try:
            now = queries.now()
            on = day_of(str(options["on"])) if options["on"] else now.date()
            known_at = _moment(str(options["known_at"])) if options["known_at"] else now
            found = queries.participation(str(options["treaty"]), on, known_at)
        except Refused as refused:
            raise CommandError(refused.said(_)) from None
        names = queries.state_names()
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(found, names), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_as_lines(found, names, named=bool(options["names"]))))


def _moment(text: str) -> datetime:
    """Return the moment written, or the end of the day written; UTC where no zone is given."""
    if len(text) == len("2019-12-31"):
        return datetime.combine(day_of(text), time(), UTC) + timedelta(days=1, microseconds=-1)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(
            gettext_noop("“{text}” is not a day or a moment (2019-12-31 or 2019-12-31T12:00)."),
            text=text,
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _as_lines(found: Participation, names: dict[str, str], *, named: bool) -> list[str]:
    lines = [_("{treaty} on {day}").format(treaty=found.treaty, day=found.on)]
    for title, kept in (
        (_("Parties"), found.parties),
        (_("Signatories"), found.signatories),
    ):
        lines += ["", _("{title}: {value}").format(title=title, value=len(kept))]
        for group in (*RegionalGroup, None):
            members = [one for one in kept if one.group is group]
            if group is None and not members:
                continue
            lines.append(f"  {_group_name(group):<36}{len(members):>4}")
            if named:
                lines += [f"    {_line(one, names)}" for one in members]
    return lines


def _line(one: Participant, names: dict[str, str]) -> str:
    instrument = one.standing.instrument
    name, day = names.get(one.iso3, one.iso3), one.standing.since
    if not instrument:
        return f"{name} ({day})"
    return f"{name} ({_(ACTION_NAMES[instrument]).lower()}, {day})"


def _group_name(group: RegionalGroup | None) -> str:
    return _(GROUP_NAMES[group] if group else NO_GROUP)


def _as_data(found: Participation, names: dict[str, str]) -> dict[str, object]:
    def states(kept: tuple[Participant, ...]) -> list[dict[str, object]]:
        return [
            {
                "iso3": one.iso3,
                "name": names.get(one.iso3, one.iso3),
                "group": one.group,
                "status": one.standing.status,
                "since": one.standing.since.isoformat() if one.standing.since else None,
                "instrument": one.standing.instrument,
            }
            for one in kept
        ]

    def by_group(kept: tuple[Participant, ...]) -> dict[str, int]:
        return {group: sum(one.group is group for one in kept) for group in RegionalGroup}

    return {
        "treaty": found.treaty,
        "on": found.on.isoformat(),
        "known_at": found.known_at.isoformat(),
        "parties": len(found.parties),
        "parties_by_group": by_group(found.parties),
        "signatories": len(found.signatories),
        "signatories_by_group": by_group(found.signatories),
        "states": {"parties": states(found.parties), "signatories": states(found.signatories)},
    }
