"""
The list under article 17: who is overdue, whom the rule proposes, how two lists relate.

The Subcommittee decides who is on the list; nothing here does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from amparo.core.calendar import is_overdue_by_more_than, years
from amparo.registry.rules.npm_due import Boundary, is_compliant, is_listable, is_npm_overdue

# Decisions of the Subcommittee on a State.
LISTED = "listed"
RETAINED = "retained"
REMOVED = "removed"

PROTOCOL_IN_FORCE_ON = date(2006, 6, 22)


def year_starts_on(deposited_on: date) -> date:
    """
    Return the day from which the year for the mechanism is counted.

    The deposit, or the Protocol's own entry into force for States that deposited before it.
    Source: OPCAT-17-1, OPCAT-28-1.
    """
    return max(deposited_on, PROTOCOL_IN_FORCE_ON)


@dataclass(frozen=True, slots=True)
class Establishment:
    """
    How far a State has come, as far as the record knows.

    `designated` is a designation known from a source other than the Subcommittee, `accepted` the
    Subcommittee's own acceptance.
    """

    state: str
    due: date
    designated: bool = False
    notified: bool = False
    documents_received: bool = False
    accepted: bool = False

    @property
    def is_compliant(self) -> bool:
        """Whether the State has done what A17-3 asks, as accepted or as received."""
        return self.accepted or is_compliant(
            notified=self.notified, documents_received=self.documents_received
        )

    @property
    def is_settled(self) -> bool:
        """
        Whether nothing says that the mechanism is missing.

        For most States the record knows of the designation and not of the papers that the
        Subcommittee received; they are not called overdue for what the record does not hold.
        """
        return self.is_compliant or self.designated


def overdue(found: Iterable[Establishment], today: date) -> list[Establishment]:
    """Return those whose mechanism is late, the longest first. Source: OPCAT-17-1."""
    late = (one for one in found if is_npm_overdue(today, one.due, compliant=one.is_settled))
    return sorted(late, key=lambda one: (one.due, one.state))


def proposed(
    found: Iterable[Establishment], today: date, *, boundary: Boundary = Boundary.MORE_THAN
) -> list[Establishment]:
    """
    Return those whom the rule proposes for the list, the longest overdue first.

    `boundary` says whether three years must have passed or been passed. Source: A17-2, A17-5.
    """
    listable = (
        one
        for one in found
        if is_listable(today, one.due, compliant=one.is_settled, boundary=boundary)
    )
    return sorted(listable, key=lambda one: (one.due, one.state))


def overdue_by_more_than(
    found: Iterable[Establishment], today: date, length: int
) -> list[Establishment]:
    """Return those overdue by more than `length` years, strictly. Source: GEN-4."""
    return [
        one
        for one in overdue(found, today)
        if is_overdue_by_more_than(today, one.due, years(length))
    ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two lists beside each other: who stayed, who left, who came. Source: A17-6."""

    kept: frozenset[str]
    left: frozenset[str]
    joined: frozenset[str]


def compare(before: Collection[str], after: Collection[str]) -> Comparison:
    """Return how the list `after` relates to the list `before`. Source: A17-6."""
    first, second = frozenset(before), frozenset(after)
    return Comparison(first & second, first - second, second - first)
