"""Who read a matter, when and at which face: as the trail remembers it, for those inside."""

from __future__ import annotations

from datetime import datetime

from amparo.access.permissions import Permission
from amparo.audit import queries
from amparo.audit.actions import record
from amparo.audit.events import Outcome
from amparo.audit.queries import Row
from amparo.core.errors import NotVisible

from . import events
from .models import Matter
from .reading import Reader

PAGE = 50
_READING = (events.DOCKET_READ, events.FILE_READ, events.NOTES_READ)


def readings_of(matter: Matter, reader: Reader, *, before: str = "", at: datetime) -> list[Row]:
    """
    Return who read a matter, its files or its notes, the latest first, at most `PAGE`.

    `before` is the cursor of the last one on the page before. Looking at it leaves a line.

    :raises NotVisible: if this reader may not see who has access to the matter.
    :raises Refused: if the cursor is none.
    """
    if not reader.may(Permission.TEAM_SEE):
        raise NotVisible("Who read a matter is not for outsiders.", about=matter.reference)
    found = queries.lines(
        about=matter.reference,
        events=tuple(one.name for one in _READING),
        outcome=Outcome.DONE,
        before=before,
        limit=PAGE,
    )
    record(
        events.READINGS_LISTED,
        by=reader.actor.name,
        about=matter.reference,
        permission=Permission.TEAM_SEE,
        at=at,
    )
    return found
