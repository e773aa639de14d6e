"""When a State party must have a national preventive mechanism, and when it may be listed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from amparo.core.calendar import add_years, is_overdue
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

LISTABLE_AFTER_YEARS = 3
POSTPONEMENT_YEARS = 3
EXTENSION_YEARS = 2


class Basis(StrEnum):
    """What starts the year: the deposit, as the Subcommittee counts, or entry into force."""

    DEPOSIT = "deposit"
    ENTRY_INTO_FORCE = "entry into force"


class Boundary(StrEnum):
    """
    What "overdue by three years" asks for.

    The entry test reads "more than"; the letter of 2016 went to States "at least" so late.
    Source: A17-2.
    """

    MORE_THAN = "more than"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Postponement:
    """A declaration postponing part IV, and an extension of it by the Committee."""

    years: int = POSTPONEMENT_YEARS
    extension_years: int = 0


def postponed_until(in_force_on: date, postponement: Postponement) -> date:
    """
    Return the day a postponement of part IV ends.

    At most three years from entry into force; the Committee may add two, after due representations
    by the State and after consulting the Subcommittee. Source: OPCAT-24-2.
    """
    if not 0 < postponement.years <= POSTPONEMENT_YEARS:
        raise Refused(_("A postponement lasts three years at most."), rule="OPCAT-24-2")
    if not 0 <= postponement.extension_years <= EXTENSION_YEARS:
        raise Refused(_("A postponement is extended by two years at most."), rule="OPCAT-24-2")
    return add_years(in_force_on, postponement.years + postponement.extension_years)


def npm_due(
    deposited_on: date,
    in_force_on: date,
    *,
    basis: Basis = Basis.DEPOSIT,
    postponement: Postponement | None = None,
) -> date:
    """
    Return the last day on which the mechanism is in time.

    One year after the deposit, or after entry into force if that is the basis; with part IV
    postponed, not before the postponement ends. Source: OPCAT-17-1, OPCAT-24-2.
    """
    start = deposited_on if basis is Basis.DEPOSIT else in_force_on
    due = add_years(start, 1)
    if postponement is None:
        return due
    return max(due, postponed_until(in_force_on, postponement))


def is_npm_overdue(today: date, due: date, *, compliant: bool) -> bool:
    """Test whether the mechanism is late; `compliant` as A17-3 asks. Source: OPCAT-17-1."""
    return is_overdue(today, due) and not compliant


def is_compliant(*, notified: bool, documents_received: bool) -> bool:
    """
    Test whether a State has done what takes it off the list, both parts.

    Official notification of the designation, and copies of the documents that provide for the
    mechanism's establishment and effective functioning. Source: A17-3.
    """
    return notified and documents_received


def listable_from(due: date, *, boundary: Boundary = Boundary.MORE_THAN) -> date:
    """
    Return the first day on which a State may be put on the list under article 17.

    Overdue by more than three years, strictly; or by at least three. Source: A17-2, GEN-4.
    """
    three_years = add_years(due, LISTABLE_AFTER_YEARS)
    if boundary is Boundary.AT_LEAST:
        return three_years
    return date.fromordinal(three_years.toordinal() + 1)


def is_listable(
    today: date, due: date, *, compliant: bool, boundary: Boundary = Boundary.MORE_THAN
) -> bool:
    """Test whether the rule proposes a State for the list; people decide. Source: A17-2, A17-5."""
    return today >= listable_from(due, boundary=boundary) and not compliant
