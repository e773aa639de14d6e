"""What an act must meet beside its procedure: four eyes, files that are there, names masked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

from amparo.access.permissions import Actor, Role
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import Refused
from amparo.vault.files.words import Words

from .. import attachments, masking
from ..apart import check_apart
from ..entries import Entry
from ..folding import ActRefused
from ..models import Matter
from ..procedure import Content, procedure_named
from ..queries import entries_of, opened_entries_of
from ..reading import Reader


def check_conditions(
    matter: Matter,
    entry: Entry,
    content: Content,
    reader: Reader,
    read: Mapping[UUID, Words],
    at: datetime,
) -> None:
    """
    Check what is asked of an act beside what its procedure asks.

    `read` are the words of its documents (`masking.read_documents`).

    :raises Refused: if one person would do what two are to do; if it names a file that this person
        cannot read, or that is not there; if a sealed name would go out.
    """
    procedure = procedure_named(matter.procedure)
    hangs_on_others = content.act.apart_from or entry.rectifies is not None
    if hangs_on_others and Role.SERVICE not in reader.roles:
        check_apart(procedure, entries_of(matter.acts.all()), entry)
    attachments.check_named(matter, content, reader, at=at)
    masking.check_masked(
        procedure,
        entry,
        content,
        read,
        cache(lambda: masking.sealed_names(procedure, lambda: [*opened_entries_of(matter), entry])),
    )


def check_conditions_of_record(
    matter: Matter, acts: Iterable[tuple[Entry, Content]], entries: Sequence[Entry], by: Actor
) -> None:
    """
    Check the same of the new acts of a record; `entries` is the docket with them.

    :raises ActRefused: if one names a file that is not there, or a sealed name would go out.
    """
    procedure = procedure_named(matter.procedure)
    reader = Reader(by, by.roles, Confidentiality.PERSONAL)
    names = cache(lambda: masking.sealed_names(procedure, lambda: entries))
    for entry, content in acts:
        try:
            attachments.check_named(matter, content, reader, at=entry.entered_at)
            read = masking.read_documents(matter, content)
            masking.check_masked(procedure, entry, content, read, names)
        except Refused as refusal:
            raise ActRefused(refusal, entry.number) from None
