"""Figures of elections, officers, vacancies and working groups."""

from __future__ import annotations

from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, Row, count_of, measure, names_of, percent
from amparo.core.words import gettext_noop as _
from amparo.docket.procedure import ActType, Procedure
from amparo.docket.queries import Found, acts_that_count

from .procedures import ELECTION, OFFICERS, VACANCY, WORKING_GROUP
from .procedures.election import BETWEEN_ELECTIONS, SWORN_IN, TERM
from .procedures.officers import BUREAU_TERM, ELECTED, REPRISALS_TERM
from .procedures.vacancy import APPROVED, ARISEN, OBJECTIONS
from .procedures.working_group import SET_UP

YEARS = _("years")
MEMBERS = _("members")


@measure(
    "elections.sworn_in",
    title=_("Newly elected members sworn in"),
    unit=MEMBERS,
    counts=_("Members elected by the States parties who made their declaration in the period."),
    leaves_out=_("Replacements for a vacant seat."),
    rule="SPT-RULES-1",
    over_a_period=True,
    choices=("session",),
)
def sworn_in(as_at: AsAt, /, *, session: str = "") -> Figure:
    """Name the members sworn in during a period, at one session or at all."""
    return names_of(
        _row(act, name)
        for act in _acts(ELECTION, SWORN_IN, as_at, period=True)
        if session in ("", str(act.fields["session"]))
        for name in _names(act, "members")
    )


@measure(
    "elections.bureau",
    title=_("Members of the Bureau elected"),
    unit=MEMBERS,
    counts=_("The Chair and the Vice-Chairs elected in the period."),
    rule="SPT-BUR-1",
    over_a_period=True,
)
def bureau(as_at: AsAt, /) -> Figure:
    """Name the Chair and the Vice-Chairs elected in a period, the Chair first."""
    return names_of(
        _row(act, str(name))
        for act in _acts(OFFICERS, ELECTED, as_at, period=True)
        for name in (act.fields["chair"], *_names(act, "vice_chairs"))
    )


@measure(
    "elections.term",
    title=_("Term of office"),
    unit=YEARS,
    counts=_("The years of the rule itself."),
    rule="OPCAT-10-1",
    choices=("of",),
)
def term(as_at: AsAt, /, *, of: str) -> Figure:
    """Return the years of a term: `of` members, the bureau, or the rapporteur on reprisals."""
    periods = {
        "members": TERM,
        "bureau": BUREAU_TERM.period,
        "rapporteur on reprisals": REPRISALS_TERM.period,
    }
    period = periods.get(of)
    if period is None:
        raise Refused(_("There is no term of that office."))
    return Figure(period.length, ())


@measure(
    "elections.share_of_seats",
    title=_("Share of the seats filled at each election"),
    unit=_("per cent"),
    counts=_("Years between two elections, of the years of a term."),
    rule="OPCAT-9-1",
)
def share_of_seats(as_at: AsAt, /) -> Figure:
    """Return the share of members whose seats are up at each election."""
    part, whole = BETWEEN_ELECTIONS.length, TERM.length
    return Figure(percent(part, whole), (), part, whole)


@measure(
    "elections.vacant_since",
    title=_("Day on which a seat fell vacant"),
    unit=_("date"),
    counts=_("The day of the act that opened the docket."),
    rule="OPCAT-8-1",
    choices=("vacancy",),
)
def vacant_since(as_at: AsAt, /, *, vacancy: str) -> Figure:
    """Return the day of the resignation, death or inability that opened a docket."""
    return _day_of(ARISEN, as_at, vacancy)


@measure(
    "elections.replacement_serves_from",
    title=_("First day of the term of a replacement"),
    unit=_("date"),
    counts=_("The day on which six weeks ended without a block."),
    rule="OPCAT-8-1",
    choices=("vacancy",),
)
def replacement_serves_from(as_at: AsAt, /, *, vacancy: str) -> Figure:
    """Return the day on which the replacement's term began."""
    return _day_of(APPROVED, as_at, vacancy)


@measure(
    "elections.weeks_for_objections",
    title=_("Time for negative responses to a replacement"),
    unit=_("weeks"),
    counts=_("The weeks of the rule itself."),
    rule="OPCAT-8-1",
)
def weeks_for_objections(as_at: AsAt, /) -> Figure:
    """Return how long the States parties may respond."""
    period = OBJECTIONS.period
    if period is None:
        raise Refused(_("No time limit runs."))
    return Figure(period.length, ())


@measure(
    "elections.working_groups_set_up",
    title=_("Working groups set up"),
    unit=_("groups"),
    counts=_("Working groups set up in the period."),
    rule="SPT-WG-1",
    over_a_period=True,
)
def working_groups_set_up(as_at: AsAt, /) -> Figure:
    """Count the working groups set up in a period."""
    return count_of(
        _row(act, str(act.fields["name"]))
        for act in _acts(WORKING_GROUP, SET_UP, as_at, period=True)
    )


def _acts(procedure: Procedure, kind: ActType, as_at: AsAt, *, period: bool = False) -> list[Found]:
    return acts_that_count(
        [f"{procedure.name}.{kind.name}"],
        on=as_at.on,
        known_at=as_at.known_at,
        since=as_at.span.first if period else None,
    )


def _day_of(kind: ActType, as_at: AsAt, vacancy: str) -> Figure:
    act = next(
        (one for one in _acts(VACANCY, kind, as_at) if one.reference == vacancy),
        None,
    )
    if act is None:
        raise Refused(_("No such day is on record by then."))
    return Figure(act.on, (_row(act, kind.title),))


def _names(act: Found, field: str) -> list[str]:
    names = act.fields.get(field)
    return list(names) if isinstance(names, list) else []


def _row(act: Found, label: str) -> Row:
    return Row(act.reference, label, _path(act.reference), act.on, source=act.source)


def _path(reference: str) -> str:
    return f"/dockets/{reference}/"
