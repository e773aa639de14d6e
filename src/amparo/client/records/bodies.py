"""Mechanisms and who serves on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MechanismLine:
    """A mechanism in a list."""

    code: str
    kind: str
    name: str
    short: str
    treaty: str
    seats: int | None


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A mechanism, with who is certain to serve on it on a day; `seats` is empty for no members."""

    code: str
    kind: str
    name: str
    short: str
    treaty: str
    seats: int | None
    established_by: str
    on: date
    officers: tuple[Holder, ...]
    members: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """
    Somebody in place from one day to another, as far as the source is certain.

    `office` and `portfolio` are empty for a plain member. `from_is` and `until_is` say whether
    the days are a beginning and an end, or days on which the source shows the person in place.
    """

    person: str
    name: str
    office: str | None
    portfolio: str
    from_on: date
    from_is: str
    until_on: date
    until_is: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Member:
    """
    Somebody certain to serve on a mechanism on a day.

    `office` is empty for a plain member; who holds an office has a line for it besides.
    `from_is` and `until_is` say whether the days are a beginning and an end, or days on which
    the source shows the person in place.
    """

    mechanism: str
    person: str
    name: str
    office: str | None
    portfolio: str
    from_on: date
    from_is: str
    until_on: date
    until_is: str
    source: str
    note: str
