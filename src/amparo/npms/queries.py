"""Reads of the mechanisms' dockets as at a day, as known at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from amparo.docket import queries as dockets
from amparo.docket.entries import Standing
from amparo.docket.queries import Found
from amparo.registry.queries import sort_key, state_names

from .procedures import NPM
from .procedures.mechanism import ESTABLISHED, NPM_DUE, SAID_NOTIFIED
from .rules.listing import LISTED, RETAINED, Establishment


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One State party's mechanism as it stands, with the State's English name."""

    reference: str
    iso3: str
    state: str
    standing: Standing
    establishment: Establishment

    @property
    def is_listed(self) -> bool:
        """Whether the Subcommittee's latest decision has the State on the list."""
        return self.standing.facts.get("decision") in (LISTED, RETAINED)


def mechanisms(on: date, known_at: datetime) -> list[Mechanism]:
    """Return the mechanism of every State party, in the order of the States' English names."""
    called = state_names()
    found = []
    for reference, standing in dockets.standings(NPM, on=on, known_at=known_at):
        if standing.opened_on is None:
            continue  # the State was not bound by then
        iso3 = str(standing.facts["state"])
        name = called.get(iso3, iso3)
        found.append(Mechanism(reference, iso3, name, standing, _establishment(iso3, standing)))
    return sorted(found, key=lambda one: sort_key(one.state))


def listed(on: date, known_at: datetime) -> list[Mechanism]:
    """Return those on the list under article 17 as at a day, by name."""
    return [one for one in mechanisms(on, known_at) if one.is_listed]


def acts(
    kinds: Iterable[str], *, on: date, known_at: datetime, since: date | None = None
) -> list[Found]:
    """Return acts of the mechanisms' dockets that count, in order of day."""
    return dockets.acts_that_count(
        [f"{NPM.name}.{kind}" for kind in kinds], on=on, known_at=known_at, since=since
    )


def _establishment(iso3: str, standing: Standing) -> Establishment:
    clocks = [one for one in (*standing.clocks, *standing.stopped) if one.name == NPM_DUE.name]
    accepted = standing.status == ESTABLISHED
    notified = standing.status in (SAID_NOTIFIED, ESTABLISHED)
    return Establishment(
        state=iso3,
        # The last one started counts: a postponement starts it anew.
        due=max(clocks, key=lambda one: one.started_by).due_on,
        # A designation on record stops the clock; one notified to the Subcommittee alone does not.
        designated=not any(one.runs for one in clocks),
        notified=notified,
        documents_received="documents" in standing.facts or accepted,
        accepted=accepted,
    )
