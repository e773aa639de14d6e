"""Who takes part in the Optional Protocol, and since when."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.registry import published as registry
from amparo.registry.enums import GROUP_NAMES
from amparo.stats.report import drawings, writing
from amparo.stats.report.document import (
    Block,
    Paragraph,
    Section,
    Spans,
    Table,
    Text,
)

from .telling import Telling, paragraph, say, section

TREATY = "OPCAT"


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
