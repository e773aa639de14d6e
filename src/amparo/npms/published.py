"""What the world may see of mechanisms: how far each State has come, and the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from amparo.docket.entries import Precision

from . import queries
from .procedures import NPM
from .queries import Mechanism
from .rules import listing


@dataclass(frozen=True, slots=True)
class MechanismRecord:
    """
    A State party's mechanism as at a day. `standing_title` is marked for translation.

    `body` is empty where no source on record names it; `is_overdue` is by rule, `is_listed` by
    decision of the Subcommittee.
    """

    reference: str
    iso3: str
    standing: str
    standing_title: str
    since: date | None
    bound_on: date
    due_on: date
    body: str
    is_overdue: bool
    is_proposed: bool
    is_listed: bool


@dataclass(frozen=True, slots=True)
class ListDecision:
    """One decision on the list under article 17; `decision` is listed, retained or removed."""

    reference: str
    iso3: str
    decision: str
    on: date
    precision: Precision
    source: str


@dataclass(frozen=True, slots=True)
class Article17List:
    """The list as at a day beside what the rule proposes; all ISO3 codes."""

    on: date
    listed: tuple[MechanismRecord, ...]
    proposed: tuple[str, ...]

    @property
    def proposed_only(self) -> tuple[str, ...]:
        """Those whom the rule proposes and the Subcommittee has not listed."""
        decided = {one.iso3 for one in self.listed}
        return tuple(iso3 for iso3 in self.proposed if iso3 not in decided)


def mechanism(iso3: str, on: date, known_at: datetime) -> MechanismRecord | None:
    """Return a State's mechanism as at a day, or None if the State was not bound by then."""
    return next((one for one in mechanisms(on, known_at) if one.iso3 == iso3), None)


def mechanisms(on: date, known_at: datetime) -> tuple[MechanismRecord, ...]:
    """Return the mechanism of every State party as at a day, by the State's English name."""
    return tuple(_record(one, on) for one in queries.mechanisms(on, known_at))


def article_17_list(on: date, known_at: datetime) -> Article17List:
    """Return the list as at a day, with what the rule proposes."""
    found = mechanisms(on, known_at)
    return Article17List(
        on=on,
        listed=tuple(one for one in found if one.is_listed),
        proposed=tuple(one.iso3 for one in found if one.is_proposed),
    )


def list_decisions(
    on: date, known_at: datetime, *, since: date | None = None, state: str | None = None
) -> tuple[ListDecision, ...]:
    """Return the decisions on the list, in order of day, of one State or of all."""
    found = queries.acts(["list_decided"], on=on, known_at=known_at, since=since)
    decisions = (
        ListDecision(
            reference=act.reference,
            iso3=act.reference.rpartition("/")[2],
            decision=str(act.fields["decision"]),
            on=act.on,
            precision=act.precision,
            source=act.source,
        )
        for act in found
    )
    return tuple(one for one in decisions if state is None or one.iso3 == state)


def _record(one: Mechanism, on: date) -> MechanismRecord:
    return MechanismRecord(
        reference=one.reference,
        iso3=one.iso3,
        standing=one.standing.status,
        standing_title=NPM.standings[one.standing.status],
        since=one.standing.since,
        bound_on=one.standing.opened_on or on,
        due_on=one.establishment.due,
        body=str(one.standing.facts.get("body", "")),
        is_overdue=bool(listing.overdue([one.establishment], on)),
        is_proposed=bool(listing.proposed([one.establishment], on)),
        is_listed=one.is_listed,
    )
