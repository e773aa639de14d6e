"""States, what they did about treaties, and treaties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a State did about a treaty."""

    kind: str
    on: date
    takes_effect_on: date | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Run:
    """Days without a break on which a State is a party; an empty end is open."""

    since: date
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Participation:
    """
    Where a State stands towards one treaty; `since` is the deposit of a party, the signature of
    a signatory.

    A treaty the State has nothing to do with has a record too, with the status "none".
    """

    treaty: str
    title: str
    short: str
    path: str
    status: str
    since: date | None
    signed_on: date | None
    instrument: str | None
    in_force_on: date | None
    left_on: date | None
    runs: tuple[Run, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure that a State accepted, on the day of its declaration or of its deposit."""

    treaty: str
    article: str
    on: date
    source: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class StateLine:
    """A State in a list."""

    iso3: str
    name: str
    kind: str
    group: str | None
    path: str


@dataclass(frozen=True, slots=True)
class State:
    """
    A State's page: `group_since` and `group_source` as the source has them.

    `group_since` is empty where it names no day.
    """

    iso3: str
    iso2: str
    m49: str
    kind: str
    name: str
    article: str
    formal: str
    group: str | None
    group_name: str
    group_since: date | None
    group_source: str
    path: str
    on: date
    participation: tuple[Participation, ...]
    procedures: tuple[Procedure, ...]
    procedures_as_party: tuple[Procedure, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A State on a treaty's page."""

    iso3: str
    name: str
    group: str | None
    path: str
    status: str
    since: date | None
    signed_on: date | None
    instrument: str | None
    in_force_on: date | None


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many parties and signatories only a regional group has; `group` is empty for no group."""

    group: str | None
    name: str
    parties: int
    signatories: int


@dataclass(frozen=True, slots=True)
class YearCount:
    """Parties and signatories on a day, for a chart."""

    on: date
    parties: int
    signatories: int


@dataclass(frozen=True, slots=True)
class TreatyLine:
    """A treaty in a list, with its counts on a day."""

    code: str
    title: str
    short: str
    path: str
    adopted_on: date
    in_force_on: date
    parties: int
    signatories: int


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty's page, on a day."""

    code: str
    mtdsg: str
    title: str
    short: str
    path: str
    adopted_on: date
    adopted_at: str
    in_force_on: date
    in_force_article: str
    on: date
    parties: tuple[Standing, ...]
    signatories: tuple[Standing, ...]
    groups: tuple[GroupCount, ...]
    series: tuple[YearCount, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A State and where it stands towards a treaty on a day."""

    treaty: str
    iso3: str
    name: str
    group: str | None
    status: str
    since: date | None
    signed_on: date | None
    instrument: str | None
    in_force_on: date | None
    path: str
