"""
Figures of the annual reports as documents: ordinal, days, sessions.

`year` is the year that a report covers; its docket is SPT/ANNUAL-REPORT/year.
"""

from __future__ import annotations

from datetime import date

from amparo.core.calendar import Span
from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, Row, measure
from amparo.core.words import gettext_noop as _
from amparo.docket.entries import Stored
from amparo.docket.procedure import ActType
from amparo.docket.queries import Found, acts_that_count

from .procedure import (
    ADOPTED,
    ANNUAL_REPORT,
    DISTRIBUTED,
    PRESENTED_TO_ASSEMBLY,
    PRESENTED_TO_COMMITTEE,
)

RULE = "OPCAT-16-3"
DATE = _("date")
DATES = _("date-range")
ORDINAL = _("ordinal")
SAID = _("What the report, or a later one, says of it.")


@measure(
    "annual_report.ordinal",
    title=_("Ordinal of the annual report"),
    unit=ORDINAL,
    counts=SAID,
    rule=RULE,
    choices=("year",),
)
def ordinal(as_at: AsAt, /, *, year: str) -> Figure:
    """Return the ordinal of the report on a year."""
    return _number(as_at, DISTRIBUTED, year, "ordinal")


@measure(
    "annual_report.distributed_on",
    title=_("Day on which the annual report was distributed"),
    unit=DATE,
    counts=SAID,
    rule=RULE,
    choices=("year",),
)
def distributed_on(as_at: AsAt, /, *, year: str) -> Figure:
    """Return the day on which the report on a year was distributed."""
    return _day(as_at, DISTRIBUTED, year)


@measure(
    "annual_report.job_number",
    title=_("Job number of the annual report"),
    unit=_("job number"),
    counts=SAID,
    rule=RULE,
    choices=("year",),
)
def job_number(as_at: AsAt, /, *, year: str) -> Figure:
    """Return the job number printed on the report on a year."""
    act = _act(as_at, DISTRIBUTED, year)
    return Figure(str(_field(act, "job_number")), (_row(act, DISTRIBUTED),))


@measure(
    "annual_report.committee_session",
    title=_("Session of the Committee against Torture to which the report goes"),
    unit=ORDINAL,
    counts=SAID,
    rule=RULE,
    choices=("year",),
)
def committee_session(as_at: AsAt, /, *, year: str) -> Figure:
    """Return the session of the Committee to which the report on a year is submitted."""
    return _number(as_at, DISTRIBUTED, year, "committee_session")


@measure(
    "annual_report.committee_days",
    title=_("Days of the session to which the report goes"),
    unit=DATES,
    counts=SAID,
    rule=RULE,
    choices=("year",),
)
def committee_days(as_at: AsAt, /, *, year: str) -> Figure:
    """Return the days of the session of the Committee printed on the report."""
    return _days(as_at, DISTRIBUTED, year, "committee_first_day", "committee_last_day")


@measure(
    "annual_report.period",
    title=_("Period of the annual report"),
    unit=DATES,
    counts=SAID,
    rule=RULE,
    choices=("year",),
)
def period(as_at: AsAt, /, *, year: str) -> Figure:
    """Return the days that the report on a year covers."""
    return _days(as_at, ADOPTED, year, "period_first", "period_last")


@measure(
    "annual_report.rule_of_procedure",
    title=_("Rule of procedure under which the annual report is made"),
    unit=_("rule"),
    counts=SAID,
    rule=RULE,
    choices=("year",),
)
def rule_of_procedure(as_at: AsAt, /, *, year: str) -> Figure:
    """Return the number of the rule that the report on a year cites."""
    return _number(as_at, ADOPTED, year, "rule_of_procedure")


@measure(
    "annual_report.adopted_at_session",
    title=_("Session that adopted the annual report"),
    unit=ORDINAL,
    counts=SAID,
    rule=RULE,
    choices=("year",),
)
def adopted_at_session(as_at: AsAt, /, *, year: str) -> Figure:
    """Return the session that adopted the report on a year."""
    return _number(as_at, ADOPTED, year, "session")


@measure(
    "annual_report.presented_to_committee_on",
    title=_("Day on which the report was presented to the Committee against Torture"),
    unit=DATE,
    counts=SAID,
    rule=RULE,
    choices=("year",),
)
def presented_to_committee_on(as_at: AsAt, /, *, year: str) -> Figure:
    """Return the day on which the report on a year was presented to the Committee."""
    return _day(as_at, PRESENTED_TO_COMMITTEE, year)


@measure(
    "annual_report.presented_to_assembly_on",
    title=_("Day on which the report was presented to the Third Committee"),
    unit=DATE,
    counts=SAID,
    rule=RULE,
    choices=("year",),
)
def presented_to_assembly_on(as_at: AsAt, /, *, year: str) -> Figure:
    """Return the day on which the report on a year was presented to the Third Committee."""
    return _day(as_at, PRESENTED_TO_ASSEMBLY, year)


@measure(
    "annual_report.years_not_in_person",
    title=_("Years in a row in which the report was not presented in person"),
    unit=_("years"),
    counts=_("Presentations to the Third Committee, backwards from the last, up to one in person."),
    rule=RULE,
)
def years_not_in_person(as_at: AsAt, /) -> Figure:
    """Count the latest presentations in a row that are known not to have been in person."""
    rows: list[Row] = []
    latest_first = sorted(
        _acts(as_at, PRESENTED_TO_ASSEMBLY), key=lambda act: act.on.year, reverse=True
    )
    for act in latest_first:
        in_a_row = not rows or rows[-1].on is None or rows[-1].on.year - act.on.year == 1
        if act.fields.get("in_person") is not False or not in_a_row:
            break
        rows.append(_row(act, PRESENTED_TO_ASSEMBLY))
    return Figure(len(rows), tuple(rows))


def _acts(as_at: AsAt, kind: ActType) -> list[Found]:
    return acts_that_count(
        [f"{ANNUAL_REPORT.name}.{kind.name}"], on=as_at.on, known_at=as_at.known_at
    )


def _act(as_at: AsAt, kind: ActType, year: str) -> Found:
    for act in _acts(as_at, kind):
        if act.reference == f"SPT/ANNUAL-REPORT/{year}":
            return act
    raise Refused(_("That is not on record for the report on {year}."), year=year)


def _field(act: Found, name: str) -> Stored:
    if name not in act.fields:
        raise Refused(_("The report does not say so."))
    return act.fields[name]


def _number(as_at: AsAt, kind: ActType, year: str, field: str) -> Figure:
    act = _act(as_at, kind, year)
    return Figure(int(str(_field(act, field))), (_row(act, kind),))


def _day(as_at: AsAt, kind: ActType, year: str) -> Figure:
    act = _act(as_at, kind, year)
    return Figure(act.on, (_row(act, kind),))


def _days(as_at: AsAt, kind: ActType, year: str, first: str, last: str) -> Figure:
    act = _act(as_at, kind, year)
    span = Span(
        date.fromisoformat(str(_field(act, first))), date.fromisoformat(str(_field(act, last)))
    )
    return Figure(span, (_row(act, kind),))


def _row(act: Found, kind: ActType) -> Row:
    return Row(act.reference, kind.title, f"/dockets/{act.reference}/", act.on, source=act.source)
