"""Figures of the establishment of mechanisms and of the list under article 17."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, Row, count_of, measure, names_of, share_of
from amparo.core.words import gettext_noop as _
from amparo.docket.queries import Found, acts_that_count
from amparo.registry.queries import state_names
from amparo.registry.rules.npm_due import LISTABLE_AFTER_YEARS, Boundary

from . import queries
from .procedures import ARTICLE_17_LIST
from .procedures.article_17_list import DECIDED
from .procedures.mechanism import ACCEPTED, NPM_DUE, SINGLED_OUT
from .queries import Mechanism
from .rules import listing

STATES = _("States")
YEARS = _("years")
LIST_COUNTS = _(
    "States parties that the Subcommittee's latest decision by the day has on its list under"
    " article 17."
)
NOT_SAID = _("States of which the record holds a designation from another source.")


@measure(
    "npms.listed",
    title=_("States parties on the list under article 17"),
    unit=STATES,
    counts=LIST_COUNTS,
    rule="A17-4",
)
def listed(as_at: AsAt, /) -> Figure:
    """Count the States on the list as at a day."""
    return count_of(_rows(queries.listed(as_at.on, as_at.known_at)))


@measure(
    "npms.listed_by_name",
    title=_("Names of the States parties on the list under article 17"),
    unit=STATES,
    counts=LIST_COUNTS,
    rule="A17-4",
)
def listed_by_name(as_at: AsAt, /) -> Figure:
    """Name the States on the list as at a day."""
    return names_of(_rows(queries.listed(as_at.on, as_at.known_at)))


@measure(
    "npms.share_listed",
    title=_("Share of the States parties that are on the list under article 17"),
    unit=_("per cent"),
    counts=_("States on the list, of all States parties on the day."),
    rule="GEN-7",
)
def share_listed(as_at: AsAt, /) -> Figure:
    """Return the States on the list as a share of all parties as at a day."""
    found = queries.mechanisms(as_at.on, as_at.known_at)
    return share_of(_rows(one for one in found if one.is_listed), len(found))


@measure(
    "npms.kept_on_list",
    title=_("States parties on the list under article 17 on both days"),
    unit=STATES,
    counts=_("States on the list on the first day of the period and on its last."),
    rule="A17-6",
    over_a_period=True,
)
def kept_on_list(as_at: AsAt, /) -> Figure:
    """Count the States on the list at both ends of a period."""
    return count_of(_compared(as_at, "kept"))


@measure(
    "npms.left_list",
    title=_("States parties that left the list under article 17"),
    unit=STATES,
    counts=_("States on the list on the first day of the period and not on its last."),
    rule="A17-6",
    over_a_period=True,
)
def left_list(as_at: AsAt, /) -> Figure:
    """Count the States that left the list in a period."""
    return count_of(_compared(as_at, "left"))


@measure(
    "npms.joined_list",
    title=_("States parties that came onto the list under article 17"),
    unit=STATES,
    counts=_("States not on the list on the first day of the period and on it on the last."),
    rule="A17-6",
    over_a_period=True,
)
def joined_list(as_at: AsAt, /) -> Figure:
    """Count the States that came onto the list in a period."""
    return count_of(_compared(as_at, "joined"))


@measure(
    "npms.accepted",
    title=_("Notifications of a mechanism accepted"),
    unit=STATES,
    counts=_("States whose notification of a mechanism the Subcommittee accepted in the period."),
    rule="A17-3",
    over_a_period=True,
)
def accepted(as_at: AsAt, /) -> Figure:
    """Count the notifications accepted in a period."""
    span = as_at.span
    found = queries.acts([ACCEPTED.name], on=span.last, since=span.first, known_at=as_at.known_at)
    return count_of(_rows_of_acts(found))


@measure(
    "npms.overdue",
    title=_("States parties without a mechanism after the time allowed"),
    unit=STATES,
    counts=_("States parties whose year has passed, with no designation on record."),
    leaves_out=NOT_SAID,
    rule="OPCAT-17-1",
    choices=("years",),
)
def overdue(as_at: AsAt, /, *, years: str = "0") -> Figure:
    """Count the States overdue as at a day, by more than `years`."""
    found, by_code = _establishments(as_at)
    late = listing.overdue_by_more_than(found, as_at.on, _number(years))
    return count_of(_due_rows((by_code[one.state], one.due) for one in late))


@measure(
    "npms.proposed",
    title=_("States parties that the rule proposes for the list under article 17"),
    unit=STATES,
    counts=_("States parties overdue by three years, with no designation on record."),
    leaves_out=NOT_SAID,
    rule="A17-2",
    choices=("boundary",),
)
def proposed(as_at: AsAt, /, *, boundary: str = Boundary.MORE_THAN) -> Figure:
    """Name whom the rule proposes; the Subcommittee decides. `boundary`: more than, at least."""
    try:
        chosen = Boundary(boundary)
    except ValueError:
        raise Refused(_("The boundary is either: more than, or: at least."), rule="A17-2") from None
    found, by_code = _establishments(as_at)
    return names_of(
        _due_rows(
            (by_code[one.state], one.due)
            for one in listing.proposed(found, as_at.on, boundary=chosen)
        )
    )


@measure(
    "npms.designated",
    title=_("States parties with a mechanism on record"),
    unit=STATES,
    counts=_("States parties whose mechanism was designated, by any source, or accepted."),
    leaves_out=_("Whether the mechanism is at work."),
    rule="OPCAT-17-1",
)
def designated(as_at: AsAt, /) -> Figure:
    """Count the States with a designation on record as at a day."""
    found = queries.mechanisms(as_at.on, as_at.known_at)
    return count_of(_rows(one for one in found if one.establishment.is_settled))


@measure(
    "npms.singled_out",
    title=_("States parties named for the length of the delay"),
    unit=STATES,
    counts=_("States whose delay the Subcommittee called particularly grave by the day."),
    rule="A17-1",
)
def singled_out(as_at: AsAt, /) -> Figure:
    """Count the States the Subcommittee has named for their delay."""
    return count_of(_singled_out(as_at))


@measure(
    "npms.singled_out_years",
    title=_("Delay of the States named for its length"),
    unit=YEARS,
    counts=_("Years by which the Subcommittee called each of them overdue; the least of them."),
    rule="A17-1",
)
def singled_out_years(as_at: AsAt, /) -> Figure:
    """Return the number of years by which all those named were called overdue."""
    rows = _singled_out(as_at)
    if not rows:
        raise Refused(_("No State has been named by then."))
    return Figure(min(int(row.amount) for row in rows), tuple(rows))


@measure(
    "npms.session_of_list",
    title=_("Session that decided to keep the list under article 17"),
    unit=_("ordinal"),
    counts=_("The number of the session."),
    rule="A17-1",
)
def session_of_list(as_at: AsAt, /) -> Figure:
    """Return the number of the session that decided to keep the list."""
    found = acts_that_count(
        [f"{ARTICLE_17_LIST.name}.{DECIDED.name}"], on=as_at.on, known_at=as_at.known_at
    )
    if not found:
        raise Refused(_("No such decision is on record by then."))
    act = found[-1]
    row = Row(act.reference, ARTICLE_17_LIST.title, _path(act.reference), act.on, source=act.source)
    return Figure(int(str(act.fields["session"])), (row,))


@measure(
    "npms.years_to_establish",
    title=_("Time to establish a mechanism"),
    unit=YEARS,
    counts=_(
        "Years from the day the obligation begins to the day it is due, without postponement."
    ),
    rule="OPCAT-17-1",
)
def years_to_establish(as_at: AsAt, /) -> Figure:
    """Return the time allowed, as the clocks of all dockets without a postponement have it."""
    rows = [
        Row(
            one.reference,
            one.state,
            _path(one.reference),
            clock.first_due_on,
            clock.first_due_on.year - listing.year_starts_on(clock.starts_on).year,
        )
        for one in queries.mechanisms(as_at.on, as_at.known_at)
        for clock in (*one.standing.clocks, *one.standing.stopped)
        if clock.name == NPM_DUE.name and clock.rule == NPM_DUE.rule
    ]
    if not rows:
        raise Refused(_("No State is bound by then."))
    return Figure(max(int(row.amount) for row in rows), tuple(rows))


@measure(
    "npms.years_overdue_to_list",
    title=_("Years overdue after which a State may be listed"),
    unit=YEARS,
    counts=_("The years of the rule itself."),
    rule="A17-2",
)
def years_overdue_to_list(as_at: AsAt, /) -> Figure:
    """Return by how many years a State must be overdue."""
    return Figure(LISTABLE_AFTER_YEARS, ())


@measure(
    "npms.years_bound_to_list",
    title=_("Years since ratification after which a State may be listed"),
    unit=YEARS,
    counts=_("The time to establish a mechanism and the years overdue, together."),
    rule="A17-2",
)
def years_bound_to_list(as_at: AsAt, /) -> Figure:
    """Return how many years after ratification a State may be listed at the earliest."""
    allowed = years_to_establish(as_at)
    return Figure(int(str(allowed.value)) + LISTABLE_AFTER_YEARS, allowed.rows)


def _establishments(
    as_at: AsAt,
) -> tuple[list[listing.Establishment], dict[str, Mechanism]]:
    found = queries.mechanisms(as_at.on, as_at.known_at)
    return [one.establishment for one in found], {one.iso3: one for one in found}


def _compared(as_at: AsAt, part: str) -> list[Row]:
    span = as_at.span
    before = {one.iso3: one for one in queries.listed(span.first, as_at.known_at)}
    after = {one.iso3: one for one in queries.listed(span.last, as_at.known_at)}
    chosen = getattr(listing.compare(before, after), part)
    every = {**before, **after}
    return _rows(one for iso3, one in every.items() if iso3 in chosen)


def _singled_out(as_at: AsAt) -> list[Row]:
    found = queries.acts([SINGLED_OUT.name], on=as_at.on, known_at=as_at.known_at)
    return _rows_of_acts(found, amount="years")


def _rows(mechanisms: Iterable[Mechanism]) -> list[Row]:
    return [
        Row(
            reference=one.reference,
            label=one.state,
            path=_path(one.reference),
            on=one.standing.last_on,
        )
        for one in mechanisms
    ]


def _due_rows(found: Iterable[tuple[Mechanism, date]]) -> list[Row]:
    return [
        Row(reference=one.reference, label=one.state, path=_path(one.reference), on=due)
        for one, due in found
    ]


def _rows_of_acts(found: Iterable[Found], *, amount: str = "") -> list[Row]:
    called = state_names()
    rows = []
    for act in found:
        iso3 = act.reference.rpartition("/")[2]
        rows.append(
            Row(
                reference=act.reference,
                label=called.get(iso3, iso3),
                path=_path(act.reference),
                on=act.on,
                amount=int(str(act.fields[amount])) if amount else 1,
                source=act.source,
            )
        )
    return sorted(rows, key=lambda row: row.label)


def _path(reference: str) -> str:
    return f"/dockets/{reference}/"


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Refused(_("Say a whole number of years."))
    return int(text)
