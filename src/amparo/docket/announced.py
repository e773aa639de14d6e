"""What is announced in public, with its days: sessions, visits, events, and what is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from amparo.core.calendar import Span
from amparo.core.words import gettext_noop as _

from . import published
from .entries import Fields
from .procedure import procedure_named
from .published import PublicClock, PublicDocket
from .wording import title_in_words

DUE = "due"
KINDS = {
    "session": _("Sessions"),
    "visit": _("Visits"),
    "event": _("Meetings and events"),
    "election": _("Elections"),
    DUE: _("What is due"),
}
"""What can stand in the calendar: procedures by name, and time limits."""

MOST_DUE = 500
# What does not take place on the days that it was once planned for.
_NOT_THEN = frozenset({"cancelled", "postponed", "moved", "merged"})
# In this order: the days it was held on, those planned, those between which it is to be.
_DAYS = (
    ("first_day", "last_day"),
    ("planned_first_day", "planned_last_day"),
    ("not_before", "not_after"),
)
_WINDOW = _DAYS[-1]


@dataclass(frozen=True, slots=True)
class Announced:
    """
    Something with its days: on all of them, or, where it is not `exact`, some time between them.

    `reference` and `name` tell it from all others; `rule` is the one that sets a time limit.
    """

    kind: str
    reference: str
    name: str
    title: str
    about: str
    path: str
    state: str
    body: str
    days: Span
    exact: bool
    rule: str = ""


def announced(
    first: date, last: date, *, today: date, names: Mapping[str, str], kinds: tuple[str, ...] = ()
) -> tuple[Announced, ...]:
    """Return what touches any day of a span, by its first day: of all kinds, or of some."""
    wanted = kinds or tuple(KINDS)
    found = [*_held(wanted, today, names), *(_due(first, today, names) if DUE in wanted else ())]
    within = [one for one in found if one.days.first <= last and one.days.last >= first]
    return tuple(sorted(within, key=lambda one: (one.days.first, one.days.last, one.reference)))


def _held(kinds: tuple[str, ...], today: date, names: Mapping[str, str]) -> Iterator[Announced]:
    references = [
        one for kind in kinds if kind != DUE for one in published.public_references(procedure=kind)
    ]
    for docket in published.public_dockets(references, today=today, on=today):
        span = None if docket.standing in _NOT_THEN else _span(docket.facts)
        if span is not None:
            yield _record(docket, names, docket.procedure, "", span[0], exact=span[1])


def _due(first: date, today: date, names: Mapping[str, str]) -> Iterator[Announced]:
    for docket, clock in published.next_clocks(MOST_DUE, today=max(first, today)):
        yield _record(docket, names, DUE, clock.name, Span(clock.due_on, clock.due_on), clock=clock)


def _record(
    docket: PublicDocket,
    names: Mapping[str, str],
    kind: str,
    name: str,
    days: Span,
    *,
    exact: bool = True,
    clock: PublicClock | None = None,
) -> Announced:
    return Announced(
        kind=kind,
        reference=docket.reference,
        name=name,
        title=_title(docket, names),
        about=clock.title if clock else docket.standing_title,
        path=f"/dockets/{docket.reference}/",
        state=docket.state,
        body=str(docket.facts.get("body", "") or docket.reference.partition("/")[0]),
        days=days,
        exact=exact,
        rule=clock.rule if clock else "",
    )


def _title(docket: PublicDocket, names: Mapping[str, str]) -> str:
    procedure = procedure_named(docket.procedure)
    return title_in_words(
        procedure, docket.reference, docket.naming, docket.facts, docket.opened_on, names
    )


def _span(facts: Fields) -> tuple[Span, bool] | None:
    """Return the days that facts give, and whether they are more than limits."""
    for first, last in _DAYS:
        if facts.get(first) and facts.get(last):
            days = Span(date.fromisoformat(str(facts[first])), date.fromisoformat(str(facts[last])))
            return days, (first, last) != _WINDOW
    return None
