"""
Figures of visits and visit reports, with the dockets they count.

`year` is the year of a programme, the year of the day as at which is counted by default; `recipient`
is `state` or `npm`, both by default. Over a period, what is only known to have happened by a day is
left out, since it may have happened before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, Row, count_of, measure, names_of, share_of
from amparo.core.words import gettext_noop as _
from amparo.docket.entries import Entry
from amparo.registry.queries import state_names

from . import queries
from .procedures.report import RECIPIENTS, REPORT
from .queries import History, days, falls_in, planned_days

VISITS, REPORTS, REPLIES = _("visits"), _("reports"), _("replies")
ONLY_BY = _("What is only known to have happened by a day, perhaps before the period.")
UNPUBLISHED = _("Visits of which no public source speaks.")


@measure(
    "visits.planned",
    title=_("Visits planned"),
    unit=VISITS,
    counts=_("Visits put on the programme of the year, for the first time or again."),
    leaves_out=UNPUBLISHED,
    rule="OPCAT-13-1",
    choices=("year",),
)
def planned(as_at: AsAt, /, *, year: str = "") -> Figure:
    """Count the visits on the programme of a year."""
    return count_of(_rows(_on_programme(as_at, year)))


@measure(
    "visits.newly_planned",
    title=_("Visits planned for the first time"),
    unit=VISITS,
    counts=_("Visits put on the programme of the year that were on none before."),
    leaves_out=UNPUBLISHED,
    rule="OPCAT-13-1",
    choices=("year",),
)
def newly_planned(as_at: AsAt, /, *, year: str = "") -> Figure:
    """Count the visits that were new on the programme of a year."""
    return count_of(_rows(_on_programme(as_at, year, "programmed")))


@measure(
    "visits.rescheduled",
    title=_("Postponed visits planned again"),
    unit=VISITS,
    counts=_("Visits postponed or suspended and put on the programme of the year again."),
    rule="INC-10",
    choices=("year",),
)
def rescheduled(as_at: AsAt, /, *, year: str = "") -> Figure:
    """Count the visits that came back onto the programme of a year."""
    return count_of(_rows(_on_programme(as_at, year, "rescheduled")))


@measure(
    "visits.conducted",
    title=_("Visits conducted"),
    unit=VISITS,
    counts=_("Visits whose last day lies in the period."),
    leaves_out=_("Visits that were suspended and not taken up again."),
    rule="SPT-STAT-1",
    over_a_period=True,
)
def conducted(as_at: AsAt, /) -> Figure:
    """Count the visits that were made."""
    return count_of(_rows(_conducted(as_at)))


@measure(
    "visits.states_visited",
    title=_("States visited"),
    unit=_("States"),
    counts=_("States to which a visit was conducted in the period, each once."),
    rule="SPT-STAT-1",
    over_a_period=True,
)
def states_visited(as_at: AsAt, /) -> Figure:
    """Name the States that were visited."""
    once = {row.label: row for row in reversed(list(_rows(_conducted(as_at))))}
    return names_of(once[name] for name in sorted(once))


@measure(
    "visits.days_of",
    title=_("Days of the visit to a State"),
    unit=_("days"),
    counts=_("First and last day of the visit to the State in the period."),
    rule="SPT-VIS-2",
    over_a_period=True,
    choices=("state",),
)
def days_of(as_at: AsAt, /, *, state: str) -> Figure:
    """Return the days of the one visit to a State in the period."""
    found = [(one, act) for one, act in _conducted(as_at) if one.state == state]
    if len(found) != 1:
        raise Refused(
            _("The record holds {count} visits to {state} in that period."),
            count=len(found),
            state=state,
        )
    span = days(found[0][1].fields)
    if span is None:
        raise Refused(_("The record does not hold the days of that visit."))
    return Figure(span, tuple(_rows(found)))


@measure(
    "visits.planned_days_of",
    title=_("Days planned for the visit to a State"),
    unit=_("days"),
    counts=_("First and last day as planned of the visit on the programme of the year."),
    rule="OPCAT-13-2",
    choices=("state", "year"),
)
def planned_days_of(as_at: AsAt, /, *, state: str, year: str = "") -> Figure:
    """Return the days planned for a visit; empty where no source gives them."""
    found = [(one, act) for one, act in _on_programme(as_at, year) if one.state == state]
    if not found:
        raise Refused(_("No visit to {state} was planned."), state=state)
    spans = [
        span
        for one, act in found
        for later in one.acts
        if later.kind in (act.kind, "dates_notified")
        and (span := planned_days(later.fields)) is not None
    ]
    return Figure(spans[-1] if spans else "", tuple(_rows(found)))


@measure(
    "visits.not_made",
    title=_("Visits not made"),
    unit=VISITS,
    counts=_("Visits on the programme of the year that were not conducted."),
    leaves_out=UNPUBLISHED,
    rule="SPT-STAT-1",
    choices=("year",),
)
def not_made(as_at: AsAt, /, *, year: str = "") -> Figure:
    """Count the visits of a programme that were not made by the day."""
    on_programme = _on_programme(as_at, year)
    return count_of(_rows(pair for pair in on_programme if pair[0].first("conducted") is None))


@measure(
    "visits.postponed",
    title=_("Visits postponed"),
    unit=VISITS,
    counts=_("Visits taken off the programme of the year and not made by the day."),
    leaves_out=_("Visits postponed within the year and then made."),
    rule="INC-10",
    choices=("year", "reason"),
)
def postponed(as_at: AsAt, /, *, year: str = "", reason: str = "") -> Figure:
    """Count the visits that stand postponed, for one reason or for any."""
    return count_of(_rows(_postponed(as_at, year, reason)))


@measure(
    "visits.share_postponed",
    title=_("Share of the programme postponed"),
    unit=_("per cent"),
    counts=_("Visits postponed, of the visits planned for the year."),
    leaves_out=_("Visits postponed within the year and then made."),
    rule="GEN-7",
    choices=("year",),
)
def share_postponed(as_at: AsAt, /, *, year: str = "") -> Figure:
    """Return the share of a programme that was postponed."""
    whole = len(_on_programme(as_at, year))
    return share_of(_rows(_postponed(as_at, year, "")), whole, places=0)


@measure(
    "visits.share_completed",
    title=_("Share of the programme completed"),
    unit=_("per cent"),
    counts=_("Visits conducted, of the visits planned for the year."),
    leaves_out=UNPUBLISHED,
    rule="GEN-7",
    choices=("year",),
)
def share_completed(as_at: AsAt, /, *, year: str = "") -> Figure:
    """Return the share of a programme that was carried out."""
    on_programme = _on_programme(as_at, year)
    done = [pair for pair in on_programme if pair[0].first("conducted") is not None]
    return share_of(_rows(done), len(on_programme), places=0)


@measure(
    "visits.press_releases",
    title=_("Press releases after visits"),
    unit=_("documents"),
    counts=_("Press releases issued after a visit, in the period."),
    leaves_out=ONLY_BY,
    rule="SPT-CONF-1",
    over_a_period=True,
)
def press_releases(as_at: AsAt, /) -> Figure:
    """Count the press releases."""
    return count_of(
        _rows(
            (one, act)
            for one in _visits(as_at)
            for act in one.acts
            if act.kind == "press_released" and falls_in(act, as_at.since)
        )
    )


@measure(
    "visits.reports_transmitted",
    title=_("Visit reports transmitted"),
    unit=REPORTS,
    counts=_("Reports sent in the period, one for each recipient."),
    leaves_out=ONLY_BY,
    rule="INC-06",
    over_a_period=True,
    choices=("recipient",),
)
def reports_transmitted(as_at: AsAt, /, *, recipient: str = "") -> Figure:
    """Count the reports transmitted, to States, to mechanisms, or to both."""
    return count_of(_rows(_reports(as_at, "transmitted", recipient)))


@measure(
    "visits.reports_published",
    title=_("Visit reports published"),
    unit=REPORTS,
    counts=_("Reports published in the period, one for each recipient."),
    leaves_out=ONLY_BY,
    rule="INC-06",
    over_a_period=True,
    choices=("recipient",),
)
def reports_published(as_at: AsAt, /, *, recipient: str = "") -> Figure:
    """Count the reports published, to States, to mechanisms, or to both."""
    return count_of(_rows(_reports(as_at, "published", recipient)))


@measure(
    "visits.replies_received",
    title=_("Replies received"),
    unit=REPLIES,
    counts=_("Reports to which a written reply came in the period."),
    leaves_out=ONLY_BY,
    rule="SPT-REP-1",
    over_a_period=True,
    choices=("recipient",),
)
def replies_received(as_at: AsAt, /, *, recipient: str = "") -> Figure:
    """Count the reports that were replied to."""
    return count_of(_rows(_reports(as_at, "reply_received", recipient)))


@measure(
    "visits.replies_published",
    title=_("Replies published"),
    unit=REPLIES,
    counts=_("Reports to which the reply was made public on request in the period."),
    leaves_out=ONLY_BY,
    rule="SPT-REP-2",
    over_a_period=True,
    choices=("recipient",),
)
def replies_published(as_at: AsAt, /, *, recipient: str = "") -> Figure:
    """Count the replies that were made public."""
    return count_of(_rows(_reports(as_at, "reply_published", recipient)))


@measure(
    "visits.dialogues",
    title=_("Follow-up dialogues"),
    unit=_("dialogues"),
    counts=_("Reports on which a dialogue was held with the recipient in the period."),
    leaves_out=ONLY_BY,
    rule="OPCAT-12-1",
    over_a_period=True,
    choices=("recipient",),
)
def dialogues(as_at: AsAt, /, *, recipient: str = "") -> Figure:
    """Count the States or mechanisms with which there was a dialogue on a report."""
    return count_of(_rows(_reports(as_at, "dialogue_held", recipient)))


@measure(
    "visits.reply_months",
    title=_("Time for the written reply"),
    unit=_("months"),
    counts=_("The period that the procedure of visit reports gives; no dockets are counted."),
    rule="SPT-REP-1",
)
def reply_months(as_at: AsAt, /) -> Figure:
    """Return the time limit for replies as the procedure has it."""
    period = REPORT.clock("reply_due").period
    if period is None:
        raise Refused(_("The procedure sets no time limit."), rule="SPT-REP-1")
    return Figure(period.length, ())


Pair = tuple[History, Entry]


def _year(as_at: AsAt, year: str) -> int:
    if not year:
        return as_at.on.year
    if not year.isdecimal():
        raise Refused(_("{year} is not a year."), year=year)
    return int(year)


def _on_programme(as_at: AsAt, year: str, *kinds: str) -> list[Pair]:
    wanted = _year(as_at, year)
    found = ((one, one.plan_for(wanted, *kinds)) for one in _visits(as_at))
    return [(one, act) for one, act in found if act is not None]


def _conducted(as_at: AsAt) -> list[Pair]:
    found = ((one, one.first("conducted", since=as_at.since)) for one in _visits(as_at))
    return [(one, act) for one, act in found if act is not None]


def _postponed(as_at: AsAt, year: str, reason: str) -> list[Pair]:
    wanted = _year(as_at, year)
    found = ((one, one.postponed_from(wanted)) for one in _visits(as_at))
    return [
        (one, act)
        for one, act in found
        if act is not None
        and one.first("conducted") is None
        and (not reason or act.fields.get("reason") == reason)
    ]


def _reports(as_at: AsAt, kind: str, recipient: str) -> list[Pair]:
    if recipient and recipient not in RECIPIENTS:
        raise Refused(_("{recipient} is not a recipient of visit reports."), recipient=recipient)
    found = (
        (one, one.first(kind, since=as_at.since))
        for one in queries.reports(as_at.on, as_at.known_at)
        if not recipient or one.recipient == recipient
    )
    return [(one, act) for one, act in found if act is not None]


def _visits(as_at: AsAt) -> list[History]:
    return queries.visits(as_at.on, as_at.known_at)


def _rows(pairs: Iterable[Pair]) -> Iterator[Row]:
    called = state_names()
    return (_row(one, act, called.get(one.state, one.state)) for one, act in pairs)


def _row(one: History, act: Entry, name: str) -> Row:
    return Row(
        reference=one.reference,
        label=name,
        path=f"/dockets/{one.reference}/",
        on=act.on,
        source=act.source,
        detail={"state": one.state, **({"recipient": one.recipient} if one.recipient else {})},
    )
