"""National preventive mechanisms and the list under article 17; meetings on them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.npms import published as npms
from amparo.stats.report import writing
from amparo.stats.report.document import Block, Link, Paragraph, Section, Spans, Table, Text

from .telling import Telling, nothing, paragraph, say, section


def obligations(told: Telling) -> Section:
    """Say whose mechanism was accepted, who is on the list, and whom the rule proposes."""
    return section(
        "mechanisms",
        _("Establishment of mechanisms and the list under article 17"),
        *_accepted(told),
        *_listed(told),
        *_proposed(told),
        *_named(told),
    )


def _accepted(told: Telling) -> Iterator[Paragraph]:
    accepted, on_record = told.count("npms.accepted"), told.count("npms.designated")
    yield paragraph(
        say(
            ngettext(
                "The Subcommittee accepted {count} notification of a national preventive mechanism: "
                "{states}.",
                "The Subcommittee accepted {count} notifications of national preventive "
                "mechanisms: {states}.",
                accepted.number,
            ),
            count=accepted.span,
            states=told.states_of(accepted.rows),
        )
        if accepted
        else say(_("The record holds no notification of a mechanism accepted in the year.")),
        say(
            ngettext(
                "By {on}, the record held a mechanism of {count} State party.",
                "By {on}, the record held a mechanism of {count} States parties.",
                on_record.number,
            ),
            on=told.on,
            count=on_record.span,
        )
        if on_record
        else (),
    )


def _listed(told: Telling) -> Iterator[Block]:
    listed = told.count("npms.listed")
    if not listed:
        yield nothing(_("The record holds no State on the list under article 17 on that day."))
        return
    session = told.count_if("npms.session_of_list")
    yield paragraph(
        say(
            _(
                "The Subcommittee keeps a list of States parties that have long been without a "
                "mechanism, as its session {session} decided."
            ),
            session=session.span,
        )
        if session
        else (),
        say(
            ngettext(
                "On {on}, {count} State stood on the list, {share} of all parties: {states}.",
                "On {on}, {count} States stood on the list, {share} of all parties: {states}.",
                listed.number,
            ),
            on=told.on,
            count=listed.span,
            share=writing.percentage(told.count("npms.share_listed")),
            states=told.states_of(listed.rows),
        ),
    )
    yield _list(told)


def _list(told: Telling) -> Table:
    found = npms.article_17_list(told.on, told.frame.known_at).listed
    by_code = {one.iso3: one for one in found}
    rows: list[tuple[Spans, ...]] = []
    for code in told.in_order(by_code):
        one = by_code[code]
        name = Link(told.names.get(code, code), f"/dockets/{one.reference}/")
        rule = _("yes") if one.is_proposed else _("no")
        rows.append(
            ((name,), say("{day}", day=one.bound_on), say("{day}", day=one.due_on), (Text(rule),))
        )
    return Table(
        _("States on the list under article 17"),
        (_("State"), _("Party since"), _("Mechanism due"), _("Proposed by the rule")),
        tuple(rows),
    )


def _proposed(told: Telling) -> Iterator[Paragraph]:
    proposed = told.count("npms.proposed")
    decided = {told.state_of(row) for row in told.count("npms.listed").rows}
    beyond = [row for row in proposed.rows if told.state_of(row) not in decided]
    if not proposed or not told.count("npms.designated"):
        # Of a time for which the record holds no mechanism at all, the rule can say nothing.
        return
    yield paragraph(
        say(
            ngettext(
                "The rule, more than {years} years overdue with no mechanism on record, proposes "
                "{count} State; the Subcommittee decides.",
                "The rule, more than {years} years overdue with no mechanism on record, proposes "
                "{count} States; the Subcommittee decides.",
                proposed.number,
            ),
            years=told.count("npms.years_overdue_to_list").span,
            count=writing.how_many(proposed),
        ),
        say(
            _(
                "Proposed by the rule and not on the list: {states}. This says no more than that "
                "the record holds no mechanism of theirs by then."
            ),
            states=told.states_of(beyond),
        )
        if beyond
        else (),
    )


def _named(told: Telling) -> Iterator[Paragraph]:
    singled_out = told.count("npms.singled_out")
    named = [row for row in singled_out.rows if row.on and told.frame.since <= row.on]
    if not named:
        return
    yield paragraph(
        say(
            ngettext(
                "The Subcommittee named {count} State as late by more than {years} years: {states}.",
                "The Subcommittee named {count} States as late by more than {years} years: {states}.",
                singled_out.number,
            ),
            count=singled_out.span,
            years=told.count("npms.singled_out_years").span,
            states=told.states_of(singled_out.rows),
        )
    )
