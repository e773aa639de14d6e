"""Introduction; who takes part in the Protocol; sessions; members and offices; the Special Fund."""

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
from amparo.fund.procedures.contribution import RECEIVED
from amparo.registry import published as registry
from amparo.registry.enums import GROUP_NAMES
from amparo.stats.report import drawings, writing
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

TREATY = "OPCAT"
_CURRENCIES = next(field for field in RECEIVED.fields if field.name == "currency").choices


def introduction(told: Telling) -> Section:
    """Say what the report covers, how it was made, and which report it stands beside."""
    how = paragraph(
        say(
            _(
                "This report tells of the work of the Subcommittee on Prevention of Torture in {year}."
            ),
            year=str(told.year),
        ),
        say(
            _(
                "It was made from the record of acts as known on {known_on}: every figure was "
                "counted, or is given as the only total ever published, and leads to its rows."
            ),
            known_on=told.frame.known_on,
        ),
    )
    return section("introduction", _("Introduction"), how, *_issued(told), level=1)


def _issued(told: Telling) -> Iterator[Paragraph]:
    issue = told.issue
    if issue is None:
        return
    name = Link(_("annual report no. {number}").format(number=issue.ordinal), issue.path)
    if issue.distributed_on is None:
        yield paragraph(
            say(_("The Subcommittee's own account of the year is its {report}."), report=name)
        )
    elif issue.symbol:
        yield paragraph(
            say(
                _(
                    "The Subcommittee's own account of the year is its {report} ({symbol}), "
                    "distributed on {day}."
                ),
                report=name,
                symbol=issue.symbol,
                day=issue.distributed_on,
            )
        )
    else:
        yield paragraph(
            say(
                _(
                    "The Subcommittee's own account of the year is its {report}, distributed on {day}."
                ),
                report=name,
                day=issue.distributed_on,
            )
        )


def participation(told: Telling) -> Section:
    """Say who is party to the Protocol and who has only signed, by regional group and by name."""
    parties = told.count("participation.parties")
    signatories = told.count("participation.signatories")
    return section(
        "participation",
        _("Participation in the Optional Protocol"),
        paragraph(
            say(
                ngettext(
                    "On {on}, {parties} State was party to the Optional Protocol.",
                    "On {on}, {parties} States were parties to the Optional Protocol.",
                    parties.number,
                ),
                on=told.on,
                parties=parties.span,
            ),
            say(
                ngettext(
                    "Another {signatories} State had signed it without becoming a party.",
                    "Another {signatories} States had signed it without becoming parties.",
                    signatories.number,
                ),
                signatories=signatories.span,
            ),
            *_new_parties(told),
        ),
        drawings.participation_map(
            [row.reference for row in parties.rows],
            [row.reference for row in signatories.rows],
            told.names,
            told.on,
        ),
        paragraph(say(_("The States parties belong to the regional groups as follows."))),
        _parties_by_group(told),
        paragraph(say(_("The signatories belong to the regional groups as follows."))),
        _signatories_by_group(told),
        *_signatories_by_name(told),
        _over_time(told),
    )


def _new_parties(told: Telling) -> Iterator[Spans]:
    new = told.count("participation.new_parties")
    if not new:
        yield say(_("No State became a party in {year}."), year=str(told.year))
        return
    named = writing.joined(
        say(_("{state} on {day}"), state=told.state(row.reference), day=row.on)
        for row in new.rows
        if row.on is not None
    )
    yield say(
        ngettext(
            "In {year}, {new} State became a party: {named}.",
            "In {year}, {new} States became parties: {named}.",
            new.number,
        ),
        year=str(told.year),
        new=new.span,
        named=named,
    )


def _parties_by_group(told: Telling) -> Table:
    rows = []
    for group, name in GROUP_NAMES.items():
        count = told.count("participation.parties", region=group.value)
        share = told.count("participation.share", region=group.value) if count else None
        shown: Spans = (writing.percentage(share),) if share else (Text("–"),)
        rows.append(((Text(_(name)),), (count.span,), shown))
    return Table(
        _("States parties by regional group"),
        (_("Regional group"), _("States parties"), _("Share of all")),
        tuple(rows),
        frozenset({1, 2}),
    )


def _signatories_by_group(told: Telling) -> Table:
    rows = [
        ((Text(_(name)),), (told.count("participation.signatories", region=group.value).span,))
        for group, name in GROUP_NAMES.items()
    ]
    return Table(
        _("Signatories by regional group"),
        (_("Regional group"), _("Signatories")),
        tuple(rows),
        frozenset({1}),
    )


def _signatories_by_name(told: Telling) -> Iterator[Paragraph]:
    signatories = told.count("participation.signatories")
    if signatories:
        yield paragraph(
            say(
                ngettext(
                    "The signatory is {states}.",
                    "The signatories are {states}.",
                    signatories.number,
                ),
                states=told.states_of(signatories.rows),
            )
        )


def _over_time(told: Telling) -> Block:
    treaty = registry.treaty(TREATY, told.on, told.frame.known_at)
    series = [(point.on, point.parties, point.signatories) for point in treaty.series]
    return drawings.counts_over_time(series, treaty.adopted_on, told.on)


def sessions(told: Telling) -> Section:
    """Say which sessions were planned, held and cancelled, and what met between them."""
    planned, held = told.count("meetings.sessions_planned"), told.count("meetings.sessions_held")
    title = _("Sessions")
    if not planned and not held:
        return section(
            "sessions",
            title,
            nothing(_("The record holds no session of the Subcommittee in that year.")),
        )
    weeks = told.count("meetings.weeks_held")
    return section(
        "sessions",
        title,
        paragraph(
            say(
                ngettext(
                    "For the year, {planned} session had been planned.",
                    "For the year, {planned} sessions had been planned.",
                    planned.number,
                ),
                planned=planned.span,
            ),
            say(
                ngettext(
                    "The Subcommittee held {held}, which lasted {weeks} weeks in all:",
                    "The Subcommittee held {held}, which together lasted {weeks} weeks:",
                    held.number,
                ),
                held=held.span,
                weeks=weeks.span,
            )
            if held
            else say(_("None was held.")),
            items=[_session(told, row) for row in held.rows],
        ),
        *_not_held(told),
        *_between_sessions(told),
    )


def _session(told: Telling, row: Row) -> Spans:
    number = row.detail.get("ordinal", "")
    name = writing.linked(row, _("session {number}").format(number=number) if number else "")
    days = told.count_if("meetings.days_of", ordinal=number) if number else None
    if days is None:
        return (name,)
    return say(_("{session}, {days}"), session=name, days=days.span)


def _not_held(told: Telling) -> Iterator[Paragraph]:
    weeks = told.count("meetings.weeks_cancelled")
    if weeks:
        yield paragraph(
            say(
                ngettext(
                    "Of session time, {weeks} week was cancelled ({sessions}).",
                    "Of session time, {weeks} weeks were cancelled ({sessions}).",
                    weeks.number,
                ),
                weeks=weeks.span,
                sessions=writing.joined(writing.linked(row) for row in weeks.rows),
            )
        )


def _between_sessions(told: Telling) -> Iterator[Paragraph]:
    days = told.count_if("meetings.group_days", group="special_fund")
    if days is not None:
        yield paragraph(
            say(
                _("The working group on the Special Fund met between sessions, on {days}."),
                days=days.span,
            )
        )


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


def special_fund(told: Telling) -> Section:
    """Say what the Special Fund granted and who contributed, each in the currency it came in."""
    blocks = [*_grants(told), *_contributions(told)]
    if not blocks:
        blocks = [
            nothing(_("The record holds no grant of and no contribution to the Special Fund."))
        ]
    return section("special-fund", _("Special Fund of the Optional Protocol"), *blocks)


def _grants(told: Telling) -> Iterator[Paragraph]:
    granted = told.count("fund.granted")
    if not granted:
        return
    named = told.count("fund.states_named")
    yield paragraph(
        say(
            _(
                "The Special Fund awarded {total} United States dollars to {projects} projects in "
                "{states} States."
            ),
            total=granted.span,
            projects=told.count("fund.projects").span,
            states=told.count("fund.states_with_projects").span,
        ),
        say(
            ngettext(
                "The record names {count} of these States: {states}.",
                "The record names {count} of these States: {states}.",
                named.number,
            ),
            count=named.span,
            states=told.states_of(named.rows),
        )
        if named
        else (),
    )


def _contributions(told: Telling) -> Iterator[Block]:
    contributors = told.count("fund.contributors")
    if not contributors:
        return
    first = told.count("fund.first_contributions")
    yield paragraph(
        say(
            ngettext(
                "Contributions came from {count} State.",
                "Contributions came from {count} States.",
                contributors.number,
            ),
            count=writing.how_many(contributors),
        ),
        say(
            ngettext(
                "For {states} it was the first contribution.",
                "For {states} it was the first contribution.",
                first.number,
            ),
            states=told.states_of(first.rows),
        )
        if first
        else (),
        say(_("Amounts in different currencies are not added up.")),
    )
    codes = told.in_order(told.state_of(row) for row in contributors.rows)
    rows: list[tuple[Spans, ...]] = []
    for currency in _CURRENCIES:
        for code in codes:
            amount = told.count("fund.contributed", currency=currency, state=code)
            if amount:
                rows.append(((told.state(code),), (Text(currency, True),), (amount.span,)))
        total = told.count("fund.contributed", currency=currency)
        if total:
            rows.append(((Text(_("All together")),), (Text(currency, True),), (total.span,)))
    yield Table(
        _("Contributions to the Special Fund"),
        (_("State"), _("Currency"), _("Amount")),
        tuple(rows),
        frozenset({2}),
    )
