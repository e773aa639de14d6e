"""
The files of a matter: added, listed and read by those who may, each reading on the trail.

An outsider reads the files they added, and those that an act shared with them names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import UUIDField
from django.utils import timezone

from amparo.access.permissions import Actor, Permission, Role
from amparo.access.rules.need_to_know import is_outsider, is_within
from amparo.audit.actions import record
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import NotVisible, Refused
from amparo.core.questions import Question, given
from amparo.core.words import gettext_noop as _
from amparo.vault.fields import open_all, opened
from amparo.vault.files import store
from amparo.vault.models import File

from . import events
from .models import Matter
from .procedure import Content
from .queries import opened_entries_of
from .reading import Reader, matter_for, seen

LEVELS = (Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL, Confidentiality.PERSONAL)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as a list shows it."""

    id: UUID
    name: str
    media_type: str
    size: int
    level: Confidentiality
    added_at: datetime
    added_by: str
    scanned: bool


def attach(
    reference: str,
    name: str,
    content: bytes,
    *,
    level: Confidentiality = Confidentiality.CONFIDENTIAL,
    by: Actor,
    at: datetime,
) -> File:
    """
    Add a file to a matter: made anew, sealed with the matter's key.

    :raises NotVisible: if `by` may not know of the matter.
    :raises Refused: if `by` may not add files, the matter's content was destroyed, or the file is
        not fit to keep.
    """
    matter, reader = matter_for(by, reference, at)
    if not reader.may(Permission.FILES_ADD) or level not in LEVELS:
        raise Refused(_("You may not add files to this matter."))
    if matter.disposed_on is not None:
        raise Refused(_("The content of this docket was destroyed; nothing more can be entered."))
    file = store.keep(matter.key, name, content, by=by.name, at=at, level=level)
    record(
        events.FILE_ADDED,
        by=by.name,
        about=reference,
        permission=Permission.FILES_ADD,
        at=at,
        file=str(file.pk),
        level=level,
    )
    return file


def attached(actor: Actor, reference: str, *, at: datetime) -> list[Attached]:
    """
    Return the files of a matter that this actor may read, the latest first.

    :raises NotVisible: if they may not know of the matter.
    """
    return attached_to(*matter_for(actor, reference, at), at=at)


_FILES = Question(lambda: store.files_of(given("holder", UUIDField())).order_by("-added_at", "pk"))


def attached_to(matter: Matter, reader: Reader, *, at: datetime | None = None) -> list[Attached]:
    """Return the files of a matter that its reader may read, the latest first."""
    found = _FILES.answers(holder=matter.key)
    named = _named_to(matter, reader, at or timezone.now())
    readable = [one for one in found if _may_read(reader, one, named)]
    open_all(readable)
    return [_listed(one) for one in readable if _can_be_opened(one)]


def file_for(actor: Actor, reference: str, file: UUID, *, at: datetime) -> File:
    """
    Return a file of a matter to be downloaded, and leave a line that it was read.

    :raises NotVisible: if there is none, or none that this actor may read.
    """
    matter, reader = matter_for(actor, reference, at)
    found = store.files_of(matter.key).filter(pk=file).first()
    named = _named_to(matter, reader, at)
    if found is None or not _may_read(reader, found, named) or not _can_be_opened(found):
        raise NotVisible("There is no such file.", about=reference)
    record(
        events.FILE_READ,
        by=actor.name,
        about=reference,
        permission=Permission.FILES_READ,
        at=at,
        file=str(found.pk),
        level=Confidentiality(found.level),
    )
    return found


def check_named(matter: Matter, content: Content, reader: Reader, *, at: datetime) -> None:
    """
    Check the files that an act names before it is entered.

    :raises Refused: if one is not among the files of the matter that this reader may read; a file
        that is not there and one that is not for them are not told apart.
    """
    wanted = set(content.act.files_named(content.fields).values())
    if not wanted:
        return
    found = list(store.files_of(matter.key).filter(pk__in=wanted))
    if Role.SERVICE not in reader.roles:
        named = _named_to(matter, reader, at)
        found = [one for one in found if _may_read(reader, one, named)]
    if {one.pk for one in found} != wanted:
        raise Refused(_("The file that the act names is not among the files of this matter."))


def _named_to(matter: Matter, reader: Reader, at: datetime) -> frozenset[UUID]:
    """Return the files that acts in force name to an outsider, in fields that they read."""
    if not is_outsider(reader.roles):
        return frozenset()
    shown = seen(matter, reader, opened_entries_of(matter), today=at.date())
    return frozenset(file for act in shown.acts if act.counts for file in act.files.values())


def _may_read(reader: Reader, file: File, named: frozenset[UUID]) -> bool:
    own = file.added_by == reader.actor.name
    known = own or not is_outsider(reader.roles) or file.pk in named
    within = own or is_within(Confidentiality(file.level), reader.level)
    return known and within and reader.may(Permission.FILES_READ)


def _can_be_opened(file: File) -> bool:
    # Data put back from before a disposal still names files whose key is gone.
    return opened(file, "name") != ""


def _listed(file: File) -> Attached:
    return Attached(
        file.pk,
        file.name,
        file.media_type,
        file.size,
        Confidentiality(file.level),
        file.added_at,
        file.added_by,
        file.scanned == "clean",
    )
