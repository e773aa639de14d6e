"""What the world may see of mechanisms and their officers, as frozen records. All of it is public."""

from dataclasses import dataclass
from datetime import date, datetime

from amparo.core.errors import NotVisible

from . import queries
from .enums import End, MechanismKind, OfficeKind, Start
from .models import Mechanism, MechanismName, Office, Person, Term
from .queries import FALLBACK

# Copied into the public store as they are, in this order: every column of them is public.
TABLES = (Mechanism, MechanismName, Person, Term, Office)


@dataclass(frozen=True, slots=True)
class HolderRecord:
    """
    Somebody in place from one day to another, as far as the source is certain.

    `office` and `portfolio` are empty for a plain member. `from_is` and `until_is` say whether the
    days are a beginning and an end, or days on which the source shows the person in place.
    """

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
class MechanismRecord:
    """A mechanism, with who is certain to serve on it on a day; `seats` is empty for no members."""

    code: str
    kind: MechanismKind
    name: str
    short: str
    treaty: str
    seats: int | None
    established_by: str
    on: date
    officers: tuple[HolderRecord, ...]
    members: tuple[HolderRecord, ...]


@dataclass(frozen=True, slots=True)
class MechanismListRecord:
    """A mechanism in a list."""

    code: str
    kind: MechanismKind
    name: str
    short: str
    treaty: str
    seats: int | None


def mechanisms(*, language: str = FALLBACK) -> tuple[MechanismListRecord, ...]:
    """Return every mechanism, by code, named in a language or else in English."""
    names = queries.mechanism_names(language)
    return tuple(
        MechanismListRecord(
            one.code,
            MechanismKind(one.kind),
            *names.get(one.code, (one.code, "")),
            one.treaty_id or "",
            one.seats,
        )
        for one in queries.mechanisms()
    )


def mechanism(
    code: str, on: date, known_at: datetime | None = None, *, language: str = FALLBACK
) -> MechanismRecord:
    """Return a mechanism on a day. :raises NotVisible: if there is none."""
    record = Mechanism.objects.filter(code=code.upper()).first()
    if record is None:
        raise NotVisible
    name, short = queries.mechanism_names(language).get(record.code, (record.code, ""))
    return MechanismRecord(
        code=record.code,
        kind=MechanismKind(record.kind),
        name=name,
        short=short,
        treaty=record.treaty_id or "",
        seats=record.seats,
        established_by=record.established_by,
        on=on,
        officers=officers(record.code, on, known_at),
        members=tuple(_holder(one) for one in queries.members_on(record.code, on, known_at)),
    )


def officers(
    mechanism: str, on: date, known_at: datetime | None = None
) -> tuple[HolderRecord, ...]:
    """Return who holds which office on a day: chair, vice-chairs, then the others."""
    return tuple(_holder(one) for one in queries.offices_on(mechanism, on, known_at))


def _holder(row: Term | Office) -> HolderRecord:
    return HolderRecord(
        person=row.person_id,
        name=row.person.name,
        office=OfficeKind(row.office) if isinstance(row, Office) else None,
        portfolio=row.portfolio if isinstance(row, Office) else "",
        from_on=row.from_on,
        from_is=Start(row.from_is),
        until_on=row.until_on,
        until_is=End(row.until_is),
        source=row.source,
        note=row.note,
    )
