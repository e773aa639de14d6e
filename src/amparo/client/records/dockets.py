"""Dockets with their acts and clocks, and the calendar made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


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
class Act:
    """
    An act that the world may see.

    `counts` is false once another act has rectified it; `replaced_by` is the number of that
    one, if it may be seen too. `struck_on` is the day it was taken back as entered in error.
    `precision` says how exactly the day is known.
    """

    reference: str
    procedure: str
    number: int
    kind: str
    title: str
    state: str
    on: date
    precision: str
    fields: dict[str, Any]
    source: str
    rule: str
    public_since: date
    rectifies: int | None
    replaced_by: int | None
    struck_on: date | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit that a public act started, and the act that stopped it, if one did."""

    reference: str
    name: str
    title: str
    state: str
    rule: str
    started_by: int
    starts_on: date
    due_on: date
    precision: str
    stopped_by: int | None
    stopped_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class File:
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
    acts: tuple[Act, ...]
    clocks: tuple[Clock, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """
    Something with its days: on all of them, or, where it is not `exact`, some time between them.

    `about` says where it stands, or which time limit ends; `rule` is the one that sets it.
    """

    kind: str
    on: date
    until: date
    exact: bool
    title: str
    about: str
    body: str
    state: str
    reference: str
    name: str
    rule: str
    path: str
