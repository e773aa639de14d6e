"""When somebody is told next, by how often they want to be."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from amparo.following.enums import Often

# In the morning of most of the world's offices; in UTC, so that it is the same for everybody.
HOUR = time(6, 0)
_MONDAY = 0
_DAY = timedelta(days=1)


def next_turn(often: Often, now: datetime) -> datetime:
    """
    Return the moment from which on somebody may be told again.

    Source: docs/adr/0040.
    """
    if often is Often.AT_ONCE:
        return now
    today = datetime.combine(now.astimezone(UTC).date(), HOUR, UTC)
    turn = today if today > now else today + _DAY
    while often is Often.WEEKLY and turn.weekday() != _MONDAY:
        turn += _DAY
    return turn
