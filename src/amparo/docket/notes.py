"""
Internal notes on a matter: written, read and struck out by those who work on it, never changed.

They are for the body alone. Sealed with the matter's key, they end when its content is destroyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from amparo.access.permissions import Actor, Permission
from amparo.audit.actions import record
from amparo.audit.events import EventType
from amparo.core.errors import NotVisible, Refused
from amparo.core.words import gettext_noop as _
from amparo.vault.fields import open_all, opened

from . import events
from .models import Matter, Note
from .reading import Reader, matter_for

LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class SeenNote:
    """A note as it is read; `text` is empty once it was destroyed."""

    id: UUID
    text: str
    written_by: str
    written_at: datetime
    struck_by: str
    struck_at: datetime | None
    may_be_struck: bool


def notes_of(matter: Matter, reader: Reader, *, at: datetime) -> list[SeenNote]:
    """
    Return the notes on a matter in the order in which they were written; if any, it leaves a line.

    :raises NotVisible: if this reader may not read them.
    """
    if not reader.may(Permission.NOTES_READ):
        raise NotVisible("The notes are for those who work on the matter.", about=matter.reference)
    rows = list(_notes(matter).order_by("written_at", "pk"))
    open_all(rows)
    if rows:
        _leave_line_of_reading(matter, reader, len(rows), at)
    return [_seen(one, reader) for one in rows]


def count_notes(matter: Matter, reader: Reader) -> int | None:
    """Return how many notes there are, or None to those who may not read them."""
    return matter.notes.count() if reader.may(Permission.NOTES_READ) else None


@transaction.atomic
def write(reference: str, text: str, *, by: Actor, at: datetime) -> Note:
    """
    Write a note on a matter.

    :raises NotVisible: if `by` may not know of the matter.
    :raises Refused: if `by` may not write notes there, the text is empty or too long, or the
        matter's content was destroyed.
    """
    matter, reader = matter_for(by, reference, at)
    if not reader.may(Permission.NOTES_WRITE):
        raise Refused(_("You may not write notes on this matter."))
    if matter.disposed_on is not None:
        raise Refused(_("The content of this docket was destroyed; nothing more can be entered."))
    text = text.strip()
    if not 0 < len(text) <= LONGEST:
        raise Refused(_("A note has between 1 and {longest} characters."), longest=LONGEST)
    note = Note(matter=matter, written_by=by.name, written_at=at)
    note.text = text
    note.save(force_insert=True)
    _leave_line(events.NOTE_WRITTEN, note, by, Permission.NOTES_WRITE, at)
    return note


@transaction.atomic
def strike(reference: str, note: UUID, *, by: Actor, at: datetime) -> None:
    """
    Strike out a note; it stays where it is, struck.

    :raises NotVisible: if there is none that `by` may read.
    :raises Refused: if `by` may not strike it out, or it is struck already.
    """
    found, reader = _locked(reference, note, by, at)
    if not _is_theirs_to_strike(found, reader):
        raise Refused(_("A note is struck out by its author or the registrar."))
    if found.struck_at is not None:
        raise Refused(_("This note is struck out already."))
    found.struck_by, found.struck_at = by.name, at
    found.save(update_fields=["struck_by", "struck_at"])
    own = found.written_by == by.name
    used = Permission.NOTES_WRITE if own else Permission.NOTES_STRIKE
    _leave_line(events.NOTE_STRUCK, found, by, used, at)


def note_for(reference: str, note: UUID, *, by: Actor, at: datetime) -> SeenNote:
    """Return one note, and leave a line. :raises NotVisible: if there is none that `by` may read."""
    matter, reader = matter_for(by, reference, at)
    found = _notes(matter).filter(pk=note).first()
    if found is None or not reader.may(Permission.NOTES_READ):
        raise NotVisible("There is no such note.", about=reference)
    _leave_line_of_reading(matter, reader, 1, at)
    return _seen(found, reader)


def _locked(reference: str, note: UUID, by: Actor, at: datetime) -> tuple[Note, Reader]:
    matter, reader = matter_for(by, reference, at)
    # Of the row of the note alone: whoever enters an act meanwhile does not wait.
    found = _notes(matter).select_for_update(of=("self",)).filter(pk=note).first()
    if found is None or not reader.may(Permission.NOTES_READ):
        raise NotVisible("There is no such note.", about=reference)
    return found, reader


def _notes(matter: Matter) -> QuerySet[Note]:
    return Note.objects.filter(matter=matter).select_related("matter")


def _is_theirs_to_strike(note: Note, reader: Reader) -> bool:
    own = note.written_by == reader.actor.name and reader.may(Permission.NOTES_WRITE)
    return own or reader.may(Permission.NOTES_STRIKE)


def _seen(note: Note, reader: Reader) -> SeenNote:
    destroyed = note.matter.disposed_on is not None
    return SeenNote(
        id=note.pk,
        text=opened(note, "text") or "",
        written_by=note.written_by,
        written_at=note.written_at,
        struck_by=note.struck_by,
        struck_at=note.struck_at,
        may_be_struck=(
            note.struck_at is None and not destroyed and _is_theirs_to_strike(note, reader)
        ),
    )


def _leave_line_of_reading(matter: Matter, reader: Reader, count: int, at: datetime) -> None:
    record(
        events.NOTES_READ,
        by=reader.actor.name,
        about=matter.reference,
        permission=Permission.NOTES_READ,
        at=at,
        count=count,
    )


def _leave_line(
    event: EventType, note: Note, by: Actor, permission: Permission, at: datetime
) -> None:
    record(
        event,
        by=by.name,
        about=note.matter.reference,
        permission=permission,
        at=at,
        note=str(note.pk),
    )
