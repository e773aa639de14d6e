"""Members, their offices, and the heads of teams and working groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.core import wording
from amparo.core.measures import Row
from amparo.docket import published as dockets
from amparo.docket.published import PublicAct
from amparo.elections import published as elections
from amparo.stats.report import writing
from amparo.stats.report.document import (
    Block,
    FigureSpan,
    Link,
    Paragraph,
    Section,
    Spans,
    Table,
    Text,
)

from .telling import Telling, nothing, paragraph, say, section


def membership(told: Telling) -> Section:
    """Say who took office, who holds which, and which seats fell vacant."""
    blocks = [
        *_sworn_in(told),
        *_vacancies(told),
        *_bureau(told),
        *_heads(told),
    ]
    if not blocks:
        blocks = [nothing(_("The record holds no office of the Subcommittee on that day."))]
    return section("membership", _("Members, officers and working groups"), *blocks)


def _sworn_in(told: Telling) -> Iterator[Paragraph]:
    sworn = told.count("elections.sworn_in")
    if sworn:
        yield paragraph(
            say(
                ngettext(
                    "The solemn declaration was made by {count} newly elected member: {names}.",
                    "The solemn declaration was made by {count} newly elected members: {names}.",
                    sworn.number,
                ),
                count=writing.how_many(sworn),
                names=writing.joined(row.label for row in sworn.rows),
            )
        )


def _vacancies(told: Telling) -> Iterator[Paragraph]:
    known_at = told.frame.known_at
    arisen = {
        act.reference: act
        for act in dockets.public_acts(
            ["vacancy.arisen"], on=told.on, known_at=known_at, since=told.frame.since
        )
    }
    for one in elections.vacancies(told.on, known_at):
        if one.reference not in arisen:
            continue
        seat = Link(
            _("The seat of {member}").format(member=one.member), f"/dockets/{one.reference}/"
        )
        parts = [
            say(
                _("{seat}, nominated by {state}, fell vacant ({day})."),
                seat=seat,
                state=told.state(one.state),
                day=_dated(told, arisen[one.reference]),
            )
        ]
        if one.nominee:
            parts.append(say(_("The State nominated {nominee}."), nominee=one.nominee))
        serves = told.count_if("elections.replacement_serves_from", vacancy=one.reference)
        if serves is not None:
            parts.append(
                say(
                    _(
                        "Fewer than half of the States parties objected within {weeks} weeks, and the "
                        "replacement serves from {day}."
                    ),
                    weeks=told.count("elections.weeks_for_objections").span,
                    day=serves.span,
                )
            )
        yield paragraph(*parts)


def _dated(told: Telling, act: PublicAct) -> FigureSpan:
    """Return the day on which a seat fell vacant, as exactly as it is known."""
    span = told.count("elections.vacant_since", vacancy=act.reference).span
    return replace(span, text=wording.dated(act.on, act.precision.value))


def _bureau(told: Telling) -> Iterator[Paragraph]:
    bureau = told.count("bodies.bureau")
    if not bureau:
        return
    yield paragraph(
        say(
            ngettext(
                "On {on}, the Bureau had {count} member:",
                "On {on}, the Bureau had {count} members:",
                bureau.number,
            ),
            on=told.on,
            count=bureau.span,
        ),
        items=[_office(row) for row in bureau.rows],
    )
    reprisals = told.count("bodies.office_holders", office="reprisals")
    if reprisals:
        yield paragraph(
            say(
                _("The rapporteur on reprisals was {name}, for a term of {years} years."),
                name=writing.joined(row.label for row in reprisals.rows),
                years=told.count("elections.term", of="rapporteur on reprisals").span,
            )
        )


def _office(row: Row) -> Spans:
    office, portfolio = row.detail.get("office", ""), row.detail.get("portfolio", "")
    if office == "chair":
        return say(_("{name}, Chair"), name=row.label)
    if portfolio:
        return say(_("{name}, Vice-Chair ({portfolio})"), name=row.label, portfolio=_(portfolio))
    return say(_("{name}, Vice-Chair"), name=row.label)


def _heads(told: Telling) -> Iterator[Block]:
    teams, groups = told.count("bodies.regional_teams"), told.count("bodies.working_groups")
    if not teams and not groups:
        return
    set_up = told.count("elections.working_groups_set_up")
    yield paragraph(
        say(
            ngettext(
                "The Subcommittee had {teams} regional team.",
                "The Subcommittee had {teams} regional teams.",
                teams.number,
            ),
            teams=teams.span,
        )
        if teams
        else (),
        say(
            ngettext(
                "A head of {groups} standing working group is on record.",
                "Heads of {groups} standing working groups are on record.",
                groups.number,
            ),
            groups=groups.span,
        )
        if groups
        else (),
        say(
            ngettext(
                "In the year it set up {count} working group.",
                "In the year it set up {count} working groups.",
                set_up.number,
            ),
            count=set_up.span,
        )
        if set_up
        else (),
    )
    rows = [
        ((Text(_(row.detail.get("portfolio", ""))),), (Text(kind),), (Text(row.label),))
        for kind, counted in ((_("Regional team"), teams), (_("Working group"), groups))
        for row in counted.rows
    ]
    yield Table(
        _("Heads of teams and working groups"),
        (_("Region or subject"), _("Kind"), _("Head")),
        tuple(rows),
    )
