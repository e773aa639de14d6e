"""Events of a made-up area, for tests of the trail."""

from datetime import UTC, datetime

from amparo.audit.events import EventType

OPENED = EventType("door.opened", "Door opened", ("way", "times", "alone"))
REFUSED = EventType("door.refused", "Refused at the door")
LET_IN = EventType("gate.emergency_granted", "Let in, in an emergency")
EVENTS = (OPENED, REFUSED, LET_IN)

AMINA, BRUNO, CHIDI = "P-7KQ2M9", "P-3XW8RT", "P-9DHH4C"


def moment(text: str) -> datetime:
    """Return a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
