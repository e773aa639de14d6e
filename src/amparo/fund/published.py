"""What the world may see of the Special Fund: contributions, rounds, grants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from amparo.docket.entries import Precision
from amparo.docket.queries import acts_that_count


@dataclass(frozen=True, slots=True)
class ContributionRecord:
    """One contribution; `first` is None where the source does not say."""

    reference: str
    iso3: str
    year: int
    amount: Decimal
    currency: str
    first: bool | None
    on: date
    precision: Precision
    source: str


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """A year's round of grants, as the Fund reports it."""

    reference: str
    year: int
    total: Decimal
    currency: str
    projects: int
    states: int
    implementation_year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class GrantRecord:
    """A grant for projects in one State; `stage` is first, continued, or empty."""

    reference: str
    iso3: str
    year: int
    stage: str
    purpose: str
    source: str


def contributions(
    on: date, known_at: datetime, *, since: date | None = None, state: str | None = None
) -> tuple[ContributionRecord, ...]:
    """Return the contributions received, in order of day, of one State or of all."""
    found = acts_that_count(["contribution.received"], on=on, known_at=known_at, since=since)
    return tuple(
        ContributionRecord(
            reference=act.reference,
            iso3=str(act.fields["state"]),
            year=int(str(act.fields["year"])),
            amount=Decimal(str(act.fields["amount"])),
            currency=str(act.fields["currency"]),
            first=bool(act.fields["first"]) if "first" in act.fields else None,
            on=act.on,
            precision=act.precision,
            source=act.source,
        )
        for act in found
        if state is None or act.fields["state"] == state
    )


def rounds(on: date, known_at: datetime, *, since: date | None = None) -> tuple[RoundRecord, ...]:
    """Return the rounds of grants awarded, in order of day."""
    found = acts_that_count(["grant_round.awarded"], on=on, known_at=known_at, since=since)
    return tuple(
        RoundRecord(
            reference=act.reference,
            year=int(str(act.fields["year"])),
            total=Decimal(str(act.fields["total"])),
            currency=str(act.fields["currency"]),
            projects=int(str(act.fields["projects"])),
            states=int(str(act.fields["states"])),
            implementation_year=(
                int(str(act.fields["implementation_year"]))
                if "implementation_year" in act.fields
                else None
            ),
            source=act.source,
        )
        for act in found
    )


def grants(
    on: date, known_at: datetime, *, since: date | None = None, state: str | None = None
) -> tuple[GrantRecord, ...]:
    """Return the grants by State that the record names, in order of day."""
    found = acts_that_count(["grant.approved"], on=on, known_at=known_at, since=since)
    return tuple(
        GrantRecord(
            reference=act.reference,
            iso3=str(act.fields["state"]),
            year=int(str(act.fields["year"])),
            stage=str(act.fields.get("stage", "")),
            purpose=str(act.fields.get("purpose", "")),
            source=act.source,
        )
        for act in found
        if state is None or act.fields["state"] == state
    )
