"""A line of the trail as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from amparo.audit.events import Outcome
from amparo.audit.queries import Row


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a page shows of a line. Who did it is a code, and nothing more."""

    at: datetime
    who: str
    what: str
    about: str
    face: str
    permission: str
    refused: bool
    details: tuple[tuple[str, str], ...]
    place: str


def sentence_of(row: Row) -> Sentence:
    """Return a line in the language being spoken; an event nobody declares keeps its name."""
    return Sentence(
        at=row.at,
        who=row.by,
        what=_(row.title),
        about=row.about,
        face=row.face,
        permission=row.permission,
        refused=row.outcome is Outcome.REFUSED,
        details=tuple((name, _value(value)) for name, value in row.details.items() if value != ""),
        place=f"{row.strand}/{row.number}",
    )


def _value(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
