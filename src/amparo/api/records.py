"""Records that the API puts together from several areas' records; the others are the areas' own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amparo.bodies.enums import End, OfficeKind, Start
from amparo.docket.entries import Precision
from amparo.registry.enums import ActionKind, ParticipationStatus, RegionalGroup


@dataclass(frozen=True, slots=True)
class Party:
    """A State and where it stands towards a treaty on a day."""

    treaty: str
    iso3: str
    name: str
    group: RegionalGroup | None
    status: ParticipationStatus
    since: date | None
    signed_on: date | None
    instrument: ActionKind | None
    in_force_on: date | None
    path: str


@dataclass(frozen=True, slots=True)
class Member:
    """
    Somebody certain to serve on a mechanism on a day.

    `office` is empty for a plain member; who holds an office has a line for it besides. `from_is` and
    `until_is` say whether the days are a beginning and an end, or days on which the source shows the
    person in place.
    """

    mechanism: str
    person: str
    name: str
    office: OfficeKind | None
    portfolio: str
    from_on: date
    from_is: Start
    until_on: date
    until_is: End
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class DocketLine:
    """A docket as the world may see it on a day: what it is, and where it stands."""

    reference: str
    procedure: str
    procedure_title: str
    title: str
    state: str
    standing: str
    standing_title: str
    since: date | None
    opened_on: date | None
    acts: int
    next_due_on: date | None
    path: str


@dataclass(frozen=True, slots=True)
class DocketAct:
    """
    An act that the world may see.

    `counts` is false once another act has rectified it; `replaced_by` is the number of that one, if it
    may be seen too. `struck_on` is the day it was taken back as entered in error. `precision` says how
    exactly the day is known.
    """

    reference: str
    procedure: str
    number: int
    kind: str
    title: str
    state: str
    on: date
    precision: Precision
    fields: Mapping[str, str | int | bool | list[str] | None]
    source: str
    rule: str
    public_since: date
    rectifies: int | None
    replaced_by: int | None
    struck_on: date | None
    counts: bool


@dataclass(frozen=True, slots=True)
class DocketClock:
    """A time limit that a public act started, and the act that stopped it, if one did."""

    reference: str
    name: str
    title: str
    state: str
    rule: str
    started_by: int
    starts_on: date
    due_on: date
    precision: Precision
    stopped_by: int | None
    stopped_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class DocketFile:
    """A file that anybody may have, and the act that names it."""

    act: int
    name: str
    media_type: str
    size: int
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class Docket:
    """A docket as the world may see it on a day, with its acts, its clocks and its files."""

    line: DocketLine
    acts: tuple[DocketAct, ...]
    clocks: tuple[DocketClock, ...]
    files: tuple[DocketFile, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that a figure counts."""

    number: int
    reference: str
    label: str
    on: date | None
    amount: str
    source: str
    path: str


@dataclass(frozen=True, slots=True)
class Event:
    """
    Something on a day, or on days: a session, the end of a time limit.

    Where only the days between which it is to be are known, `is_certain` is false.
    """

    kind: str
    on: date
    until: date
    is_certain: bool
    title: str
    body: str
    state: str
    reference: str
    path: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An annual report, and where it can be had in which form."""

    year: int
    ordinal: int
    symbol: str
    distributed_on: date | None
    path: str
    docx: str
    pdf: str
    json: str
