"""The Special Fund: grants and contributions."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.fund.procedures.contribution import RECEIVED
from amparo.stats.report import writing
from amparo.stats.report.document import (
    Block,
    Paragraph,
    Section,
    Spans,
    Table,
    Text,
)

from .telling import Telling, nothing, paragraph, say, section

_CURRENCIES = next(field for field in RECEIVED.fields if field.name == "currency").choices


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
