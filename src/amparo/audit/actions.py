"""The one way to write to the trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zlib import crc32

from django.db import transaction
from django.db.models import PositiveSmallIntegerField
from django.utils import timezone

from amparo.core.digesting import canonical
from amparo.core.questions import Question, given

from .digests import line_digest
from .events import EVENTS, EventType, Outcome
from .faces import current_face
from .identifiers import check_actor, check_detail, check_identifier
from .models import STRANDS, Line, Strand

_LINES_AT_ONCE = 500
_STRAND = Question(
    lambda: Strand.objects.select_for_update().filter(
        number=given("number", PositiveSmallIntegerField())
    )
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A line that is yet to be written."""

    event: EventType
    by: str
    about: str = ""
    permission: str = ""
    outcome: Outcome = Outcome.DONE
    at: datetime | None = None
    details: Mapping[str, str | int | bool] = field(default_factory=dict)


def record(
    event: EventType,
    *,
    by: str,
    about: str = "",
    permission: str = "",
    outcome: Outcome = Outcome.DONE,
    at: datetime | None = None,
    **details: str | int | bool,
) -> Line:
    """
    Leave a line in the trail, in the transaction of the caller: it stands or falls with the change.

    `by` is the pseudonym of an account or the name of a service; `about` the reference of what it
    concerns; `at` is now by default. Call it last: until the transaction ends, others whose lines
    stand in the same strand wait. A refusal is recorded outside of the transaction it aborts.

    :raises ValueError: if the event is not declared, or anything is not an identifier.
    """
    (line,) = _write([_checked(Draft(event, by, about, permission, outcome, at, details))])
    return line


def record_many(drafts: Iterable[Draft]) -> int:
    """Leave many lines of one person, in their order, under one lock; return how many."""
    checked = [_checked(draft) for draft in drafts]
    if len({draft.by for draft in checked}) > 1:
        # Two strands locked in two orders would wait for each other.
        raise ValueError("Lines that are written together are all of one person.")
    return len(_write(checked)) if checked else 0


def strand_of(by: str) -> int:
    """Return the number of the strand in which all lines of this person stand."""
    return crc32(by.encode()) % STRANDS


def _checked(draft: Draft) -> Draft:
    if EVENTS.get(draft.event.name) is not draft.event:
        raise ValueError(f"The event {draft.event.name} is not declared.")
    unknown = set(draft.details) - set(draft.event.details)
    if unknown:
        raise ValueError(f"The event {draft.event.name} has no such details: {sorted(unknown)}.")
    return Draft(
        event=draft.event,
        by=check_actor(draft.by),
        about=check_identifier(draft.about, "what it is about"),
        permission=check_identifier(draft.permission, "the permission"),
        outcome=Outcome(draft.outcome),
        at=draft.at,
        details={name: check_detail(value, name) for name, value in draft.details.items()},
    )


# A line that cannot be written takes the change with it, so a savepoint would save nothing.
@transaction.atomic(savepoint=False)
def _write(drafts: Sequence[Draft]) -> list[Line]:
    # Locked before its head is read, or two lines could take the same number.
    strand = _locked(strand_of(drafts[0].by))
    now = timezone.now()
    lines = [_chained(strand, draft, draft.at or now) for draft in drafts]
    if len(lines) == 1:
        lines[0].save(force_insert=True)
    else:
        Line.objects.bulk_create(lines, batch_size=_LINES_AT_ONCE)
    strand.save(update_fields=["length", "head"])
    return lines


def _locked(number: int) -> Strand:
    """Return a strand as it is now, and let nobody else add to it until the transaction ends."""
    there = _STRAND.first(number=number)
    if there is None:
        there, _made = Strand.objects.select_for_update().get_or_create(number=number)
    return there


def _chained(strand: Strand, draft: Draft, at: datetime) -> Line:
    """Return the row of a line, its digest linked to the head, and move the head to it."""
    line = Line(
        strand=strand.number,
        number=strand.length + 1,
        at=at,
        by=draft.by,
        face=current_face(),
        area=draft.event.area,
        event=draft.event.name,
        about=draft.about,
        permission=draft.permission,
        outcome=draft.outcome.value,
        details=canonical(draft.details),
    )
    line.digest = line_digest(
        strand=line.strand,
        number=line.number,
        at=line.at,
        by=line.by,
        face=line.face,
        area=line.area,
        event=line.event,
        about=line.about,
        permission=line.permission,
        outcome=line.outcome,
        details=line.details,
        before=strand.head,
    )
    strand.length = line.number
    strand.head = line.digest
    return line
