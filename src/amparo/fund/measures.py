"""Figures of the Special Fund. Amounts in different currencies are never added up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, Row, count_of, measure, names_of, sum_of
from amparo.core.words import gettext_noop as _
from amparo.docket.procedure import ActType, Procedure
from amparo.docket.queries import Found, acts_that_count
from amparo.registry.queries import state_names

from .procedures import CONTRIBUTION, GRANT, GRANT_ROUND
from .procedures.contribution import RECEIVED
from .procedures.grant import APPROVED
from .procedures.grant_round import AWARDED

STATES = _("States")
RECEIVED_COUNTS = _("Contributions received in the period, in the currency in which they came.")
AWARD_COUNTS = _("What the Fund said of the rounds of grants awarded in the period.")


@measure(
    "fund.contributed",
    title=_("Contributions to the Special Fund"),
    unit=_("amount"),
    counts=RECEIVED_COUNTS,
    leaves_out=_("Contributions in other currencies."),
    rule="OPCAT-26-3",
    over_a_period=True,
    choices=("currency", "state"),
)
def contributed(as_at: AsAt, /, *, currency: str, state: str = "") -> Figure:
    """Add up the contributions of a period in one currency, of one State or of all."""
    return sum_of(_contributions(as_at, currency=currency, state=state))


@measure(
    "fund.contribution",
    title=_("Contribution of a State to the Special Fund"),
    unit=_("amount"),
    counts=RECEIVED_COUNTS,
    rule="OPCAT-26-3",
    over_a_period=True,
    choices=("state",),
)
def contribution(as_at: AsAt, /, *, state: str) -> Figure:
    """
    Add up one State's contributions of a period.

    :raises Refused: if it contributed in more than one currency.
    """
    rows = _contributions(as_at, state=state)
    if len({row.detail["currency"] for row in rows}) > 1:
        raise Refused(
            _("The contributions are in more than one currency: say which."), rule="OPCAT-26-3"
        )
    return sum_of(rows)


@measure(
    "fund.contributors",
    title=_("States that contributed to the Special Fund"),
    unit=STATES,
    counts=_("States of which a contribution was received in the period, each once."),
    rule="OPCAT-26-1",
    over_a_period=True,
)
def contributors(as_at: AsAt, /) -> Figure:
    """Name the States that contributed in a period, whatever the currency."""
    first = {row.label: row for row in reversed(_contributions(as_at))}
    return names_of(first[name] for name in sorted(first))


@measure(
    "fund.first_contributions",
    title=_("States that contributed to the Special Fund for the first time"),
    unit=STATES,
    counts=_("States whose contribution in the period was said to be their first."),
    rule="OPCAT-26-1",
    over_a_period=True,
)
def first_contributions(as_at: AsAt, /) -> Figure:
    """Name the States that contributed for the first time in a period."""
    return names_of(row for row in _contributions(as_at) if row.detail["first"])


@measure(
    "fund.granted",
    title=_("Grants of the Special Fund"),
    unit=_("United States dollars"),
    counts=AWARD_COUNTS,
    rule="OPCAT-26-1",
    over_a_period=True,
)
def granted(as_at: AsAt, /) -> Figure:
    """Add up the totals of the rounds of a period."""
    return sum_of(_rounds(as_at, "total"))


@measure(
    "fund.projects",
    title=_("Projects supported by the Special Fund"),
    unit=_("projects"),
    counts=AWARD_COUNTS,
    rule="OPCAT-26-1",
    over_a_period=True,
)
def projects(as_at: AsAt, /) -> Figure:
    """Add up the projects of the rounds of a period."""
    return sum_of(_rounds(as_at, "projects"))


@measure(
    "fund.states_with_projects",
    title=_("States with projects supported by the Special Fund"),
    unit=STATES,
    counts=AWARD_COUNTS,
    rule="OPCAT-26-1",
    over_a_period=True,
)
def states_with_projects(as_at: AsAt, /) -> Figure:
    """
    Return the States with projects, as the round of the period states it.

    :raises Refused: if there were several rounds, whose States may be the same.
    """
    rows = list(_rounds(as_at, "states"))
    if len(rows) > 1:
        raise Refused(_("The States of several rounds cannot be added up."))
    return sum_of(rows)


@measure(
    "fund.states_named",
    title=_("States named for grants of the Special Fund"),
    unit=STATES,
    counts=_("States named in the report with a project approved in the period."),
    leaves_out=_("States whose projects the report does not name."),
    rule="OPCAT-26-2",
    over_a_period=True,
)
def states_named(as_at: AsAt, /) -> Figure:
    """Count the States named with a project approved in a period."""
    called = state_names()
    return count_of(
        _row(act, called.get(str(act.fields["state"]), str(act.fields["state"])))
        for act in _acts(GRANT, APPROVED, as_at)
    )


def _contributions(as_at: AsAt, *, currency: str = "", state: str = "") -> list[Row]:
    called = state_names()
    return [
        _row(
            act,
            called.get(str(act.fields["state"]), str(act.fields["state"])),
            amount=_number(act.fields["amount"]),
            currency=str(act.fields["currency"]),
            first="yes" if act.fields.get("first") else "",
        )
        for act in _acts(CONTRIBUTION, RECEIVED, as_at)
        if currency in ("", act.fields["currency"]) and state in ("", act.fields["state"])
    ]


def _rounds(as_at: AsAt, field: str) -> Iterable[Row]:
    for act in _acts(GRANT_ROUND, AWARDED, as_at):
        yield _row(act, str(act.fields["year"]), amount=_number(act.fields[field]))


def _acts(procedure: Procedure, kind: ActType, as_at: AsAt) -> list[Found]:
    span = as_at.span
    return acts_that_count(
        [f"{procedure.name}.{kind.name}"],
        on=span.last,
        since=span.first,
        known_at=as_at.known_at,
    )


def _row(act: Found, label: str, amount: Decimal | int = 1, **detail: str) -> Row:
    return Row(
        reference=act.reference,
        label=label,
        path=f"/dockets/{act.reference}/",
        on=act.on,
        amount=amount,
        source=act.source,
        detail=detail,
    )


def _number(value: object) -> Decimal | int:
    number = Decimal(str(value))
    whole = number.to_integral_value()
    return int(whole) if number == whole else number
