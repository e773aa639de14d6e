"""What can happen that the trail remembers. Each area declares its own events in `events.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from amparo.core.words import gettext_noop as _

_NAME = re.compile(r"[a-z][a-z0-9]*\.[a-z][a-z0-9_]*")
_DETAIL = re.compile(r"[a-z][a-z0-9_]*")
_TAKEN = {"event", "by", "about", "permission", "outcome", "at"}


class Outcome(StrEnum):
    """Whether it came to pass."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class EventType:
    """One kind of event: `area.past_tense`, its title, and the details that its lines may have."""

    name: str
    title: str
    details: tuple[str, ...] = ()

    @property
    def area(self) -> str:
        """The area that declares it."""
        return self.name.partition(".")[0]


EVENTS: dict[str, EventType] = {}


def event(name: str, title: str, *details: str) -> EventType:
    """
    Declare an event and return it.

    `title` is marked for translation by the caller; `details` are the names of its details.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of an event: area.past_tense.")
    if name in EVENTS:
        raise ValueError(f"Two events are named {name}.")
    wrong = [one for one in details if one in _TAKEN or not _DETAIL.fullmatch(one)]
    if wrong or len(set(details)) != len(details):
        raise ValueError(f"The event {name} cannot have these details: {details}.")
    EVENTS[name] = EventType(name, title, details)
    return EVENTS[name]


TRAIL_EXPORTED = event("audit.trail_exported", _("The trail was exported"), "form", "narrowed_by")
VERIFIED = event(
    "audit.verified", _("Dockets, trail and checkpoints were verified"), "read", "findings"
)
