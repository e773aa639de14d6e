"""What the world may see of elections, offices and vacancies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from amparo.docket.entries import Precision
from amparo.docket.queries import acts_that_count, standings

from .procedures import OFFICERS, VACANCY


@dataclass(frozen=True, slots=True)
class OathRecord:
    """Members sworn in at a session after an election."""

    reference: str
    session: int
    members: tuple[str, ...]
    on: date
    precision: Precision
    source: str


@dataclass(frozen=True, slots=True)
class BureauRecord:
    """A Bureau as elected; the portfolios are in the order of the Vice-Chairs."""

    reference: str
    year: int
    session: int
    chair: str
    vice_chairs: tuple[str, ...]
    portfolios: tuple[str, ...]
    rapporteur_on_reprisals: str
    elected_on: date | None
    term_ends_on: date | None


@dataclass(frozen=True, slots=True)
class VacancyRecord:
    """A vacant seat and its replacement, as far as they have come by the day."""

    reference: str
    state: str
    member: str
    cause: str
    arisen_on: date | None
    nominee: str
    informed_on: date | None
    responses_until: date | None
    standing: str
    standing_title: str
    since: date | None


def oaths(on: date, known_at: datetime, *, since: date | None = None) -> tuple[OathRecord, ...]:
    """Return the oaths taken after elections, in order of day."""
    found = acts_that_count(["election.sworn_in"], on=on, known_at=known_at, since=since)
    return tuple(
        OathRecord(
            reference=act.reference,
            session=int(str(act.fields["session"])),
            members=_names(act.fields["members"]),
            on=act.on,
            precision=act.precision,
            source=act.source,
        )
        for act in found
    )


def bureaux(on: date, known_at: datetime) -> tuple[BureauRecord, ...]:
    """Return the Bureaux elected by a day, the latest first."""
    found = []
    for reference, one in standings(OFFICERS, on=on, known_at=known_at):
        if one.opened_on is None:
            continue
        clocks = [clock for clock in (*one.clocks, *one.stopped) if clock.name == "bureau_term"]
        found.append(
            BureauRecord(
                reference=reference,
                year=int(str(one.facts["year"])),
                session=int(str(one.facts["session"])),
                chair=str(one.facts["chair"]),
                vice_chairs=_names(one.facts["vice_chairs"]),
                portfolios=_names(one.facts["portfolios"]),
                rapporteur_on_reprisals=str(one.facts.get("rapporteur", "")),
                elected_on=one.opened_on,
                term_ends_on=clocks[0].due_on if clocks else None,
            )
        )
    return tuple(sorted(found, key=lambda bureau: bureau.year, reverse=True))


def vacancies(on: date, known_at: datetime) -> tuple[VacancyRecord, ...]:
    """Return the seats that fell vacant by a day, in order of their dockets."""
    found = []
    for reference, one in standings(VACANCY, on=on, known_at=known_at):
        if one.opened_on is None:
            continue
        clocks = (*one.clocks, *one.stopped)
        found.append(
            VacancyRecord(
                reference=reference,
                state=str(one.facts["state"]),
                member=str(one.facts["member"]),
                cause=str(one.facts["cause"]),
                arisen_on=one.opened_on,
                nominee=str(one.facts.get("nominee", "")),
                informed_on=clocks[-1].starts_on if clocks else None,
                responses_until=clocks[-1].due_on if clocks else None,
                standing=one.status,
                standing_title=VACANCY.standings[one.status],
                since=one.since,
            )
        )
    return tuple(sorted(found, key=lambda vacancy: vacancy.reference))


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
