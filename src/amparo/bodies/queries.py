"""Reads of mechanisms, their members and officers on a day."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TypeVar

from django.db.models import CharField, Q, QuerySet

from amparo.core.questions import Question, given

from .enums import OfficeKind
from .models import Mechanism, MechanismName, Office, Person, Term

FALLBACK = "en"

Held = TypeVar("Held", Term, Office)

# Chair first, then the others as the reports name them.
ORDER = {kind: place for place, kind in enumerate(OfficeKind)}


_NAMES = Question(
    lambda: MechanismName.objects.filter(
        Q(language=given("language", CharField())) | Q(language=FALLBACK)
    ).values_list("mechanism_id", "language", "name", "short")
)


def mechanism_names(language: str = FALLBACK) -> dict[str, tuple[str, str]]:
    """Return name and abbreviation of every mechanism, in a language or else in English."""
    found: dict[str, tuple[str, str]] = {}
    for code, its_language, name, short in _NAMES.answers(language=language):
        if its_language == language or code not in found:
            found[code] = (name, short)
    return found


def mechanisms() -> list[Mechanism]:
    """Return every mechanism, by code."""
    return list(Mechanism.objects.order_by("code"))


def offices_on(
    mechanism: str,
    on: date,
    known_at: datetime | None = None,
    *,
    kinds: Iterable[OfficeKind] = tuple(OfficeKind),
) -> list[Office]:
    """
    Return the offices that are certain to be held on a day, with their holders.

    In the order chair, vice-chairs, rapporteur, reprisals, teams, groups; then by portfolio.
    """
    rows = (
        _held_on(Office.objects.all(), mechanism, on, known_at)
        .filter(office__in=[str(kind) for kind in kinds])
        .select_related("person")
    )
    return sorted(
        rows, key=lambda row: (ORDER[OfficeKind(row.office)], row.portfolio, row.person_id)
    )


def members_on(mechanism: str, on: date, known_at: datetime | None = None) -> list[Term]:
    """
    Return the members that the record is certain of on a day, by family name.

    The sources name some members only: their number is no count of the membership.
    """
    rows = _held_on(Term.objects.all(), mechanism, on, known_at)
    return list(
        rows.select_related("person").order_by("person__family_name", "person_id", "from_on")
    )


def person_named(name: str) -> Person | None:
    """Return the office holder of that name, or of that other spelling. Source: INC-19."""
    for person in Person.objects.order_by("slug"):
        if name == person.name or name in person.aliases:
            return person
    return None


def _held_on(
    rows: QuerySet[Held], mechanism: str, on: date, known_at: datetime | None
) -> QuerySet[Held]:
    return rows.filter(
        mechanism=mechanism,
        from_on__lte=on,
        until_on__gte=on,
        entered_at__lte=known_at or datetime.now(UTC),
    )
